import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// The weight that is chosen and taken apart.
struct LabWeightTests {
  @Test func theFourSubStepsAreExplainedAndThenTheUpdateIsMade() throws {
    var session = LabSession(labPlan(panels: [.loss]))
    for part in LabSubStep.allCases {
      session.press("s")
      #expect(try session.lab.look.subStep == part)
      #expect(try session.lab.focus == .table)
      #expect(try session.front.preview != nil)
      #expect(try session.front.position.step == 0)
    }
    let after = try #require(try session.front.preview?.update.after)
    session.press("s")
    #expect(try session.front.position.step == 1)
    #expect(try session.lab.look.subStep == .forward)
    // What was explained is what happened.
    #expect(try session.front.preview?.update.before == after)
    session.press(".")
    #expect(try session.lab.look.subStep == nil)
  }

  @Test func arrowsMoveTheChosenWeightAndTheReadOut() throws {
    var session = LabSession(labPlan(panels: [.loss, .table]))
    session.press("e e")
    session.press("left left")
    let cursor = try #require(try session.lab.look.cursor)
    #expect(try cursor < session.front.position.step)
    session.press("enter")
    #expect(try session.front.position.step == cursor)
    session.press("tab right down")
    #expect(try session.lab.look.chosen == WeightPlace(layer: 0, input: 1, unit: 1))
    session.press("up up")
    #expect(try session.lab.look.chosen == WeightPlace(layer: 0, input: nil, unit: 1))
    session.press("w")
    #expect(try session.lab.look.chosen?.layer == 1)
    #expect(try session.front.preview?.update.place == session.lab.look.chosen)
  }

  @Test func farMovesGoTenFurtherAndAreOfferedWhereThereIsMore() throws {
    var session = LabSession(labPlan(panels: [.table, .confusion]))
    session.press("e pgdn")
    // Two inputs and the bias, going round.
    #expect(try session.lab.look.chosen?.input == 1)
    session.press("tab")
    #expect(TutorKeys.message(for: .pageUp, in: session.state) == nil)
    let missed = try #require(try session.front.confusion)
    session.press("down down pgdn")
    #expect(try session.lab.look.first == max(2, missed.misclassified.count) - 1)
    #expect(TutorKeys.message(for: .pageDown, in: session.state) == nil)
  }
}

/// What L2 and weight decay take from each weight, beside it.
struct LabDecayTests {
  private func table(_ change: (inout TrainingSpec) -> Void) throws -> String {
    var session = LabSession(
      labPlan([LabRun(id: "one", title: "one", spec: labSpec(change))], panels: [.table]),
      size: Size(columns: 132, rows: 43))
    session.press("e e")
    return TutorView.draw(session.state).lines.joined(separator: "\n")
  }

  @Test func withWeightDecayTheTableShowsTheSameShareForEveryWeight() throws {
    let text = try table {
      $0.optimizer = OptimizerSpec(.adamw, weightDecay: 0.5)
      $0.learningRate = 0.004
    }
    #expect(text.contains("a weight loses to λ per update, 0.002 for all"))
    #expect(text.split(separator: "\n").count { $0.contains("0.002") } > 4)
  }

  @Test func withAdamAndL2TheSharesDiffer() throws {
    let text = try table {
      $0.optimizer = OptimizerSpec(.adam)
      $0.network.penalties = [Penalty(l2: 0.1)]
    }
    #expect(text.contains(", from "))
  }

  @Test func withoutEitherThereIsNoColumn() throws {
    #expect(try !table { $0.optimizer = OptimizerSpec(.adam) }.contains("share of itself"))
  }
}
