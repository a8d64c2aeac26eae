import Foundation

/// What a run of the built program left behind.
struct CommandResult {
  /// The exit status, or 128 and the signal's number.
  var status: Int32
  var output: String
  var errors: String
}

/// Runs the `regtutor` that was built together with these tests.
enum CommandRunner {
  /// Lies in the same folder as the test bundle.
  static var executable: URL {
    let tests = URL(filePath: CommandLine.arguments[0])
    return tests.resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "regtutor")
  }

  static func run(_ arguments: String...) throws -> CommandResult { try run(arguments) }

  /// - Parameter standardOutput: a file to write to instead; its content is not read.
  static func run(
    _ arguments: [String], standardOutput: FileHandle? = nil,
    environment: [String: String] = ["LC_ALL": "C.UTF-8", "TERM": "dumb"]
  ) throws -> CommandResult {
    try launch(executable, arguments, standardOutput: standardOutput, environment: environment)
  }

  /// The environment for programs that are started by other means.
  static var withoutJournal: [String: String] {
    ProcessInfo.processInfo.environment.merging(
      ["REGTUTOR_NO_JOURNAL": "1"], uniquingKeysWith: { $1 })
  }

  /// Runs a shell script in which `"$0"` is the program.
  static func shell(_ script: String) throws -> CommandResult {
    try launch(
      URL(filePath: "/bin/sh"), ["-c", script, executable.path],
      environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"])
  }

  private static func launch(
    _ program: URL, _ arguments: [String], standardOutput: FileHandle? = nil,
    environment: [String: String]
  ) throws -> CommandResult {
    // Files, not pipes: nobody has to read while the program writes.
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let outputFile = folder.appending(path: "output")
    let errorFile = folder.appending(path: "errors")
    for file in [outputFile, errorFile] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    // Its journal goes with it, unless the test has a folder for it.
    process.environment = ["XDG_STATE_HOME": folder.appending(path: "state").path]
      .merging(environment, uniquingKeysWith: { $1 })
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try standardOutput ?? FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()

    let bySignal = process.terminationReason == .uncaughtSignal
    return CommandResult(
      status: process.terminationStatus + (bySignal ? 128 : 0),
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}
