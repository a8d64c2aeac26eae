import Lessons
import TerminalUI
import Testing
import Tutor

/// A lab that trains nothing.
private struct NoLab: PlayedLab {
  func carryOut(_ order: LabOrder) {}
  func reports() -> [LabReport] { [] }
}

struct LessonPlayTests {
  private func play(_ script: String) throws -> LessonPlay {
    var play = LessonPlay(QuestionFixture.course, lesson: 0, lab: NoLab())
    try play.play(try PlayScript(script))
    return play
  }

  private func parting(_ script: String) -> LessonPlay.Difference? {
    do {
      _ = try play(script)
      return nil
    } catch {
      return error as? LessonPlay.Difference
    }
  }

  @Test func keysAndLinesArePlayedAndCompared() throws {
    let play = try play(
      """
      # both ways to answer
      expect-page figure
      text 0.11
      expect 0.11_ per weight
      keys Enter
      expect That is one step.
      keys BSpace
      line 0.2 per weight
      expect Right; with every digit it is 0.22.
      keys Right 2 Enter
      expect-page one
      expect That is L2.
      expect-not Right
      size 40x12
      open order
      expect-page order
      """)
    #expect(
      play.coverage.summary
        == "3 of 7 pages, 0 of 3 hints, 1 of 5 answers, 1 of 2 mistakes, 1 of 8 options")
  }

  @Test func blanksCountAsOneAndRowsAreJoinedInSentences() throws {
    _ = try play(
      """
      open one
      line 1
      expect   Right.   The sign alone counts. Both lose 0.11.
      """)
  }

  static let differences = [
    ("expect-page one", 1, "expected the page “one”, not “figure”"),
    ("\n# so\nexpect nonsense", 3, "expected “nonsense”"),
    ("keys H\nexpect-not Hint 1", 2, "did not expect “Hint 1”"),
    ("open nowhere\nexpect x", 1, "the lesson “asked” has no step “nowhere”"),
    ("line z9\nexpect x", 1, "“z9” is no choice here"),
    (
      "keys H\nexpect-covered hints", 2,
      "expected to be covered: hint 2 of the question on the page “figure”; "
        + "hint 1 of the question on the page “one”"
    ),
  ]

  @Test(arguments: differences)
  func aDifferenceHasItsPlace(script: String, line: Int, message: String) throws {
    let difference = try #require(parting(script))
    #expect(difference.line == line)
    #expect(difference.message.hasPrefix(message))
    #expect(difference.screen.contains { $0.contains("Questions of every form") })
  }

  @Test func whatWasSeenIsToldWithADifference() throws {
    let difference = try #require(parting("keys H\nexpect nonsense"))
    #expect(difference.said == ["Hint 1 of 2: One step is 0.11."])
    #expect(difference.screen.contains { $0.contains("Hint 1 of 2: One step is 0.11.") })
  }

  static let faults = [
    ("keys Right\n", 2, "nothing is expected"), ("", 1, "nothing is expected"),
    ("expect x\nkeys Rihgt", 2, "“Rihgt” is no key"),
    ("press Right\nexpect x", 1, "“press” is no command"),
    ("size 80\nexpect x", 1, "“80” is no size"), ("expect", 1, "“expect” says nothing more"),
    ("expect-covered pages everything", 1, "“everything” cannot be covered"),
  ]

  @Test(arguments: faults)
  func aFaultyScriptHasItsPlace(script: String, line: Int, message: String) {
    #expect {
      _ = try PlayScript(script)
    } throws: { error in
      guard let problem = error as? PlayScript.Problem else { return false }
      return problem.line == line && problem.message.hasPrefix(message)
    }
  }

  @Test func aDraftSeesEverythingAndComesTrue() throws {
    let draft = PlayDraft(QuestionFixture.course, lesson: 0, lab: NoLab())
    let play = try play(draft.lines.joined(separator: "\n"))
    #expect(play.coverage.missing.map(\.words) == [])
    #expect(draft.lines.contains("expect No. That is L1. Try once more."))
    #expect(draft.lines.last == "expect-covered pages hints answers mistakes options")
  }

  @Test func aDraftExpectsWhatTheLessonSaysAtItsRows() throws {
    let draft = PlayDraft(shippedCourse, lesson: 0, lab: NoLab())
    var play = LessonPlay(shippedCourse, lesson: 0, lab: NoLab())
    try play.play(try PlayScript(draft.lines.joined(separator: "\n")))
    #expect(play.coverage.missing.map(\.words) == [])
  }
}
