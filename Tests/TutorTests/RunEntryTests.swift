import Lessons
import Regularization
import Testing
import Tutor

/// The runs of labs that are kept.
struct RunEntryTests {
  @Test func aRunIsKeptAtTheEndOfItsEpochsAndNotAgainWhenTheLabIsLeft() throws {
    var session = LabSession(labPlan(labTwins))
    session.press("space")
    session.play(steps: .max)
    #expect(session.keptRuns.map(\.title) == ["none", "L1"])
    #expect(session.keptRuns.map(\.name) == ["1.0.1", "1.0.2"])
    let front = try session.front
    let entry = try #require(session.keptRuns.first)
    #expect(entry.steps == front.end)
    #expect(entry.seed == 7)
    #expect(entry.weightsHash == front.weightsHash)
    #expect(entry.results[.dataLoss] == front.now.dataLoss)
    #expect(entry.results[.step] == Double(front.end))
    #expect(entry.lesson == nil)
    session.press("q")
    #expect(session.hasQuit)
    #expect(session.keptRuns.count == 2)
  }

  @Test func aRunThatGoesOnTakesTheSameName() {
    var session = LabSession(labPlan())
    session.press("space")
    session.play(steps: .max)
    session.press("space")
    session.play(steps: .max)
    #expect(session.keptRuns.count == 2)
    #expect(Set(session.keptRuns.map(\.name)).count == 1)
    #expect(session.keptRuns[1].steps == 2 * session.keptRuns[0].steps)
  }

  @Test func aLabThatIsLeftAfterAStepKeepsItsRun() throws {
    var session = LabSession(labPlan())
    session.press("q")
    #expect(session.keptRuns.isEmpty)

    session = LabSession(labPlan())
    session.press(". .")
    #expect(session.keptRuns.isEmpty)
    session.press("q")
    #expect(session.keptRuns.map(\.steps) == [2])
  }

  @Test func aRunThatBeginsAnewIsKeptBefore() {
    var session = LabSession(labPlan())
    session.press(". . r")
    #expect(session.keptRuns.map(\.steps) == [2])
    session.press(". R")
    #expect(session.keptRuns.map(\.steps) == [2, 1])
    #expect(Set(session.keptRuns.map(\.name)).count == 2)
  }

  @Test func aLessonsRunSaysWhereItIsFrom() throws {
    var session = try LabSession(lesson: labPlan())
    session.press("enter")
    session.press(". q")
    #expect(session.keptRuns.map(\.lesson) == ["lab"])
    #expect(session.keptRuns.map(\.step) == ["train"])
    // It is behind its page now, and as it was.
    session.press("q")
    #expect(session.keptRuns.count == 1)
  }

  @Test func whoStandsAtAnEarlierStepKeepsTheResultsOfTheLast() throws {
    var session = LabSession(labPlan())
    session.press(". . .")
    let last = try session.front.now
    session.press(", ,")
    session.press("q")
    let entry = try #require(session.keptRuns.last)
    #expect(entry.steps == 3)
    #expect(entry.results[.dataLoss] == last.dataLoss)
    #expect(entry.weightsHash == "")
  }

  /// The training file trains the run again, changes and all.
  @Test func whatIsKeptTrainsTheRunAgain() throws {
    var session = LabSession(labPlan())
    session.press(". . + .")
    session.press("e")
    session.press("q")
    let entry = try #require(session.keptRuns.last)
    let reading = TrainingFileReader(file: "kept").read(Array(entry.spec.utf8))
    let spec = try #require(reading.file?.spec)
    #expect(spec.changes.count == 1)
    let samples = try DataLoader.load(spec.data, seed: spec.seed, files: NoFiles())
    let run = try TrainingRun(spec, on: samples, threads: 1)
    for _ in 0..<entry.steps { _ = try run.train(steps: 1) }
    #expect(run.weightsHash.description == entry.weightsHash)
  }
}
