import Foundation
import Testing

/// The threads that train leave signals to the one that waits for them, all but those of a crash: a
/// crash that is blocked ends the program before its handler can give the terminal back.
struct ThreadSignalTests {
  private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS]

  @Test func crashesAreLetThroughAndTheRestIsBlocked() throws {
    let process = Process()
    process.executableURL = CommandRunner.executable
    process.environment = CommandRunner.withoutJournal
    process.arguments = [
      "train", "--data", "digits", "--layers", "512,512", "--threads", "2", "--epochs", "1000000",
      "--format", "jsonl", "--quiet",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    // The first epoch is there: it is training.
    _ = pipe.fileHandleForReading.availableData
    let folder = "/proc/\(process.processIdentifier)/task"
    let threads = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0 != "\(process.processIdentifier)" }
    #expect(!threads.isEmpty)
    for thread in threads {
      let status = try String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
      let text = try #require(status.firstMatch(of: /SigBlk:\s+([0-9a-f]+)/)?.output.1)
      let blocked = try #require(UInt64(text, radix: 16))
      func isBlocked(_ signal: Int32) -> Bool { blocked >> UInt64(signal - 1) & 1 == 1 }
      #expect(isBlocked(SIGINT) && isBlocked(SIGTERM) && isBlocked(SIGTSTP))
      for signal in ThreadSignalTests.crashes { #expect(!isBlocked(signal), "signal \(signal)") }
    }
  }
}
