import Regularization
import Testing

struct TimelineTests {
  private let data = SampleFixture.data(SampleFixture.classes())

  private func run(_ change: (inout TrainingSpec) -> Void = { _ in }) throws -> TrainingRun {
    try TrainingRun(
      SampleFixture.spec {
        $0.network.dropProbabilities = [0, 0.3]
        change(&$0)
      }, on: data)
  }

  /// The hash after every step of a straight run.
  private func straight(_ steps: Int, _ change: (inout TrainingSpec) -> Void = { _ in }) throws
    -> [WeightsHash]
  {
    let run = try run(change)
    var hashes = [run.weightsHash]
    for _ in 0..<steps {
      try run.train(steps: 1)
      hashes.append(run.weightsHash)
    }
    return hashes
  }

  @Test func everyPastStepIsTheStraightRunsStep() throws {
    let straight = try straight(90)
    let timeline = TrainingTimeline(try run(), spacing: 8)
    try timeline.advance(steps: 90)
    #expect(timeline.run.weightsHash == straight[90])
    for step in [89, 0, 1, 47, 48, 49, 88, 7, 8, 90, 31] {
      try timeline.go(to: step)
      #expect(timeline.step == step)
      #expect(timeline.run.weightsHash == straight[step], "step \(step)")
    }
    #expect(timeline.end == 90)
  }

  @Test func goingOnFromThePastGivesTheSameBits() throws {
    let straight = try straight(60)
    let timeline = TrainingTimeline(try run(), spacing: 8)
    try timeline.advance(steps: 40)
    try timeline.go(to: 13)
    try timeline.advance(steps: 47)
    #expect(timeline.run.weightsHash == straight[60])
    #expect(timeline.end == 60)
  }

  @Test func changesOnTheWayAreMadeAgain() throws {
    func changes(_ change: (Int, TrainingChange) throws -> Void) rethrows {
      try change(5, .learningRate(0.02))
      try change(11, .optimizer(OptimizerSpec(.momentum)))
      try change(11, .l1(0.001))
      try change(20, .batchSize(16))
      try change(26, .dropProbability(0))
      try change(31, .optimizer(OptimizerSpec(.adamw)))
      try change(33, .weightDecay(0.1))
      try change(34, .zeroRule(.proximal))
      try change(35, .l2(0.2))
    }
    let live = TrainingTimeline(try run(), spacing: 4)
    try changes { step, change in
      try live.advance(steps: step - live.step)
      live.change(change)
    }
    try live.advance(steps: 50 - live.step)
    // The spec with its recorded changes, from the start.
    let again = try TrainingRun(live.run.spec, on: data)
    #expect(again.spec.changes.count == 9)
    var hashes: [WeightsHash] = [again.weightsHash]
    for _ in 0..<50 {
      try again.train(steps: 1)
      hashes.append(again.weightsHash)
    }
    #expect(again.weightsHash == live.run.weightsHash)
    for step in [49, 34, 33, 31, 30, 21, 20, 12, 11, 10, 5, 4, 0] {
      try live.go(to: step)
      #expect(live.run.weightsHash == hashes[step], "step \(step)")
    }
  }

  @Test func aChangeInThePastTakesAnotherWay() throws {
    let timeline = TrainingTimeline(try run(), spacing: 4)
    try timeline.advance(steps: 30)
    let old = timeline.run.weightsHash
    try timeline.go(to: 10)
    timeline.change(.learningRate(0.5))
    #expect(timeline.end == 10)
    try timeline.advance(steps: 20)
    #expect(timeline.run.weightsHash != old)
    #expect(
      timeline.run.spec.changes == [RecordedChange(step: 10, change: .learningRate(0.5))])
    let again = try TrainingRun(timeline.run.spec, on: data)
    try again.train(steps: 30)
    #expect(again.weightsHash == timeline.run.weightsHash)
  }

  @Test func memoryStaysWithinItsLimitWhateverTheLength() throws {
    let size = try run().state.size
    let straight = try straight(400)
    let timeline = TrainingTimeline(try run(), memoryLimit: 6 * size, spacing: 2)
    for _ in 0..<40 {
      try timeline.advance(steps: 10)
      #expect(timeline.memory <= 6 * size)
    }
    #expect(timeline.spacing > 32)
    for step in [399, 3, 257, 128] {
      try timeline.go(to: step)
      #expect(timeline.run.weightsHash == straight[step])
    }
  }

  @Test func stepsOutsideTheRunAreBroughtInside() throws {
    let timeline = TrainingTimeline(try run())
    try timeline.advance(steps: 5)
    try timeline.go(to: 100)
    #expect(timeline.step == 5)
    try timeline.go(to: -3)
    #expect(timeline.step == 0)
  }
}
