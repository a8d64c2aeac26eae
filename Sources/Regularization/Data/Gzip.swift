/// gzip files as a function from bytes to bytes.
///
/// *Source*: RFC 1952.
public enum Gzip {
  /// Whether the first bytes are those of a gzip file.
  public static func isGzip(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.prefix(2).elementsEqual([0x1F, 0x8B])
  }

  /// The content of a gzip file; its length and its CRC-32 are checked.
  ///
  /// - Parameters:
  ///   - limit: how many bytes the content may have at most.
  ///   - file: its name, for messages.
  ///
  /// *Throws*: ``DataProblem`` where the bytes are no gzip file, are cut off or damaged, or hold
  /// more than the limit.
  public static func inflate(_ bytes: [UInt8], limit: Int, file: String) throws(DataProblem)
    -> [UInt8]
  {
    guard isGzip(bytes) else {
      throw DataProblem(
        "this is no gzip file: it does not begin with the bytes 1f 8b",
        remedy: "name a file that was compressed with gzip", file: file)
    }
    var inflation = try Inflation(bytes, wrapping: .gzip, file: file)
    // The file's last four bytes say its length, but nobody has checked them yet.
    let said = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let possible = bytes.count.multipliedReportingOverflow(by: Inflation.greatestRatio)
    let most = possible.overflow ? limit : min(limit, possible.partialValue)
    var content = try inflation.read(atMost: min(max(said, 1), max(most, 1)))
    while !inflation.isAtEnd {
      content += try inflation.read(atMost: min(1 << 16, max(1, limit - content.count + 1)))
      if content.count > limit { break }
    }
    guard content.count <= limit else {
      throw DataProblem(
        "decompressed, the file has more than \(limit) bytes, which is as much as is read",
        remedy: "take a smaller file", file: file)
    }
    return content
  }
}
