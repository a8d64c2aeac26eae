import Testing

/// A habit of the house that can be read off a file's tokens.
struct CodeRule: Sendable, CustomTestStringConvertible {
  var name: String
  /// Whether the rule holds for a file.
  var holdsFor: @Sendable (_ path: String) -> Bool
  /// Where the rule is broken: lines and what is wrong there.
  var violations: @Sendable (_ path: String, _ text: String) -> [(line: Int, message: String)]

  var testDescription: String { name }

  func messages(in text: String, at path: String) -> [String] {
    guard holdsFor(path) else { return [] }
    return violations(path, text).map { "\(path):\($0.line): \($0.message)" }
  }

  static let all = [
    sizes, names, unsafeCode, printing, clocks, randomness, exactDecimals, retiredWords,
  ]
}

extension CodeRule {
  private static func isSource(_ path: String) -> Bool { path.hasPrefix("Sources/") }
  private static func isPure(_ path: String) -> Bool {
    TargetRule.owner(of: path)?.isPure ?? false
  }

  /// A rule against phrases, each with what to do instead.
  private static func against(
    _ name: String, in holdsFor: @escaping @Sendable (String) -> Bool,
    _ phrases: [(phrase: String, instead: String)]
  ) -> CodeRule {
    CodeRule(name: name, holdsFor: holdsFor) { _, text in
      let tokens = SwiftTokens(text)
      return phrases.flatMap { phrase, instead in
        tokens.lines(of: phrase).map { ($0, "no \(phrase.filter { $0 != " " }): \(instead)") }
      }
    }
  }

  static let lineLimit = 400

  /// A file fits one idea.
  static let sizes = CodeRule(name: "no source file is too long", holdsFor: isSource) { _, text in
    let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    guard count > lineLimit else { return [] }
    return [(lineLimit + 1, "\(count) lines; split the file, \(lineLimit) are the limit")]
  }

  /// Words that say nothing about what a thing does.
  static let names = CodeRule(
    name: "files and types are named by what they are", holdsFor: { _ in true }
  ) { path, text in
    let banned = ["Manager", "Helper", "Util"]
    func saysNothing(_ name: String) -> String? { banned.first { name.contains($0) } }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    var found: [(line: Int, message: String)] = []
    if let word = saysNothing(file) { found.append((1, "no \(word) in the name of a file")) }
    let tokens = SwiftTokens(text).tokens
    let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "extension"]
    for (kind, name) in zip(tokens, tokens.dropFirst()) where kinds.contains(kind.text) {
      if let word = saysNothing(name.text) {
        found.append((name.line, "no \(word) in the name of a type: \(name.text)"))
      }
    }
    return found
  }

  /// Nothing that ends the program, and with it the learner's terminal.
  static let unsafeCode = against(
    "sources do not crash on purpose", in: isSource,
    [
      ("try !", "throw on, or use an optional"),
      ("as !", "use as? and say what happens otherwise"),
      ("fatalError (", "throw, or use precondition for a programmer's error"),
    ])

  /// One place writes to stdout, and it checks that the writing worked.
  static let printing = against(
    "only Output writes to stdout",
    in: { isSource($0) && $0 != "Sources/regtutor/Output.swift" },
    [
      ("print (", "write through Output"), ("debugPrint (", "write through Output"),
      ("dump (", "write through Output"), ("puts (", "write through Output"),
    ])

  /// What a pure target computes does not depend on when it is computed.
  static let clocks = against(
    "pure targets read no clock, no input, no environment", in: isPure,
    [
      "Date (", "ContinuousClock", "SuspendingClock", "clock (", "clock_gettime (", "time (",
      "gettimeofday (", "DispatchTime", "Task . sleep", "readLine (", "CommandLine",
      "ProcessInfo", "getenv (", "open (", "fopen (", "system (", "fork (", "stdout",
      "stderr", "exit (",
    ].map { ($0, "pass the value in") })

  /// The same seed gives the same bits.
  static let randomness = CodeRule(
    name: "pure targets draw randomness from a generator that is passed in", holdsFor: isPure
  ) { _, text in
    let tokens = SwiftTokens(text)
    let draws: Set = ["random", "shuffled", "shuffle", "randomElement"]
    var found = ["SystemRandomNumberGenerator", "arc4random", "drand48", "rand ("]
      .flatMap { tokens.lines(of: $0) }
    for index in tokens.tokens.indices.dropFirst().dropLast()
    where draws.contains(tokens.tokens[index].text) && tokens.tokens[index - 1].text == "."
      && tokens.tokens[index + 1].text == "("
      && !tokens.inside(index + 1).contains(where: { $0.text == "using" })
    {
      found.append(tokens.tokens[index].line)
    }
    return found.map { ($0, "randomness without using: a seeded generator") }
  }

  /// A decimal comes from text or from integers.
  static let exactDecimals = CodeRule(
    name: "no way leads from a binary float to ExactDecimal", holdsFor: isSource
  ) { _, text in
    let tokens = SwiftTokens(text)
    let floats: Set = [
      "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat",
      "BinaryFloatingPoint", "FloatingPoint", "ExpressibleByFloatLiteral", "FloatLiteralType",
    ]
    func mentionsFloat(_ part: ArraySlice<Token>) -> Bool {
      part.contains { floats.contains($0.text) }
    }
    var found: [(line: Int, message: String)] = []
    let all = tokens.tokens
    for index in all.indices.dropLast() {
      let next = all[index + 1]
      if ["extension", "struct"].contains(all[index].text), next.text == "ExactDecimal",
        let open = all[index...].firstIndex(where: { $0.text == "{" })
      {
        if mentionsFloat(all[index..<open]) {
          found.append((next.line, "ExactDecimal must not be made from a float literal"))
        }
        for (offset, token) in zip(tokens.inside(open).indices, tokens.inside(open))
        where token.text == "init" {
          guard let list = all[offset...].firstIndex(where: { $0.text == "(" }) else { continue }
          // The generic clause before the list is a way in as well.
          if mentionsFloat(all[offset..<list]) || mentionsFloat(tokens.inside(list)) {
            found.append((token.line, "ExactDecimal must not be made from a binary float"))
          }
        }
      }
      // A function from a float to a decimal is the same door by another name.
      if all[index].text == "func", let list = all[index...].firstIndex(where: { $0.text == "(" }),
        mentionsFloat(tokens.inside(list)),
        all[tokens.inside(list).endIndex...].prefix(while: {
          !["{", "}", "func"].contains($0.text)
        })
        .contains(where: { $0.text == "ExactDecimal" })
      {
        found.append((next.line, "ExactDecimal must not be made from a binary float"))
      }
    }
    return found
  }

  /// The field's own words: a strength is no alpha, and `p` is no probability of anything.
  static let retiredWords = CodeRule(
    name: "figures have their full names",
    holdsFor: { isSource($0) && $0.contains("/Regularization/") }
  ) { _, text in
    let tokens = SwiftTokens(text).tokens
    return zip(tokens, tokens.dropFirst())
      .filter { ["let", "var"].contains($0.text) && ["alpha", "p", "lr"].contains($1.text) }
      .map { ($1.line, "no \($1.text): say strength, l1Ratio, dropProbability, learningRate") }
  }
}
