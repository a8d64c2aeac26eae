import Foundation
import Testing

/// A short storm of random keys and sizes over runs that train; the long one is a measurement.
struct LabStormTests {
  @Test(arguments: [1, 2]) func keysAndSizesNeitherEndARunNorChangeItsBits(seed: Int) throws {
    let outcome = try Spawn.run(
      "python3",
      [
        TerminalSession.root.appending(path: "Benchmarks/lab.py").path, "--only", "storm",
        "--keys", "1000", "--life", "500", "--seed", "\(seed)", "--",
        TerminalSession.programs.appending(path: "regtutor").path,
      ], environment: ProcessInfo.processInfo.environment)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("times the bits were those"), "\(outcome.output)")
  }
}
