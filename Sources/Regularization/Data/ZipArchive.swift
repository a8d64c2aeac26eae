internal import CZlib

/// Zip archives, as far as NumPy's files need them: members that are stored are written, members
/// that are stored or deflated are read.
///
/// *Source*: PKWARE, APPNOTE.TXT, .ZIP File Format Specification.
enum ZipArchive {
  struct Member {
    var name: String
    var content: [UInt8]
  }

  private static let localSignature: UInt32 = 0x0403_4B50
  private static let centralSignature: UInt32 = 0x0201_4B50
  private static let endSignature: UInt32 = 0x0605_4B50

  /// The CRC-32 of bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
    }
  }
}

// MARK: - Writing

extension ZipArchive {
  /// An archive of stored members. It holds no time, so that equal content gives equal bytes.
  ///
  /// *Throws*: ``DataProblem`` where it would have more than 4 GiB or 65,535 members.
  static func bytes(of members: [Member]) throws(DataProblem) -> [UInt8] {
    let size = members.reduce(22) { $0 + 76 + 2 * $1.name.utf8.count + $1.content.count }
    guard size < Int(UInt32.max), members.count < Int(UInt16.max),
      members.allSatisfy({ $0.name.utf8.count < Int(UInt16.max) })
    else {
      throw DataProblem(
        "an archive of \(members.count) arrays and \(size) bytes cannot be written",
        remedy: "write fewer or smaller arrays into it")
    }
    var archive: [UInt8] = []
    archive.reserveCapacity(size)
    var directory: [UInt8] = []
    for member in members {
      let offset = UInt32(archive.count)
      let description = description(of: member)
      archive.append(littleEndian: localSignature)
      archive += description
      archive.append(littleEndian: UInt16(0))  // extra
      archive += Array(member.name.utf8)
      archive += member.content

      directory.append(littleEndian: centralSignature)
      directory.append(littleEndian: UInt16(20))  // made by: version 2.0
      directory += description
      // Extra, comment, disk; attributes of two sizes.
      for _ in 0..<4 { directory.append(littleEndian: UInt16(0)) }
      directory.append(littleEndian: UInt32(0))
      directory.append(littleEndian: offset)
      directory += Array(member.name.utf8)
    }
    let start = UInt32(archive.count)
    archive += directory
    archive.append(littleEndian: endSignature)
    archive.append(littleEndian: UInt32(0))  // disks
    archive.append(littleEndian: UInt16(members.count))
    archive.append(littleEndian: UInt16(members.count))
    archive.append(littleEndian: UInt32(directory.count))
    archive.append(littleEndian: start)
    archive.append(littleEndian: UInt16(0))  // comment
    return archive
  }

  /// What the local header and the directory say alike: needed version to length of the name.
  private static func description(of member: Member) -> [UInt8] {
    let isASCII = member.name.utf8.allSatisfy { $0 < 0x80 }
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt16(20))
    bytes.append(littleEndian: UInt16(isASCII ? 0 : 0x800))  // the name is UTF-8
    bytes.append(littleEndian: UInt16(0))  // stored
    bytes.append(littleEndian: UInt16(0))  // midnight
    bytes.append(littleEndian: UInt16(0x21))  // of 1 January 1980, the first day there is
    bytes.append(littleEndian: checksum(member.content))
    bytes.append(littleEndian: UInt32(member.content.count))
    bytes.append(littleEndian: UInt32(member.content.count))
    bytes.append(littleEndian: UInt16(member.name.utf8.count))
    return bytes
  }
}

// MARK: - Reading

