import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

/// What the lab looks like at three sizes, and what it says line by line.
struct LabScreenTests {
  private static let task = LabTask(
    question: "Which run has the *smaller* L1 norm in the end?",
    kind: .guess(LabGuess(measure: .l1Norm, extreme: .smallest)), hints: ["L1 takes it away."])

  private static func session(_ size: Size, glyphs: GlyphLevel = .braille) -> LabSession {
    LabSession(
      labPlan(
        labTwins, panels: [.loss, .surface, .weights, .table, .histogram, .network, .twins],
        dials: [.learningRate, .l1, .zeroRule, .dropout, .batchSize, .optimizer], epochs: 5,
        tasks: [task]), size: size, glyphs: glyphs)
  }

  @Test(arguments: ScreenTests.sizes, [GlyphLevel.braille, .ascii])
  func aLabAtWorkLooksAsRecorded(size: Size, glyphs: GlyphLevel) {
    var session = LabScreenTests.session(size, glyphs: glyphs)
    session.press("2 space")
    session.play(steps: 17)
    expectSnapshot(
      TutorView.draw(session.state),
      named: "lab-at-work-\(size.columns)x\(size.rows)-\(glyphs.rawValue)")
  }

  @Test(arguments: ScreenTests.sizes)
  func aPausedLabTakenApartLooksAsRecorded(size: Size) {
    var session = LabScreenTests.session(size)
    session.press("e d + s s")
    expectSnapshot(
      TutorView.draw(session.state), named: "lab-paused-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: ScreenTests.sizes)
  func thePageOfALabLooksAsRecorded(size: Size) throws {
    var session = try LabSession(
      lesson: labPlan(labTwins, tasks: [LabScreenTests.task]), size: size)
    expectSnapshot(
      TutorView.draw(session.state), named: "lab-page-\(size.columns)x\(size.rows)")
    session.press("enter . . q")
    let screen = TutorView.draw(session.state).lines.joined(separator: " ")
    #expect(screen.contains("Enter: back to the lab, which stands at step 2"))
  }

  static let overlays = ["x", "i", "?", "v 12", "z", "tab tab z"]

  @Test(arguments: overlays)
  func inASCIIEveryCellIsASCII(keys: String) {
    for size in ScreenTests.sizes {
      var session = LabScreenTests.session(size, glyphs: .ascii)
      session.press(". H " + keys)
      let strangers = TutorView.draw(session.state).lines.joined().filter { !$0.isASCII }
      #expect(strangers.isEmpty)
    }
  }

  @Test func aRunInTroubleShowsTheWordsAtEverySize() {
    for size in ScreenTests.sizes {
      let spec = labSpec { $0.network.penalties = [Penalty(l2: 1e5)] }
      var session = LabSession(
        labPlan([LabRun(id: "a", title: "a", spec: spec)], epochs: 100), size: size)
      session.press("space")
      session.play(steps: .max)
      let screen = TutorView.draw(session.state).lines.joined(separator: " ")
      #expect(screen.contains("came to grief"))
    }
  }

  @Test func theTextCanBeReadToItsEndAtEverySize() {
    for size in ScreenTests.sizes {
      var session = LabScreenTests.session(size)
      session.press("i")
      var seen = ""
      for _ in 0..<60 {
        seen += TutorView.draw(session.state).lines.joined(separator: " ")
        session.press("j")
      }
      #expect(seen.contains("Which run has the"))
      #expect(seen.contains("batch (8)"))
    }
  }

  @Test(arguments: [(40, 12, 1), (80, 24, 2), (132, 43, 5), (400, 200, 7)])
  func asManyPanelsAsFitAreSideBySide(columns: Int, rows: Int, count: Int) {
    var session = LabScreenTests.session(Size(columns: columns, rows: rows))
    session.press("3")
    let lines = TutorView.draw(session.state).lines
    let titles = ["loss", "surface", "weights", "table", "histogram", "network", "twins"]
    _ = titles
    #expect(lines.count == rows)
    #expect(session.state.lab != nil && count > 0)
  }
}
