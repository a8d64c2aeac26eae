import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// The lab's keys: one meaning each, and none that does nothing.
struct LabKeyTests {
  private static let task = LabTask(
    question: "Which?", kind: .guess(LabGuess(measure: .gap, extreme: .largest)), hints: ["Guess."])

  static let scenes = [
    "", ".", ". ,", "2 e", "tab", "tab tab tab tab", "tab tab tab tab tab tab tab tab", "e left",
    "s s", "x", "i", "v", "z",
  ]

  private static func session(_ keys: String) throws -> LabSession {
    var session = LabSession(labPlan(labTwins, tasks: [task]))
    session.press(keys)
    return session
  }

  @Test(arguments: scenes)
  func noKeyMeansTwoThings(scene: String) throws {
    let session = try LabKeyTests.session(scene)
    let keys = TutorKeys.bindings(for: session.state).filter(\.isEnabled).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    for binding in TutorKeys.bindings(for: session.state) where binding.keys.contains(.escape) {
      #expect(binding.keys.count > 1)
    }
  }

  @Test(arguments: scenes)
  func everyKeyThatIsOfferedDoesSomething(scene: String) throws {
    let session = try LabKeyTests.session(scene)
    for binding in TutorKeys.bindings(for: session.state) where binding.isEnabled {
      // The screen is drawn again; a text may be at its end.
      if binding.message == .redrawPressed { continue }
      if case .text = session.state.lab?.overlay, binding.message != .leavePressed { continue }
      var after = session
      after.send(binding.message)
      #expect(
        after.state != session.state || after.orders != session.orders || after.hasQuit,
        "\(binding.help)")
    }
  }

  @Test func theDocsHaveEveryKeyOfTheLab() throws {
    let sheet = try #require(TutorKeys.sheets.first { $0.title == "Lab" })
    let documented = Set(sheet.bindings.flatMap(\.keys))
    for scene in LabKeyTests.scenes.filter({ $0 != "x" && $0 != "i" }) {
      let session = try LabKeyTests.session(scene)
      for binding in TutorKeys.bindings(for: session.state) {
        #expect(documented.isSuperset(of: binding.keys))
      }
    }
  }

  @Test func theFooterTellsTheDialAndWhatComesNext() throws {
    var session = LabSession(
      labPlan(dials: [.learningRate, .l2]), size: Size(columns: 132, rows: 43))
    func footer() -> String { TutorView.draw(session.state).lines.last ?? "" }
    #expect(footer().contains("Space play") && footer().contains("+ - η"))
    session.press("d space")
    #expect(footer().contains("Space pause") && footer().contains("+ - L2 λ"))
    session.press("space s")
    #expect(footer().contains("s loss"))
  }
}
