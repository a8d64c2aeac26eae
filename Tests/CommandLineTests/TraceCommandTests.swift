import Foundation
import TestSupport
import Testing

/// `regtutor trace`, as a program.
struct TraceCommandTests {
  /// The example of docs/trace.md.
  static func example() throws -> String {
    let text = try String(
      contentsOf: repositoryRoot.appending(path: "docs/trace.md"), encoding: .utf8)
    return text.components(separatedBy: "```json\n")[1].components(separatedBy: "```\n")[0]
  }

  static func trace(_ text: String) throws -> CommandResult {
    try TrainCommandTests.withFolder { folder in
      try text.write(toFile: "\(folder)/t.json", atomically: true, encoding: .utf8)
      return try CommandRunner.run("trace", "\(folder)/t.json")
    }
  }

  @Test func theOutputIsJSONWithEveryStepAndTheParametersAskedFor() throws {
    let result = try TraceCommandTests.trace(try TraceCommandTests.example())
    #expect(result.errors == "")
    #expect(result.status == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["precision"] as? String == "float64")
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.map { $0["step"] as? Int } == [1, 2])
    let reports = try #require(object["parameters"] as? [[String: Any]])
    #expect(reports.map { $0["step"] as? Int } == [0, 2])
    let layers = try #require(reports.first?["layers"] as? [[String: Any]])
    #expect(layers[0]["weights"] as? [[Double]] == [[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]])
    // 17 digits, however many would do.
    #expect(result.output.contains("[0.10000000000000001, -0.20000000000000001, "))
  }

  /// One weight, one sample, by hand: the loss (w − 1)² has the gradient 2(w − 1), λ₁ adds its sign.
  @Test func aStepByHandComesOut() throws {
    let result = try TraceCommandTests.trace(
      """
      {"format_version": 1,
       "layers": [{"inputs": 1, "units": 1, "activation": "linear", "weights": [[3]],
                   "biases": [0]}],
       "loss": "squared-error", "data": {"inputs": [[1]], "targets": [[1]]},
       "steps": [{"samples": [0]}, {"samples": [0]}],
       "optimizer": {"kind": "sgd", "learning_rate": 0.25},
       "penalties": [{"l1": 0.5, "parameters": ["layer1.weights"]}], "report": [1]}
      """)
    #expect(result.errors == "")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let steps = try #require(object["steps"] as? [[String: Double]])
    // w: 3 − 0.25·(4 + 0.5) = 1.875, bias: −0.25·4 = −1; then (1.875 − 1 − 1)² and 0.5·1.875.
    #expect(steps[0]["data_loss"] == 4)
    #expect(steps[0]["penalty"] == 1.5)
    #expect(steps[1]["data_loss"] == 0.015625)
    #expect(steps[1]["penalty"] == 0.9375)
    #expect(result.output.contains("[1.875]],\n     \"biases\": [-1]"))
  }

  @Test func aFaultIsShownAtItsPlace() throws {
    let text = try TraceCommandTests.example().replacingOccurrences(
      of: "\"samples\": [0, 1]", with: "\"samples\": [0, 7]")
    let result = try TraceCommandTests.trace(text)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains("t.json:11:16: error: there is no sample 7\n"))
    #expect(result.errors.contains("  remedy: samples are counted from 0 to 2\n"))
  }
}
