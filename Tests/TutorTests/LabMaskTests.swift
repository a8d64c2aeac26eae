import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// From a lab whose run pauses to the masks of a few of its units, and back.
struct LabMaskTests {
  private static let spec = labSpec {
    $0.network = NetworkPlan(
      hiddenUnits: [9, 6], activation: .relu, dropProbabilities: [0, 0.5, 0.2])
    $0.optimizer = OptimizerSpec(.adam)
    $0.learningRate = 0.02
  }

  private static func lab(isLinear: Bool = false) -> LabSession {
    LabSession(
      labPlan([LabRun(id: "run", title: "one run", spec: spec)]), isLinear: isLinear)
  }

  @Test func theKeyShowsACutOfThePresentNetworkAndQLeadsBack() throws {
    var session = LabMaskTests.lab()
    session.press(". . .")
    let before = session.state
    session.press("m")
    let cut = try #require(session.state.lab?.cut)
    guard case .mask(let panel)? = cut.panel else {
      Issue.record("no panel")
      return
    }
    #expect(panel.spec.network.layers.map(\.units) == [4, 4, 1])
    #expect(panel.spec.network.inputs == 2)
    #expect(panel.spec.network.layers.map(\.inputDropProbability) == [0, 0.5, 0.2])
    #expect(panel.spec.optimizer == LabMaskTests.spec.optimizer)
    // Every weight of the cut is one of the network's.
    let front = try #require(session.state.lab?.front)
    #expect(front.position.step == 3)
    let screen = TutorView.draw(session.state).lines.joined(separator: "\n")
    #expect(screen.contains("missing from the sums"))
    session.press("q")
    #expect(session.state.lab?.cut == nil)
    #expect(session.state.lab == before.lab)
    #expect(!session.hasQuit)
    session.press("q")
    #expect(session.hasQuit)
  }

  @Test func theCutHasTheStrongestUnitsOfTheStepThatTheLabStandsAt() throws {
    let data = try DataLoader.load(
      LabMaskTests.spec.data, seed: LabMaskTests.spec.seed, files: NoFiles())
    let group = try RunGroup([(LabMaskTests.spec, data)])
    group.advance(steps: 5)
    let late = try group.cut(ofRun: 0, units: 4)
    group.go(to: 2)
    let cut = try group.cut(ofRun: 0, units: 4)
    let run = try TrainingRun(LabMaskTests.spec, on: data)
    _ = try run.train(steps: 2)
    let parameters = run.parameters
    let expected = MaskSpec(
      cutting: MaskCut(strongestOf: 4, in: parameters), from: parameters, of: run.network,
      loss: run.loss, samples: data.training, scaling: data.scaling, optimizer: run.spec.optimizer,
      learningRate: run.learningRate, iterations: 8, seed: run.spec.seed)
    #expect(cut.spec == expected)
    #expect(cut.spec != late.spec)
    #expect(cut.step == 2)
    #expect(cut.whole == [2, 9, 6])
    #expect(cut.kept == [2, 4, 4])
    #expect(MaskReplay(cut.spec).iterations == 8)
  }

  @Test func withoutDropoutOrWhileItPlaysThereIsNothingToLookAt() throws {
    var plain = LabSession(labPlan())
    plain.press(". m")
    #expect(plain.state.lab?.cut == nil)
    #expect(!plain.orders.contains(.cut(run: 0)))
    var session = LabMaskTests.lab()
    session.press("space m")
    #expect(session.isPlaying)
    #expect(session.state.lab?.cut == nil)
  }

  @Test func theKeysOfThePanelWorkOnACut() throws {
    var session = LabMaskTests.lab()
    session.press(". m pgdn n n w j R m m m m m t ? q tab v 0.3 enter")
    guard case .mask(let panel)? = session.state.lab?.cut?.panel else {
      Issue.record("no panel")
      return
    }
    #expect(panel.value(of: .dropProbability) == "0.3")
    #expect(panel.spec.seed == LabMaskTests.spec.seed + 1)
    // Neither end leads anywhere else.
    session.press("g p p")
    #expect(session.state.notice?.contains("back to the lab") == true)
    #expect(session.state.lab?.cut != nil)
    session.press("] [ q")
    #expect(session.state.lab?.cut == nil)
  }

  @Test func theCompanyOfACutMovesAndStandsStillBehindIt() throws {
    var session = LabMaskTests.lab()
    session.press(". m t")
    session.send(.mask(.playOrPause))
    #expect(session.state.tickInterval != nil)
    let before = session.state.lab?.cut
    session.send(.ticked)
    #expect(session.state.lab?.cut != before)
    session.press("q")
    #expect(session.state.tickInterval == nil)
  }

  @Test func itSpeaksInSentences() throws {
    var session = LabMaskTests.lab(isLinear: true)
    session.send(.inLab(.forward))
    let choices = LinearView.choices(for: session.state)
    let index = try #require(choices.firstIndex { $0.message == .inLab(.masks) })
    let lines = try session.say("m\(index + 1)").joined(separator: " ")
    #expect(lines.contains("missing from the sums"))
    #expect(lines.contains("Network 2-4-4-1"))
    #expect(LinearView.menu(session.state).joined().contains("0: the lab."))
    _ = try session.say("")
    let back = try session.say("0").joined(separator: " ")
    #expect(back.contains("Lab: "))
    #expect(session.state.lab?.cut == nil)
  }

  @Test(arguments: MaskScreenTests.sizes)
  func itLooksAsRecorded(size: Size) {
    var session = LabMaskTests.lab()
    session.send(.resized(size))
    session.press(". . . m d d n n")
    expectSnapshot(
      TutorView.draw(session.state), named: "lab-cut-\(size.columns)x\(size.rows)")
  }
}
