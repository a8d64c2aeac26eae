import Foundation
import Testing

struct ImportRulesTests {
  @Test func everyImportInTheRepositoryIsAllowed() throws {
    let files = try Repository.swiftFiles()
    #expect(files.count > 20, "the walk over the repository found too few files")
    #expect(files.contains { $0.path == "Tests/ArchitectureTests/ImportRulesTests.swift" })
    let found = files.flatMap { TargetRule.forbiddenImports(in: $0.text, at: $0.path) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func theRulesNameEveryTargetOfThePackageAndNoOther() throws {
    let named = try Repository.text("Package.swift")
      .matches(
        of: #/\.(?:systemLibrary|target|executableTarget|testTarget)\(\s*name:\s*"([^"]+)"/#
      )
      .map { String($0.output.1) }
    #expect(named.count > 10)
    #expect(Set(named) == Set(TargetRule.all.map(\.name)))
    #expect(named.count == TargetRule.all.count)
  }

  @Test func architectureDescribesEveryTarget() throws {
    let map = try Repository.text("ARCHITECTURE.md")
    let missing = TargetRule.all.map(\.name).filter { !map.contains("| `\($0)` |") }
    #expect(missing.isEmpty, "not in the code map of ARCHITECTURE.md: \(missing)")
  }

  @Test func everySuiteThatArchitectureNamesExists() throws {
    let suites = try Repository.swiftFiles().filter { $0.path.hasPrefix("Tests/") }
      .flatMap { $0.text.matches(of: #/struct ([A-Za-z]+Tests)\b/#).map { String($0.output.1) } }
    let known = Set(suites + TargetRule.all.map(\.name))
    let named = try Repository.text("ARCHITECTURE.md")
      .matches(of: #/`([A-Za-z]+Tests)`/#).map { String($0.output.1) }
    #expect(!named.isEmpty)
    #expect(Set(named).subtracting(known).isEmpty)
  }

  @Test func theGraphHasNoCircle() {
    var open = TargetRule.all.map { ($0.name, $0.mayImport) }
    // Taking away what imports no target that is left must end with nothing left.
    while let leaf = open.firstIndex(where: { target in
      !open.contains { target.1.contains($0.0) }
    }) {
      open.remove(at: leaf)
    }
    #expect(open.isEmpty, "in a circle: \(open.map(\.0))")
  }

  static let forms: [(text: String, modules: [String])] = [
    ("import Yams", ["Yams"]),
    ("@testable import Tutor", ["Tutor"]),
    ("public import Yams", ["Yams"]),
    ("internal import Yams", ["Yams"]),
    ("@preconcurrency import Yams", ["Yams"]),
    ("@preconcurrency public import Yams", ["Yams"]),
    ("@_spi(Testing) @testable import Yams", ["Yams"]),
    ("@testable\nimport Yams", ["Yams"]),
    ("import\n  Yams", ["Yams"]),
    ("import struct Yams.Node", ["Yams"]),
    ("import class Foundation.NSRegularExpression", ["Foundation"]),
    ("import Foundation.NSDate", ["Foundation"]),
    ("import `Yams`", ["Yams"]),
    ("import Yams; import BigInt", ["Yams", "BigInt"]),
    ("#if canImport(Yams)\n  import Yams\n#else\nimport BigInt\n#endif", ["Yams", "BigInt"]),
    ("/* why */ import Yams // because", ["Yams"]),
    ("let a = 1\n\timport Yams", ["Yams"]),
    ("// import Yams", []),
    ("/* import Yams /* import BigInt */ import Tutor */", []),
    ("let text = \"import Yams\"", []),
    ("let text = \"\"\"\n  import Yams\n  \"\"\"", []),
    ("let text = #\"\"\"\n  \"\"\" import Yams\n  \"\"\"#\nimport BigInt", ["BigInt"]),
    ("let text = \"\\(join(\"import Yams\"))\"\nimport BigInt", ["BigInt"]),
    ("func read(import name: String) {}", []),
    ("file.import(name)", []),
    ("let url = \"https://a\"; import Yams", ["Yams"]),
  ]

  @Test(arguments: forms)
  func everyFormOfAnImportIsRead(form: (text: String, modules: [String])) {
    #expect(SwiftTokens(form.text).imports.map(\.module) == form.modules)
  }

  static let violations: [(path: String, text: String, message: String)] = [
    (
      "Sources/Tutor/Screens/A.swift", "import TerminalUI\nimport CNcurses",
      "Sources/Tutor/Screens/A.swift:2: Tutor may not import CNcurses"
    ),
    (
      "Sources/Tutor/A.swift", "internal import Yams",
      "Sources/Tutor/A.swift:1: Tutor may not import Yams"
    ),
    (
      "Sources/Lessons/A.swift", "import BigInt",
      "Sources/Lessons/A.swift:1: Lessons may not import BigInt"
    ),
    (
      "Sources/Regularization/A.swift", "import struct Foundation.Date",
      "Sources/Regularization/A.swift:1: Regularization may not import Foundation"
    ),
    (
      "Sources/NcursesTerminal/A.swift", "import Foundation",
      "Sources/NcursesTerminal/A.swift:1: NcursesTerminal may not import Foundation"
    ),
    (
      "Sources/TerminalUI/A.swift", "import Lessons",
      "Sources/TerminalUI/A.swift:1: TerminalUI may not import Lessons"
    ),
    (
      "Sources/Lessons/A.swift", "import ArgumentParser",
      "Sources/Lessons/A.swift:1: Lessons may not import ArgumentParser"
    ),
    (
      "Tests/TerminalUITests/A.swift", "@testable import Tutor",
      "Tests/TerminalUITests/A.swift:1: TerminalUITests may not import Tutor"
    ),
    (
      "Sources/Elsewhere/A.swift", "",
      "Sources/Elsewhere/A.swift:1: no target of TargetRule.all has this file"
    ),
  ]

  @Test(arguments: violations)
  func aForbiddenImportIsCaught(sample: (path: String, text: String, message: String)) {
    #expect(TargetRule.forbiddenImports(in: sample.text, at: sample.path) == [sample.message])
  }

  /// The promises of the design, said once more without the table.
  @Test(arguments: [
    ("CNcurses", ["NcursesTerminal"]), ("CZlib", ["Regularization"]), ("Yams", ["Lessons"]),
    ("BigInt", ["Regularization"]), ("GRDB", ["Journal"]),
    ("ArgumentParser", ["regtutor"]), ("Foundation", ["Lessons", "regtutor"]),
    ("CustomDump", []),
  ])
  func outsidersComeInAtOnePlace(module: String, sources: [String]) {
    let importers = TargetRule.all
      .filter { $0.path.hasPrefix("Sources/") && $0.mayImport.contains(module) }
      .map(\.name)
    #expect(importers == sources)
  }
}
