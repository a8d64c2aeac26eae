/// Reads a file from front to back, whether it is compressed with gzip or not.
struct ByteReader: ~Copyable {
  private let bytes: [UInt8]
  private var position = 0
  private var inflation: Inflation?

  init(_ bytes: [UInt8], file: String) throws(DataProblem) {
    if Gzip.isGzip(bytes) {
      self.bytes = []
      inflation = try Inflation(bytes, wrapping: .gzip, file: file)
      mostBytes = bytes.count &* Inflation.greatestRatio
    } else {
      self.bytes = bytes
      inflation = nil
      mostBytes = bytes.count
    }
  }

  /// More bytes than this the file cannot have, however well it is compressed.
  let mostBytes: Int

  /// The next bytes; fewer than `count` only at the end.
  mutating func read(atMost count: Int) throws(DataProblem) -> [UInt8] {
    if inflation != nil {
      // A non-copyable value in an optional is changed where it lies.
      return try inflation?.read(atMost: count) ?? []
    }
    let end = min(bytes.count, position + count)
    defer { position = end }
    return Array(bytes[position..<end])
  }
}
