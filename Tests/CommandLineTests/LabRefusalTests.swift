import Foundation
import Testing

/// What `regtutor lab` refuses, and how: exit 2, before anything is allocated.
struct LabRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ message: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.message = message
    }
  }

  static let refusals = [
    Refusal("nosuch.yaml", "nosuch.yaml: it cannot be read: No such file or directory; name a"),
    Refusal(
      "--data nosuch.csv", "--data “nosuch.csv”: there is no data set and no file “nosuch.cs"),
    Refusal("--learning-rate -1", "--learning-rate “-1”: the learning rate cannot be -1; it must"),
    Refusal(
      "--layers 100000,100000", "--layers “100000,100000”: the network would have 10,000,400,001"),
    Refusal(
      "--plain --data digits --layers 1000000", "the network would have 75,000,010 weights and bi"),
    Refusal("--twin weight=1", "--twin “weight=1”: a twin has no setting “weight” of its own; it"),
    Refusal("--twin batch=1", "--twin “batch=1”: a twin has no setting “batch” of its own; it can"),
    Refusal("--twin l1", "--twin “l1”: give a setting and its value, such as l1=0.001, or none"),
    Refusal("--twin l1=", "--twin “l1=”: give a setting and its value, such as l1=0.001, or none"),
    Refusal("--twin l1=x", "--twin “l1=x”: l1 “x” is no number; give one such as 0.1 or 1e-3"),
    Refusal("--twin l1=-1", "--twin “l1=-1”: the strength of L1 cannot be -1; it must be a number"),
    Refusal("--twin l1=1,l1=2", "--twin “l1=1,l1=2”: l1 is given twice; give it once"),
    Refusal("--twin l1=1,", "--twin “l1=1,”: give a setting and its value, such as l1=0.001, or"),
    Refusal("--twin none,l1=1", "--twin “none,l1=1”: none stands alone"),
    Refusal("--twin l1-rule=x", "--twin “l1-rule=x”: l1-rule cannot be “x”; it must be one of sub"),
    Refusal("--twin dropout=1", "--twin “dropout=1”: the drop probability cannot be 1; it must be"),
    Refusal(
      "--data xor --twin dropout=0.5",
      "--twin “dropout=0.5”: there is no hidden layer whose outputs could be dropped; give hidden"),
    Refusal("--twin none", "--twin “none”: this would be the same as the first run; give another"),
    Refusal(
      "--twin l2=1 --twin l2=1.0", "--twin “l2=1.0”: this would be the same as --twin “l2=1”"),
    Refusal(
      "--twin l1=1 --twin l2=1 --twin l1=2 --twin l2=2",
      "--twin is given 4 times; at most 4 runs are shown, the first one included: leave out 1"),
    Refusal("--panels loss,wheel", "--panels “wheel”: there is no such panel; there are loss,"),
    Refusal("--panels loss,loss", "--panels “loss,loss”: loss is given twice; give it once"),
    Refusal("--panels loss,", "--panels “”: there is no such panel; there are loss, accuracy,"),
    Refusal("--memory 1", "--memory “1”: give a whole number from 16 to 65536"),
    Refusal("--memory much", "--memory “much”: it is no whole number; give one such as 10"),
    Refusal("--frames-per-second 61", "--frames-per-second “61”: give a whole number from 1 to 60"),
    Refusal("--export-to /nosuch", "--export-to “/nosuch”: there is no such folder; name one, or"),
    Refusal("--threads 0", "--threads “0”: give a whole number from 1 to 256"),
    Refusal("--lessons /nosuch", "no course found; looked for course.yaml in: /nosuch"),
    Refusal("--resume run.npz", "Unknown option '--resume'"),
  ]

  @Test(arguments: refusals)
  func aSettingThatCannotBeIsRefused(_ refusal: Refusal) throws {
    let result = try CommandRunner.run(["lab"] + refusal.arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("regtutor: " + refusal.message), "\(result.errors)")
  }

  @Test func whatIsWrongWithTheSamplesIsToldBeforeALine() throws {
    try TrainCommandTests.withFolder { folder in
      try "a,y\n1,0\n2,?\n".write(toFile: "\(folder)/points.csv", atomically: true, encoding: .utf8)
      let result = try CommandRunner.run("lab", "--plain", "--data", "\(folder)/points.csv")
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.errors.hasPrefix("regtutor: \(folder)/points.csv:3:3: "), "\(result.errors)")
    }
  }
}
