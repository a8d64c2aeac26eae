/// A table of numbers as it stands in a CSV file.
///
/// *Shapes*: `cells: [rows, names.count]`, row after row.
struct CSVTable {
  var names: [String]
  var rows: Int
  var cells: [Double]
  /// The line of the file, 1-based, that a row stands on.
  var lines: [Int32]
}

extension CSVTable {
  static let columnLimit = 10_000
  static let cellLimit = 1 << 25
  /// Beyond this, squares leave the numbers that networks are trained with.
  static let greatest = 1e30

  /// Reads a header and rows of numbers, parted by commas; cells may stand in double quotes.
  ///
  /// *Throws*: ``DataProblem`` with line and column for the first thing that is wrong.
  init(_ bytes: [UInt8], file: String) throws(DataProblem) {
    var reader = CSVReader(bytes: bytes, file: file)
    names = []
    rows = 0
    cells = []
    lines = []
    guard try reader.nextLine() else {
      throw reader.problem(
        "the file is empty", remedy: "write a line of column names, and below it the numbers")
    }
    try readHeader(&reader)
    while try reader.nextLine() { try readRow(&reader) }
    guard rows > 0 else {
      throw DataProblem(
        "there is a line of column names, but no row of numbers below it",
        remedy: "add the rows", file: file, line: reader.line)
    }
  }

  private mutating func readHeader(_ reader: inout CSVReader) throws(DataProblem) {
    var numbers = 0
    var places: [String: Int] = [:]
    while let cell = try reader.nextCell() {
      let place = reader.column(of: cell)
      guard let name = String(validating: reader.text(of: cell), as: UTF8.self) else {
        throw reader.problem(
          "the name of column \(names.count + 1) is not UTF-8", at: place,
          remedy: "save the file as UTF-8")
      }
      guard !name.isEmpty else {
        throw reader.problem(
          "column \(names.count + 1) has no name", at: place,
          remedy: "give every column a name in the first line")
      }
      guard DataProblem.isShowable(name) else {
        throw reader.problem(
          "the name of column \(names.count + 1) has a control character: "
            + DataProblem.shown(name), at: place, remedy: "take it out")
      }
      if let first = places.updateValue(names.count + 1, forKey: name) {
        throw reader.problem(
          "columns \(first) and \(names.count + 1) are both called \(DataProblem.shown(name))",
          at: place, remedy: "give every column a name of its own")
      }
      if reader.number(in: cell) != nil { numbers += 1 }
      names.append(name)
      guard names.count <= CSVTable.columnLimit else {
        throw reader.problem(
          "there are more than \(CSVTable.columnLimit) columns", at: place,
          remedy: "leave some out")
      }
    }
    guard numbers < names.count else {
      throw reader.problem(
        "the first line has numbers, where the names of the columns belong",
        remedy: "put a line such as x1,x2,target above them")
    }
    guard names.count > 1 else {
      let divider = [";", "\t"].first { names[0].contains($0) }
      throw reader.problem(
        "there is one column alone, \(DataProblem.shown(names[0]))",
        remedy: divider == nil
          ? "inputs and a target are needed: two columns or more, parted by commas"
          : "part the columns by commas")
    }
  }

  private mutating func readRow(_ reader: inout CSVReader) throws(DataProblem) {
    var found = 0
    while let cell = try reader.nextCell() {
      found += 1
      // Cells that are too many are counted, for the message.
      guard found <= names.count else { continue }
      guard let number = reader.number(in: cell) else {
        throw problem(with: cell, in: &reader, column: found)
      }
      guard abs(number) <= CSVTable.greatest else {
        throw reader.problem(
          "\(DataProblem.shown(reader.string(of: cell))) in the column "
            + "\(DataProblem.shown(names[found - 1])) is beyond ±10³⁰",
          at: reader.column(of: cell), remedy: "write the column in a larger unit")
      }
      cells.append(number)
    }
    guard found == names.count else {
      throw reader.problem(
        "the row has \(found) \(found == 1 ? "cell" : "cells"), the header \(names.count)",
        remedy: found < names.count
          ? "fill in what is missing" : "take out what is too much; a decimal sign is a point")
    }
    rows += 1
    lines.append(Int32(reader.line))
    guard rows <= DataSpec.sampleLimit, cells.count <= CSVTable.cellLimit else {
      throw reader.problem(
        "the table is too large: at most \(DataSpec.sampleLimit) rows and "
          + "\(CSVTable.cellLimit) cells can be read", remedy: "leave out rows or columns")
    }
  }

  /// Why a cell is no number.
  private func problem(with cell: Range<Int>, in reader: inout CSVReader, column: Int)
    -> DataProblem
  {
    let text = reader.string(of: cell)
    let name = DataProblem.shown(names[column - 1])
    let place = reader.column(of: cell)
    let missing = ["", "na", "n/a", "nan", "null", "none", "?", "-", "."]
    if text.isEmpty {
      return reader.problem(
        "the cell of the column \(name) is empty", at: place,
        remedy: "fill it in, or leave out the row")
    }
    if missing.contains(text.lowercased()) {
      return reader.problem(
        "the cell of the column \(name) is \(DataProblem.shown(text)), which is no number",
        at: place, remedy: "put a number there, or leave out the row")
    }
    if ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"].contains(text.lowercased()) {
      return reader.problem(
        "the cell of the column \(name) is \(DataProblem.shown(text)); only finite numbers can "
          + "be used", at: place, remedy: "put a number there, or leave out the row")
    }
    return reader.problem(
      "the cell of the column \(name) is \(DataProblem.shown(text)), where a number belongs",
      at: place,
      remedy: "write a number such as -0.5 or 1e-3; replace texts by numbers, such as 0 and 1")
  }
}
