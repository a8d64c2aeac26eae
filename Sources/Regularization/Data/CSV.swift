/// Tables of numbers in CSV files: a line of column names, then rows, parted by commas.
public enum CSV {
  /// The most classes that ``task(of:)`` takes a column for.
  public static let classLimit = 50
  /// The most classes that may be asked for.
  public static let askedClassLimit = 1000

  /// Samples from a file: every column but the target is an input.
  ///
  /// - Parameters:
  ///   - target: the name of the column to be predicted; `nil`: the last.
  ///   - task: what the target is; `nil`: see ``task(of:)``.
  ///   - classNames: names of the classes; `nil`: their numbers.
  ///
  /// *Throws*: ``DataProblem`` with line and column for the first thing that is wrong.
  public static func samples(
    _ bytes: [UInt8], file: String, target: String? = nil, task: DataTask? = nil,
    classNames: [String]? = nil
  ) throws(DataProblem) -> DataSet {
    let table = try CSVTable(bytes, file: file)
    let width = table.names.count
    let column = try index(of: target, in: table, file: file)
    let goal = (0..<table.rows).map { table.cells[$0 * width + column] }
    var inputs: [Double] = []
    inputs.reserveCapacity(table.rows * (width - 1))
    for row in 0..<table.rows {
      inputs += table.cells[row * width..<row * width + column]
      inputs += table.cells[row * width + column + 1..<(row + 1) * width]
    }
    var names = table.names
    names.remove(at: column)

    let targets: Targets
    switch task ?? CSV.task(of: goal) {
    case .values: targets = .values(goal, width: 1)
    case .classes:
      let classes = try classes(of: goal, in: table, column: column, file: file)
      let count = Int(classes.max() ?? 0) + 1
      if let classNames, classNames.count >= count {
        targets = .classes(classes, count: classNames.count, names: classNames)
      } else {
        targets = .classes(classes, count: count, names: (0..<count).map(String.init))
      }
    }
    return DataSet(
      count: table.rows, inputs: width - 1, features: .reals(inputs), targets: targets,
      inputNames: names)
  }

  /// What a target column is taken for: classes where it has whole numbers from 0 to some k − 1,
  /// every one of them, with k from 2 to ``classLimit``; else values.
  public static func task(of target: [Double]) -> DataTask {
    var present = [Bool](repeating: false, count: classLimit)
    for value in target {
      guard value >= 0, value < Double(classLimit), value == value.rounded() else { return .values }
      present[Int(value)] = true
    }
    let count = (present.lastIndex(of: true) ?? 0) + 1
    return count > 1 && present[..<count].allSatisfy { $0 } ? .classes : .values
  }

  private static func index(of target: String?, in table: CSVTable, file: String)
    throws(DataProblem) -> Int
  {
    guard let target else { return table.names.count - 1 }
    if let index = table.names.firstIndex(of: target) { return index }
    let some = table.names.prefix(12).joined(separator: ", ")
    throw DataProblem(
      "there is no column \(DataProblem.shown(target))",
      remedy: "the columns are \(some)\(table.names.count > 12 ? ", …" : "")", file: file, line: 1)
  }

  private static func classes(
    of target: [Double], in table: CSVTable, column: Int, file: String
  ) throws(DataProblem) -> [Int32] {
    var classes: [Int32] = []
    classes.reserveCapacity(target.count)
    for (row, value) in target.enumerated() {
      guard value >= 0, value < Double(askedClassLimit), value == value.rounded() else {
        throw DataProblem(
          "the target column \(DataProblem.shown(table.names[column])) has \(value), which is "
            + "no class",
          remedy: "classes are the whole numbers 0, 1, … below \(askedClassLimit)", file: file,
          line: Int(table.lines[row]))
      }
      classes.append(Int32(value))
    }
    guard classes.contains(where: { $0 > 0 }) else {
      throw DataProblem(
        "every row is of class 0, so there is nothing to tell apart",
        remedy: "name a target column with two classes or more", file: file)
    }
    return classes
  }
}
