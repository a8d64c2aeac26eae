import Lessons
import Regularization
import Testing

@testable import regtutor

/// From options to what a lab trains and shows.
struct LabPlanTests {
  private static func plan(_ arguments: String) throws -> LabPlan {
    let command = try #require(
      try RegTutor.command(for: ["lab"] + arguments.split(separator: " ").map(String.init))
        as? OpenLabCommand)
    let plan = try command.settings.plan(usual: OpenLabCommand.usual)
    return try command.launch.lab.plan(for: plan.spec)
  }

  @Test(arguments: [
    ("--data spiral", "loss surface network"), ("--data irrelevant", "loss histogram table"),
    ("--data digits", "loss weights histogram"), ("--data fashion-mnist", "loss weights histogram"),
    ("--data spambase", "loss histogram table"), ("--data mine.csv", "loss histogram table"),
    ("--data a/train-images-idx3-ubyte", "loss weights histogram"),
    ("--twin l2=1", "loss surface network twins"), ("--panels twins,loss", "twins loss"),
  ])
  func panelsAreThoseThatTheSamplesAskFor(arguments: String, panels: String) throws {
    let plan = try LabPlanTests.plan(arguments)
    #expect(plan.panels.map(\.rawValue).joined(separator: " ") == panels)
  }

  @Test(arguments: [
    ("", true, true, true), ("--data xor", true, true, false),
    ("--data plane --layers 4", true, false, true), ("--data digits", false, true, false),
  ])
  func dialsAreThoseThatHaveAMeaning(
    arguments: String, points: Bool, labels: Bool, dropout: Bool
  ) throws {
    let dials = try LabPlanTests.plan(arguments).dials
    #expect(dials.contains(.learningRate) && dials.contains(.l1) && dials.contains(.optimizer))
    #expect(dials.contains(.noise) == points && dials.contains(.samples) == points)
    #expect(dials.contains(.labelNoise) == labels)
    #expect(dials.contains(.dropout) == dropout)
  }

  @Test func withoutArgumentsThereIsALabThatCanBeTrained() throws {
    let plan = try LabPlanTests.plan("")
    #expect(plan.runs.map(\.title) == ["none"])
    #expect(plan.runs[0].spec.problems().isEmpty)
    #expect(plan.epochs == plan.runs[0].spec.epochs)
  }

  // MARK: Twins

  @Test func aTwinIsTheFirstRunButForItsSettings() throws {
    let plan = try LabPlanTests.plan(
      "--data digits --layers 9,8 --optimizer adam --l2 0.5 --dropout 0.3 --twin none "
        + "--twin l1=1e-3,l1_rule=hold --twin optimizer=sgd,weight-decay=0.1,dropout=0")
    let first = plan.runs[0].spec
    #expect(plan.runs.count == 4)
    #expect(plan.epochs == 10)

    var none = first
    none.network.penalties = []
    none.network.dropProbabilities = []
    #expect(plan.runs[1].spec == none)

    var held = first
    held.network.penalties = [Penalty(l1: 1e-3, l2: 0.5, zeroRule: .hold)]
    #expect(plan.runs[2].spec == held)

    var plain = first
    plain.optimizer = OptimizerSpec(.sgd, weightDecay: 0.1)
    plain.learningRate = 0.1
    plain.network.dropProbabilities = [0, 0, 0]
    #expect(plan.runs[3].spec == plain)
  }

  @Test func anOptimizerBringsItsRateWhereverItStandsAndOthersOverruleIt() throws {
    let plan = try LabPlanTests.plan(
      "--data xor --optimizer adam --learning-rate 0.02 --twin learning-rate=0.5,optimizer=sgd "
        + "--twin optimizer=adamw")
    #expect(plan.runs.map(\.spec.learningRate) == [0.02, 0.5, 0.02])
    #expect(plan.runs.map(\.spec.optimizer.weightDecay) == [0, 0, 0.01])
  }

  @Test(arguments: [
    ("--twin l1=0.1", "none|L1 0.1"),
    ("--l1 0.1 --twin l1=0.2 --twin none", "L1 0.1|L1 0.2|none"),
    ("--l2 1 --twin dropout=0.5", "L2|L2 dropout 0.5"),
    ("--optimizer adam --twin optimizer=adamw", "none adam|decay 0.01 adamw"),
    ("--learning-rate 1 --twin learning-rate=0.1", "none η 1|none η 0.1"),
  ])
  func runsAreCalledByWhatSetsThemApart(arguments: String, titles: String) throws {
    let runs = try LabPlanTests.plan(arguments).runs
    #expect(runs.map(\.title).joined(separator: "|") == titles)
    #expect(Set(runs.map(\.id)).count == runs.count)
    #expect(
      runs.allSatisfy {
        $0.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
      })
  }
}
