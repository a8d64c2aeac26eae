/// An import as it stands in a file.
struct ImportStatement: Hashable {
  var module: String
  /// 1-based.
  var line: Int
}

extension SwiftTokens {
  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "open",
  ]
  private static let kinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
  ]

  /// Every import, in whatever form: with attributes, with an access level, of a single
  /// declaration, several on a line, inside `#if`.
  var imports: [ImportStatement] {
    tokens.indices.compactMap { index in
      guard tokens[index].text == "import", startsStatement(index) else { return nil }
      var name = index + 1
      // `import struct X.Y`, but not a module that happens to be called as a keyword is.
      if name + 1 < tokens.count, SwiftTokens.kinds.contains(tokens[name].text),
        tokens[name + 1].text != "."
      {
        name += 1
      }
      guard name < tokens.count else { return nil }
      let module = tokens[name].text.filter { $0 != "`" }
      return ImportStatement(module: module, line: tokens[index].line)
    }
  }

  /// Whether only attributes and access levels stand before the token in its statement.
  private func startsStatement(_ index: Int) -> Bool {
    var index = index
    while true {
      if index == 0 || tokens[index].startsLine || tokens[index - 1].text == ";" { return true }
      var before = index - 1
      if tokens[before].text == ")" {
        while before > 0, tokens[before].text != "(" { before -= 1 }
        before -= 1
      }
      guard before >= 0 else { return false }
      if before > 0, tokens[before - 1].text == "@" {
        index = before - 1
      } else if SwiftTokens.modifiers.contains(tokens[before].text) {
        index = before
      } else {
        return false
      }
    }
  }
}

/// What one target may import, beside the standard library.
struct TargetRule: Sendable {
  var name: String
  var path: String
  var mayImport: Set<String>
  /// No clock, no input or output, no randomness but from a generator that is passed in.
  var isPure = false

  static func sources(_ name: String, _ mayImport: Set<String>, isPure: Bool = false) -> TargetRule
  {
    TargetRule(name: name, path: "Sources/\(name)", mayImport: mayImport, isPure: isPure)
  }

  static func tests(_ name: String, _ mayImport: Set<String>) -> TargetRule {
    TargetRule(
      name: name, path: "Tests/\(name)",
      mayImport: mayImport.union(["Testing", "Foundation", "FoundationXML", "Glibc"]))
  }

  /// The graph of the package: who may import what.
  static let all: [TargetRule] = [
    .sources("CNcurses", []),
    .sources("CZlib", []),
    .sources("CKernels", []),
    // Synchronization for the hand-over of snapshots between threads.
    .sources("Regularization", ["BigInt", "CKernels", "CZlib", "Synchronization"], isPure: true),
    .sources("Lessons", ["Regularization", "Yams", "Foundation", "Glibc"]),
    // Glibc for `log10`; what else it has, the rules for pure targets forbid.
    .sources("TerminalUI", ["Glibc"], isPure: true),
    .sources("NcursesTerminal", ["CNcurses", "TerminalUI", "Glibc", "Synchronization"]),
    .sources("Tutor", ["TerminalUI", "Lessons", "Regularization"], isPure: true),
    // Dispatch and Glibc for the thread that writes, and to set a damaged file aside.
    .sources("Journal", ["GRDB", "Dispatch", "Glibc", "Synchronization"]),
    .sources(
      "regtutor",
      [
        "NcursesTerminal", "TerminalUI", "Tutor", "Journal", "Lessons", "Regularization",
        "ArgumentParser",
        "Foundation", "Glibc", "Synchronization",
      ]),
    .tests("TestSupport", ["TerminalUI"]),
    .tests("ArchitectureTests", ["TestSupport"]),
    .tests(
      "RegularizationTests", ["Regularization", "CKernels", "Synchronization", "TestSupport"]),
    .tests("LessonsTests", ["Lessons", "Regularization", "TestSupport"]),
    .tests("TerminalUITests", ["TerminalUI", "TestSupport"]),
    .tests(
      "TutorTests",
      ["Tutor", "Lessons", "Regularization", "TerminalUI", "TestSupport", "CustomDump"]),
    .tests("JournalTests", ["Journal", "Synchronization", "TestSupport"]),
    .tests(
      "CommandLineTests",
      ["TestSupport", "regtutor", "Journal", "Tutor", "Lessons", "Regularization", "TerminalUI"]),
  ]

  /// The rule of the target that a file belongs to.
  static func owner(of path: String) -> TargetRule? {
    all.first { path.hasPrefix($0.path + "/") }
  }

  /// The imports of a file that the graph forbids, each as `path:line: what is wrong`.
  static func forbiddenImports(in text: String, at path: String) -> [String] {
    guard let rule = owner(of: path) else {
      return ["\(path):1: no target of TargetRule.all has this file"]
    }
    return SwiftTokens(text).imports
      .filter { $0.module != "Swift" && !rule.mayImport.contains($0.module) }
      .map { "\(path):\($0.line): \(rule.name) may not import \($0.module)" }
  }
}
