import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

/// No sequence of keys and sizes breaks a lab, or makes it show what is not so.
struct LabStormTests {
  static let keys: [Key] =
    [
      .left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab,
      .backspace, .escape,
    ] + " .,es<>[]gGfFdD+-vaHS1234tTzpPwWuULxirRq?cjy0123456789.e,".map { Key.character($0) }

  static let plans = [
    labPlan(),
    labPlan(
      labTwins,
      tasks: [
        LabTask(
          question: "Which?", kind: .guess(LabGuess(measure: .gap, extreme: .largest)),
          hints: ["Guess."]),
        LabTask(
          question: "Reach it.",
          kind: .reach(
            LabCondition(run: "l1", measure: .zeros, relation: .atLeast, value: 1))),
      ]),
    labPlan(
      [
        LabRun(
          id: "wild", title: "wild", spec: labSpec { $0.network.penalties = [Penalty(l2: 1e5)] })
      ]),
  ]

  @Test(arguments: 1...6)
  func randomKeysAndSizesNeverBreakALab(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let plan = LabStormTests.plans[seed % LabStormTests.plans.count]
    var session = seed.isMultiple(of: 2) ? LabSession(plan) : try LabSession(lesson: plan)
    for count in 0..<400 {
      if count % 25 == 0 {
        session.send(
          .resized(
            Size(
              columns: .random(in: 1...160, using: &generator),
              rows: .random(in: 1...60, using: &generator))))
      }
      if session.hasQuit { session = LabSession(plan) }
      session.press(LabStormTests.keys.randomElement(using: &generator) ?? .enter)
      if session.isPlaying { session.play(steps: .random(in: 1...4, using: &generator)) }
      #expect(TutorView.draw(session.state).size == session.state.display.size)
      guard let lab = session.state.lab else { continue }
      if let run = lab.front { #expect(lab.step >= run.start && lab.step <= run.end) }
      if let dial = lab.focusedDial { #expect(lab.dials.contains(dial)) }
      #expect(lab.plan.runs.flatMap { $0.spec.problems() } == [])
      if let observation = lab.observation {
        #expect(observation.runs.count == lab.plan.runs.count)
      }
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 200), (400, 1), (400, 200), (3, 3), (10, 4), (20, 6)])
  func aLabCanBeDrawnAtEverySize(columns: Int, rows: Int) {
    var session = LabSession(labPlan(labTwins), size: Size(columns: columns, rows: rows))
    for keys in ["", ". s", "x", "esc i j", "q z", "tab", "?"] {
      session.press(keys)
      #expect(TutorView.draw(session.state).size == session.state.display.size)
    }
  }

  @Test func theSameKeysGiveTheSameBitsAtEverySize() throws {
    var hashes: Set<String> = []
    for size in [Size(columns: 40, rows: 12), Size(columns: 200, rows: 60)] {
      var session = LabSession(labPlan(dials: [.l2, .learningRate]), size: size)
      session.press("e + + tab z . . d + , . e")
      hashes.insert(try session.front.weightsHash)
    }
    #expect(hashes.count == 1)
  }
}
