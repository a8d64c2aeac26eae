import Testing

struct CodeRulesTests {
  @Test(arguments: CodeRule.all)
  func theRepositoryKeepsTheRule(_ rule: CodeRule) throws {
    let files = try Repository.swiftFiles()
    #expect(files.contains { rule.holdsFor($0.path) }, "the rule holds for no file at all")
    let found = files.flatMap { rule.messages(in: $0.text, at: $0.path) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  struct Sample: Sendable, CustomTestStringConvertible {
    var rule: CodeRule
    var path = "Sources/Tutor/Sample.swift"
    var text: String
    /// The line of the violation; none where the text is fine.
    var line: Int?
    var testDescription: String { "\(rule.name): \(text.prefix(60).replacing("\n", with: "⏎"))" }
  }

  static let samples: [Sample] = [
    Sample(rule: .sizes, text: String(repeating: "\n", count: 400), line: nil),
    Sample(rule: .sizes, text: String(repeating: "\n", count: 401), line: 401),
    Sample(
      rule: .sizes, path: "Tests/TutorTests/A.swift", text: String(repeating: "\n", count: 500),
      line: nil),

    Sample(rule: .names, text: "\nstruct ReplayManager {}", line: 2),
    Sample(rule: .names, text: "extension TextUtils {}", line: 1),
    Sample(rule: .names, path: "Sources/Tutor/TextHelper.swift", text: "", line: 1),
    Sample(rule: .names, text: "/// A helper, a Manager of sorts.\nstruct Replay {}", line: nil),

    Sample(rule: .unsafeCode, text: "let a = try! Replay(spec)", line: 1),
    Sample(rule: .unsafeCode, text: "let a = \"\\(try! spec())\"", line: 1),
    Sample(rule: .unsafeCode, text: "let a = b as! Replay", line: 1),
    Sample(rule: .unsafeCode, text: "guard a else {\n fatalError(\"no\") }", line: 2),
    Sample(rule: .unsafeCode, text: "let a = try? b() // try! as! fatalError()", line: nil),
    Sample(rule: .unsafeCode, text: "let a = \"try! fatalError()\"", line: nil),
    Sample(rule: .unsafeCode, path: "Tests/TutorTests/A.swift", text: "try! a()", line: nil),

    Sample(rule: .printing, text: "\n\nprint(\"a\")", line: 3),
    Sample(rule: .printing, path: "Sources/regtutor/EventLoop.swift", text: "print(1)", line: 1),
    Sample(rule: .printing, path: "Sources/regtutor/Output.swift", text: "print(1)", line: nil),
    Sample(rule: .printing, text: "func print(_ a: Int) {}\noutput.print(1)", line: nil),

    Sample(rule: .clocks, text: "let now = Date()", line: 1),
    Sample(rule: .clocks, text: "let now = ContinuousClock.now", line: 1),
    Sample(rule: .clocks, text: "let now = clock()", line: 1),
    Sample(rule: .clocks, text: "let file = fopen(path, mode)", line: 1),
    Sample(rule: .clocks, text: "let answer = file.open()", line: nil),
    Sample(rule: .clocks, path: "Sources/regtutor/A.swift", text: "let a = Date()", line: nil),

    Sample(rule: .randomness, text: "let a = Int.random(in: 0..<9)", line: 1),
    Sample(rule: .randomness, text: "let a = list.shuffled()", line: 1),
    Sample(rule: .randomness, text: "var a = SystemRandomNumberGenerator()", line: 1),
    Sample(rule: .randomness, text: "let a = Int.random(in: 0..<9, using: &generator)", line: nil),

    Sample(
      rule: .exactDecimals, text: "extension ExactDecimal {\n  init(_ value: Double) {}\n}", line: 2
    ),
    Sample(
      rule: .exactDecimals, text: "struct ExactDecimal {\n  init<T: FloatingPoint>(_ v: T) {}}",
      line: 2),
    Sample(
      rule: .exactDecimals, text: "extension ExactDecimal: ExpressibleByFloatLiteral {}", line: 1),
    Sample(
      rule: .exactDecimals, text: "func exact(_ value: Float) -> ExactDecimal { .zero }", line: 1),
    Sample(
      rule: .exactDecimals,
      text: "extension ExactDecimal {\n  init(_ value: Int) {}\n  var near: Double { 0 }\n}",
      line: nil),
    Sample(
      rule: .exactDecimals, text: "extension Point {\n  init(x: Double) {}\n}", line: nil),

    Sample(
      rule: .retiredWords, path: "Sources/Regularization/A.swift", text: "let alpha = 1", line: 1),
    Sample(
      rule: .retiredWords, path: "Sources/Regularization/A.swift", text: "let strength = 1",
      line: nil),
  ]

  @Test(arguments: samples)
  func aViolationIsCaughtAndNothingElse(_ sample: Sample) throws {
    let found = sample.rule.messages(in: sample.text, at: sample.path)
    if let line = sample.line {
      let message = try #require(found.first)
      #expect(found.count == 1)
      #expect(message.hasPrefix("\(sample.path):\(line): "))
    } else {
      #expect(found == [])
    }
  }

  @Test func everyRuleHasASampleThatBreaksItAndOneThatDoesNot() {
    for rule in CodeRule.all {
      let samples = CodeRulesTests.samples.filter { $0.rule.name == rule.name }
      #expect(samples.contains { $0.line != nil } && samples.contains { $0.line == nil })
    }
  }
}
