internal import CZlib

/// Inflates a part of an array piece by piece, so that nobody holds a whole file twice.
struct Inflation: ~Copyable {
  enum Wrapping {
    /// Members with header, length and CRC-32, one behind the other.
    case gzip
    /// A bare deflate stream, as zip archives hold it.
    case bare
  }

  /// No deflate stream grows by more than this factor.
  static let greatestRatio = 1032

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  private let wrapping: Wrapping
  private let file: String
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isAtEnd = false

  init(_ bytes: [UInt8], in range: Range<Int>? = nil, wrapping: Wrapping, file: String)
    throws(DataProblem)
  {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
    self.wrapping = wrapping
    self.file = file
    // zlib keeps the address of the stream, so it must not move.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = zlib_start_inflation(stream, wrapping == .gzip ? 15 + 16 : -15)
    guard status == Z_OK else { throw Inflation.noMemory(file) }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The next bytes; fewer than `count` only at the end. The checksum is checked by the reading
  /// that meets the end.
  ///
  /// *Throws*: ``DataProblem`` where the stream is cut off or damaged.
  mutating func read(atMost count: Int) throws(DataProblem) -> [UInt8] {
    guard !isAtEnd, count > 0 else { return [] }
    var problem: DataProblem?
    // Memory that is asked for but never written costs nothing.
    let read = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(DataProblem) {
        while filled < count, !isAtEnd {
          filled += try step(into: buffer, at: filled, atMost: count - filled)
        }
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return read
  }

  /// One call of zlib.
  private mutating func step(
    into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int, atMost count: Int
  ) throws(DataProblem) -> Int {
    let room = uInt(clamping: count)
    let offered = uInt(clamping: end - position)
    let position = position
    let stream = stream
    let status = bytes.withUnsafeBufferPointer { input in
      // zlib only reads from here, whatever the type says.
      stream.pointee.next_in = input.baseAddress.map {
        UnsafeMutablePointer(mutating: $0 + position)
      }
      stream.pointee.avail_in = offered
      stream.pointee.next_out = buffer.baseAddress.map { $0 + offset }
      stream.pointee.avail_out = room
      return inflate(stream, Z_NO_FLUSH)
    }
    self.position += Int(offered - stream.pointee.avail_in)
    let written = Int(room - stream.pointee.avail_out)
    switch status {
    case Z_OK: break
    case Z_STREAM_END: try finishMember()
    case Z_BUF_ERROR:
      throw DataProblem(
        "the compressed data end in the middle", remedy: "the file is cut off; get it again",
        file: file)
    case Z_MEM_ERROR: throw Inflation.noMemory(file)
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "not a deflate stream"
      throw DataProblem(
        "the compressed data are damaged near byte \(self.position + 1): \(reason)",
        remedy: "get the file again", file: file)
    }
    return written
  }

  /// gzip files may be put one behind the other, and tapes fill them up with zeros.
  private mutating func finishMember() throws(DataProblem) {
    guard wrapping == .gzip, position < end else {
      isAtEnd = true
      return
    }
    if Gzip.isGzip(bytes[position..<end]) {
      inflateReset(stream)
    } else if bytes[position..<end].allSatisfy({ $0 == 0 }) {
      isAtEnd = true
    } else {
      throw DataProblem(
        "\(end - position) bytes stand behind the end of the compressed data",
        remedy: "the file is damaged, or something was appended to it; get it again", file: file)
    }
  }

  private static func noMemory(_ file: String) -> DataProblem {
    DataProblem(
      "there is no memory left to decompress the file", remedy: "close other programs", file: file)
  }
}