extension ZipArchive {
  /// The members of an archive in the order of its directory, their checksums checked.
  ///
  /// - Parameter limit: bytes of all members together, at most.
  ///
  /// *Throws*: ``DataProblem`` where the archive is cut off or damaged, or too large.
  static func members(of bytes: [UInt8], limit: Int, file: String) throws(DataProblem) -> [Member] {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw DataProblem(
        "this is no zip archive, as .npz files are: it does not begin with PK",
        remedy: "name a file that numpy.savez wrote", file: file)
    }
    guard let end = endOfDirectory(in: bytes) else {
      throw DataProblem(
        "the archive has no directory at its end", remedy: "the file is cut off; get it again",
        file: file)
    }
    let count = Int(bytes.littleEndian(UInt16.self, at: end + 10) ?? 0)
    var entry = Int(bytes.littleEndian(UInt32.self, at: end + 16) ?? 0)
    var members: [Member] = []
    var total = 0
    for _ in 0..<count {
      guard let read = DirectoryEntry(bytes, at: entry, signature: centralSignature) else {
        throw damaged("its directory is damaged", file)
      }
      entry = read.end
      let (sum, overflow) = total.addingReportingOverflow(read.size)
      total = sum
      guard !overflow, total <= limit else {
        throw DataProblem(
          "the archive holds more than \(limit) bytes, which is as much as is read",
          remedy: "take a smaller file", file: file)
      }
      members.append(Member(name: read.name, content: try content(of: read, in: bytes, file: file)))
    }
    return members
  }

  /// The last place that looks like the end of the directory: a comment may follow it.
  private static func endOfDirectory(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let lowest = max(0, bytes.count - 22 - Int(UInt16.max))
    return stride(from: bytes.count - 22, through: lowest, by: -1).first {
      bytes.littleEndian(UInt32.self, at: $0) == endSignature
    }
  }

  private static func content(of entry: DirectoryEntry, in bytes: [UInt8], file: String)
    throws(DataProblem) -> [UInt8]
  {
    let name = DataProblem.shown(entry.name)
    // Lengths of name and extra may differ from those in the directory.
    guard bytes.littleEndian(UInt32.self, at: entry.offset) == localSignature,
      let nameLength = bytes.littleEndian(UInt16.self, at: entry.offset + 26),
      let extraLength = bytes.littleEndian(UInt16.self, at: entry.offset + 28)
    else { throw damaged("there is no array where \(name) should be", file) }
    let start = entry.offset + 30 + Int(nameLength) + Int(extraLength)
    guard start <= bytes.count, entry.storedSize <= bytes.count - start else {
      throw damaged("\(name) is cut off", file)
    }
    let stored = start..<start + entry.storedSize
    let content: [UInt8]
    switch entry.method {
    case _ where entry.flags & 1 == 1:
      throw DataProblem(
        "\(name) is encrypted", remedy: "write the archive without a password", file: file)
    case 0:
      guard entry.storedSize == entry.size else { throw damaged("\(name) has two sizes", file) }
      content = Array(bytes[stored])
    case 8:
      let most = entry.storedSize.multipliedReportingOverflow(by: Inflation.greatestRatio)
      guard most.overflow || entry.size <= most.partialValue else {
        throw damaged("\(name) cannot be as large as it is said to be", file)
      }
      var inflation = try Inflation(bytes, in: stored, wrapping: .bare, file: file)
      content = try inflation.read(atMost: entry.size)
      guard try inflation.read(atMost: 1).isEmpty else {
        throw damaged("\(name) is larger than it is said to be", file)
      }
    default:
      throw DataProblem(
        "\(name) is compressed by method \(entry.method), which is not known here",
        remedy: "write the archive with numpy.savez or numpy.savez_compressed", file: file)
    }
    guard content.count == entry.size else {
      throw damaged("\(name) has \(content.count) bytes instead of \(entry.size)", file)
    }
    guard checksum(content) == entry.checksum else {
      throw damaged("\(name) does not have the checksum it was written with", file)
    }
    return content
  }

  private static func damaged(_ message: String, _ file: String) -> DataProblem {
    DataProblem(message, remedy: "the archive is damaged; get it again", file: file)
  }
}

/// What the directory says about a member.
private struct DirectoryEntry {
  var name: String
  var flags: UInt16
  var method: UInt16
  var checksum: UInt32
  var storedSize: Int
  var size: Int
  var offset: Int
  /// Where the next entry begins.
  var end: Int

  /// `nil` where the bytes are no entry.
  init?(_ bytes: [UInt8], at start: Int, signature: UInt32) {
    func short(_ offset: Int) -> UInt16? { bytes.littleEndian(UInt16.self, at: start + offset) }
    func long(_ offset: Int) -> UInt32? { bytes.littleEndian(UInt32.self, at: start + offset) }
    guard long(0) == signature, let flags = short(8), let method = short(10),
      let checksum = long(16), let storedSize = long(20), let size = long(24),
      let nameLength = short(28), let extraLength = short(30), let commentLength = short(32),
      let offset = long(42)
    else { return nil }
    let nameStart = start + 46
    let extraStart = nameStart + Int(nameLength)
    let extraEnd = extraStart + Int(extraLength)
    end = extraEnd + Int(commentLength)
    guard end <= bytes.count else { return nil }
    name = String(decoding: bytes[nameStart..<extraStart], as: UTF8.self)
    self.flags = flags
    self.method = method
    self.checksum = checksum

    // What does not fit 32 bits stands in the extra field of kind 1, in this order.
    var wide: [Int] = []
    var field = extraStart
    while field + 4 <= extraEnd, let kind = bytes.littleEndian(UInt16.self, at: field),
      let length = bytes.littleEndian(UInt16.self, at: field + 2)
    {
      if kind == 1 {
        for place in stride(
          from: field + 4, through: min(field + 4 + Int(length), extraEnd) - 8, by: 8)
        {
          wide.append(Int(clamping: bytes.littleEndian(UInt64.self, at: place) ?? .max))
        }
      }
      field += 4 + Int(length)
    }
    var next = wide.makeIterator()
    func wideNumber(_ number: UInt32) -> Int? { number == .max ? next.next() : Int(number) }
    guard let wideSize = wideNumber(size), let wideStored = wideNumber(storedSize),
      let wideOffset = wideNumber(offset), wideOffset <= bytes.count
    else { return nil }
    self.size = wideSize
    self.storedSize = wideStored
    self.offset = wideOffset
  }
}

extension [UInt8] {
  /// The number that begins at an offset; `nil` where the bytes end before it does.
  func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number? {
    let size = MemoryLayout<Number>.size
    guard offset >= 0, offset <= count - size else { return nil }
    return withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
