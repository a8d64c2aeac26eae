/// Goes through the lines and cells of a CSV file.
struct CSVReader {
  private let bytes: [UInt8]
  private let file: String
  /// 1-based; 0 before the first line.
  private(set) var line = 0
  private var lineStart = 0
  private var lineEnd = 0
  private var nextLineStart: Int
  /// Where the next cell begins; behind the line's end where there is none.
  private var position = 0

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    nextLineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Goes on to the next line that is not blank; false at the end of the file.
  mutating func nextLine() throws(DataProblem) -> Bool {
    while nextLineStart < bytes.count {
      lineStart = nextLineStart
      let feed = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      nextLineStart = feed + 1
      lineEnd = feed > lineStart && bytes[feed - 1] == UInt8(ascii: "\r") ? feed - 1 : feed
      line += 1
      position = lineStart
      let isBlank = bytes[lineStart..<lineEnd].allSatisfy { CSVReader.isSpace($0) }
      if !isBlank { return true }
    }
    return false
  }

  /// The next cell of the line, without spaces and quotes around it; `nil` behind the last.
  mutating func nextCell() throws(DataProblem) -> Range<Int>? {
    guard position <= lineEnd else { return nil }
    var start = position
    while start < lineEnd, CSVReader.isSpace(bytes[start]) { start += 1 }
    if start < lineEnd, bytes[start] == UInt8(ascii: "\"") { return try quotedCell(from: start) }
    let comma = bytes[start..<lineEnd].firstIndex(of: UInt8(ascii: ",")) ?? lineEnd
    position = comma + 1
    var end = comma
    while end > start, CSVReader.isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private mutating func quotedCell(from quote: Int) throws(DataProblem) -> Range<Int> {
    var end = quote + 1
    while end < lineEnd {
      if bytes[end] != UInt8(ascii: "\"") {
        end += 1
      } else if end + 1 < lineEnd, bytes[end + 1] == UInt8(ascii: "\"") {
        end += 2
      } else {
        break
      }
    }
    guard end < lineEnd else {
      throw problem(
        "the quotation mark is not closed on its line", at: column(of: quote..<quote),
        remedy: "close it, or take it out")
    }
    var comma = end + 1
    while comma < lineEnd, CSVReader.isSpace(bytes[comma]) { comma += 1 }
    guard comma == lineEnd || bytes[comma] == UInt8(ascii: ",") else {
      throw problem(
        "something stands between the closing quotation mark and the comma",
        at: column(of: comma..<comma),
        remedy: "put the whole cell in quotation marks, and double those within it")
    }
    position = comma + 1
    return quote + 1..<end
  }

  /// The bytes of a cell; doubled quotation marks are one.
  func text(of cell: Range<Int>) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    var text: [UInt8] = []
    var index = cell.lowerBound
    let isQuoted = cell.lowerBound > lineStart && bytes[cell.lowerBound - 1] == quote
    while index < cell.upperBound {
      text.append(bytes[index])
      index += isQuoted && bytes[index] == quote ? 2 : 1
    }
    return text
  }

  func string(of cell: Range<Int>) -> String { String(decoding: text(of: cell), as: UTF8.self) }

  func number(in cell: Range<Int>) -> Double? { DecimalNumber.read(bytes, in: cell) }

  /// 1-based, in characters.
  func column(of cell: Range<Int>) -> Int {
    String(decoding: bytes[lineStart..<cell.lowerBound], as: UTF8.self).unicodeScalars.count + 1
  }

  /// A problem on the line that was read last.
  func problem(_ message: String, at column: Int? = nil, remedy: String) -> DataProblem {
    DataProblem(
      message, remedy: remedy, file: file, line: line == 0 ? nil : line, column: column)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
