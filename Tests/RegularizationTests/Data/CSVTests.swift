import Regularization
import TestSupport
import Testing

struct CSVTests {
  private func read(_ text: String, target: String? = nil, task: DataTask? = nil) throws
    -> DataSet
  {
    try CSV.samples(Array(text.utf8), file: "m.csv", target: target, task: task)
  }

  @Test func everyColumnButTheTargetIsAnInput() throws {
    let last = try read("a,b,c\n1,2,3.5\n-4,5e-1,.25\n")
    #expect(last.count == 2 && last.inputs == 2)
    #expect(last.inputNames == ["a", "b"])
    #expect(last.features == .reals([1, 2, -4, 0.5]))
    #expect(last.targets == .values([3.5, 0.25], width: 1))

    let middle = try read("a,b,c\n1,2,3.5\n-4,5e-1,.25\n", target: "b")
    #expect(middle.inputNames == ["a", "c"])
    #expect(middle.features == .reals([1, 3.5, -4, 0.25]))
    #expect(middle.targets == .values([2, 0.5], width: 1))
  }

  @Test(arguments: [
    "\u{FEFF}a,b\r\n1,0.5\r\n", "a,b\n1,0.5", " a ,\tb\n\n 1 , +0.5 \n\n", "\"a\",b\n\"1\",0.5\n",
  ])
  func otherWaysToWriteTheSameTableAreRead(text: String) throws {
    #expect(try read(text) == read("a,b\n1,0.5\n"))
  }

  @Test func namesInQuotationMarksMayHaveCommas() throws {
    #expect(try read("\"a, \"\"b\"\"\",;,y\n1,2,3\n").inputNames == ["a, \"b\"", ";"])
  }

  @Test(
    arguments: [
      ([0, 1], .classes), ([1, 0, 2, 2], .classes), ([0, 0], .values), ([1, 2], .values),
      ([0, 2], .values), ([0, 1, 0.5], .values), ([0, 1, -1], .values),
      ((0..<50).map(Double.init), .classes), ((0..<51).map(Double.init), .values),
    ] as [([Double], DataTask)])
  func wholeNumbersFromZeroWithoutGapAreClasses(sample: (target: [Double], task: DataTask)) {
    #expect(CSV.task(of: sample.target) == sample.task)
  }

