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
        labTwins, panels: [.loss, .table, .accuracy, .norms, .twins],
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
    session.press("enter . . q G")
    let screen = TutorView.draw(session.state).lines.joined(separator: " ")
    #expect(screen.contains("back to the lab"))
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
      #expect(screen.contains("diverged"))
    }
  }

  @Test func whatIsSaidAtLengthCanBeReadOnTheSmallestScreen() {
    var session = LabScreenTests.session(Size(columns: 40, rows: 12))
    session.press("2 i")
    let seen = TutorView.draw(session.state).lines.joined(separator: " ")
    #expect(seen.filter { $0 != " " }.contains("whenthe5epochsareover."))
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
      #expect(seen.filter { $0 != " " }.contains("(1none,2L1)"))
      #expect(seen.contains("batch (8)"))
    }
  }

  @Test(arguments: [(40, 12, "1 of 5"), (80, 24, "1-2 of 5"), (70, 43, "1-2 of 4")])
  func asManyPanelsAsFitAreSideBySideAndTheRestIsCounted(columns: Int, rows: Int, mark: String) {
    let session = LabScreenTests.session(Size(columns: columns, rows: rows))
    #expect(TutorView.draw(session.state).lines.contains { $0.contains(" \(mark) ") })
  }

  @Test func aLargeScreenHasAllPanels() {
    let session = LabScreenTests.session(Size(columns: 132, rows: 43))
    let screen = TutorView.draw(session.state).lines.joined(separator: " ")
    #expect(!screen.contains(" of 4 ") && !screen.contains(" of 5 "))
    for panel in ["loss", "twins", "norms"] { #expect(screen.contains(panel)) }
  }

  @Test func theChosenPanelIsAlwaysOnScreen() throws {
    for size in ScreenTests.sizes {
      var session = LabScreenTests.session(size)
      for _ in 0..<9 {
        let focus = try session.lab.focus
        let screen = TutorView.draw(session.state).lines
        #expect(screen.contains { $0.contains("▸ ") && $0.contains("─") }, "\(focus)")
        session.press("tab")
      }
    }
  }
}