  @Test func theTaskCanBeAskedFor() throws {
    let text = "x,y\n5,0\n6,1\n7,3\n"
    #expect(try read(text).targets == .values([0, 1, 3], width: 1))
    #expect(
      try read(text, task: .classes).targets
        == .classes([0, 1, 3], count: 4, names: ["0", "1", "2", "3"]))
    #expect(try read("x,y\n5,0\n6,1\n", task: .values).targets == .values([0, 1], width: 1))
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var line: Int?
    var column: Int?
    var message: String
    var target: String?
    var task: DataTask?
    var testDescription: String { message }
  }

  static let faults: [Fault] = [
    Fault(text: "", message: "the file is empty"),
    Fault(text: "\n \n", line: 2, message: "the file is empty"),
    Fault(text: "a,b\n", line: 1, message: "no row of numbers below it"),
    Fault(text: "1,2\n3,4\n", line: 1, message: "the first line has numbers"),
    Fault(text: "a;b\n1;2\n", line: 1, message: "there is one column alone, “a;b”"),
    Fault(text: "a,,c\n1,2,3\n", line: 1, column: 3, message: "column 2 has no name"),
    Fault(
      text: "a,b,a\n1,2,3\n", line: 1, column: 5, message: "columns 1 and 3 are both called “a”"),
    Fault(
      text: "größe,b,größe\n1,2,3\n", line: 1, column: 9,
      message: "columns 1 and 3 are both called “größe”"),
    Fault(text: "a,b\u{1B}[2J\n1,2\n", line: 1, column: 3, message: "“b\u{FFFD}[2J”"),
    Fault(
      text: "größe,b\n1,2\n3,vier\n", line: 3, column: 3,
      message: "the cell of the column “b” is “vier”, where a number belongs"),
    Fault(text: "a,b\n1,2\n,4\n", line: 3, column: 1, message: "the column “a” is empty"),
    Fault(text: "a,b\n1,\n", line: 2, column: 3, message: "the column “b” is empty"),
    Fault(text: "a,b\n1,NaN\n", line: 2, column: 3, message: "“NaN”, which is no number"),
    Fault(text: "a,b\n1,-inf\n", line: 2, column: 3, message: "only finite numbers"),
    Fault(text: "a,b\n1,1e31\n", line: 2, column: 3, message: "beyond ±10³⁰"),
    Fault(text: "a,b\n1,1e999\n", line: 2, column: 3, message: "beyond ±10³⁰"),
    Fault(text: "a,b\n1,0x1F\n", line: 2, column: 3, message: "“0x1F”, where a number belongs"),
    Fault(text: "a,b\n1,2.\u{1B}\n", line: 2, column: 3, message: "“2.\u{FFFD}”"),
    Fault(text: "a,b\n1,1e\n", line: 2, column: 3, message: "“1e”, where a number belongs"),
    Fault(text: "a,b\n1,-\n", line: 2, column: 3, message: "“-”, which is no number"),
    Fault(text: "a,b\n\n1\n", line: 3, message: "the row has 1 cell, the header 2"),
    Fault(text: "a,b\n1,2\n1,5,2\n", line: 3, message: "the row has 3 cells, the header 2"),
    Fault(text: "a,b\n1,\"2\n", line: 2, column: 3, message: "mark is not closed"),
    Fault(text: "a,b\n1,\"2\"3\n", line: 2, column: 6, message: "something stands between"),
    Fault(text: "a,b\n1,2\n", line: 1, message: "there is no column “c”", target: "c"),
    Fault(
      text: "a,b\n1,0\n1,2.5\n", line: 3, message: "has 2.5, which is no class", task: .classes),
    Fault(text: "a,b\n1,-1\n", line: 2, message: "has -1.0, which is no class", task: .classes),
    Fault(text: "a,b\n1,0\n", message: "every row is of class 0", task: .classes),
  ]

  @Test(arguments: faults)
  func aFaultIsSaidWithItsPlace(_ fault: Fault) throws {
    let problem = try #require(throws: DataProblem.self) {
      try read(fault.text, target: fault.target, task: fault.task)
    }
    #expect(problem.message.contains(fault.message), "\(problem)")
    #expect(problem.line == fault.line, "\(problem)")
    #expect(problem.column == fault.column, "\(problem)")
    #expect(problem.file == "m.csv" && !problem.remedy.isEmpty)
    #expect(!"\(problem)".unicodeScalars.contains("\u{1B}"))
  }

  @Test func bytesThatAreNoUTF8AreNoName() throws {
    let problem = try #require(throws: DataProblem.self) {
      try CSV.samples([0x61, 0x2C, 0xFF, 0x0A, 0x31, 0x2C, 0x32], file: "m.csv")
    }
    #expect(problem.message == "the name of column 2 is not UTF-8")
  }

  /// The standard library reads decimals by another road.
  @Test func numbersAreReadToTheNearestDouble() throws {
    var generator = SeededGenerator(seed: 11)
    var texts = ["0", "-0", "1e22", "1e23", "9007199254740993", "0.1e-5", "5e-324", "00001.50"]
    for _ in 0..<2000 {
      let digits = (0..<Int.random(in: 1...21, using: &generator)).map { _ in
        String(Int.random(in: 0...9, using: &generator))
      }
      let point = Int.random(in: 0...digits.count, using: &generator)
      let exponent = Int.random(in: -30...8, using: &generator)
      texts.append(
        (Bool.random(using: &generator) ? "-" : "") + digits[..<point].joined() + "."
          + digits[point...].joined()
          + (Bool.random(using: &generator) ? "e\(exponent)" : ""))
    }
    let values = try texts.map { try #require(Double($0.replacing("-.", with: "-0."))) }
    for (text, value) in zip(texts, values) where abs(value) <= 1e30 {
      guard case .reals(let read) = try read("a,b\n\(text),1\n").features else { return }
      #expect(read[0].bitPattern == value.bitPattern, "\(text)")
    }
  }
}
