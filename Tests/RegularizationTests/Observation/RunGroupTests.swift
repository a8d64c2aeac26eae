import Testing

@testable import Regularization

struct RunGroupTests {
  @Test(arguments: [1, 2])
  func lanesHaveTheBitsOfRunsAlone(threads: Int) throws {
    let group = try GroupFixture.group(GroupFixture.twins, threads: threads)
    let straight = try GroupFixture.twins.map { try GroupFixture.straight($0, steps: 90) }
    for steps in [1, 1, 5, 0, 20, 63] {
      group.advance(steps: steps)
      _ = group.observe(GroupFixture.everything, inPassing: steps % 2 == 1)
      for (run, hashes) in zip(group.runs, straight) {
        #expect(run.position.step == group.step)
        #expect(run.weightsHash == hashes[group.step], "step \(group.step)")
      }
    }
    #expect(group.end == 90)
    for step in [89, 0, 1, 64, 63, 65, 17, 90, 3] {
      group.go(to: step)
      #expect(group.step == step)
      _ = group.observe(GroupFixture.everything)
      for (run, hashes) in zip(group.runs, straight) {
        #expect(run.weightsHash == hashes[step], "step \(step)")
      }
    }
    #expect(group.end == 90)
  }

  @Test func anEpochEndsWhereTheFirstRunsDoes() throws {
    var other = GroupFixture.spec()
    other.batchSize = 16
    let group = try GroupFixture.group([GroupFixture.spec(), other])
    group.advance(steps: 3)
    group.advance(steps: .max, toEndOfEpoch: true)
    #expect(group.step == 8)
    group.advance(toEpoch: 3)
    #expect(group.step == 24)
    #expect(group.runs[1].position.epoch == 6)
    group.advance(toEpoch: 2)
    #expect(group.step == 24)
  }

  @Test func changesAreMadeInOneRunOrInAllAndAgainByTheirSpecs() throws {
    let group = try GroupFixture.group(GroupFixture.twins, threads: 2)
    group.advance(steps: 11)
    group.change(.learningRate(0.03))
    group.advance(steps: 10)
    group.change(.optimizer(OptimizerSpec(.adamw)), run: 2)
    group.advance(steps: 30)
    group.go(to: 30)
    group.change(.batchSize(13), run: 0)
    #expect(group.end == 30)
    group.advance(steps: 25)
    #expect(group.runs.map(\.spec.changes.count) == [2, 1, 2, 1])
    for run in group.runs {
      #expect(run.weightsHash == (try GroupFixture.straight(run.spec, steps: 55))[55])
    }
    // And in a group that is given them from the start.
    let again = try GroupFixture.group(group.runs.map(\.spec))
    again.advance(steps: 55)
    #expect(again.runs.map(\.weightsHash) == group.runs.map(\.weightsHash))
    let all = ObservationRequest()
    for (one, other) in zip(again.observe(all).runs, group.observe(all).runs) {
      #expect(one.curves == other.curves)
    }
  }

  @Test func cancelledRunsStandAtTheSameStep() throws {
    for count in [1, 4] {
      let group = try GroupFixture.group(Array(GroupFixture.twins.prefix(count)))
      var asked = 0
      group.advance(steps: .max) {
        asked += 1
        return asked > 20
      }
      #expect(group.step > 0)
      #expect(Set(group.runs.map(\.position.step)).count == 1)
      let step = group.step
      group.advance(steps: 100) { true }
      #expect(group.step == step)
    }
  }

  @Test func statesStayWithinTheirMemoryWhateverTheLength() throws {
    let specs = Array(GroupFixture.twins.prefix(3))
    let sizes = try GroupFixture.group(specs).runs.reduce(0) { $0 + $1.state.size }
    let limit = 5 * sizes
    let group = try GroupFixture.group(specs, memoryLimit: limit)
    for _ in 0..<60 {
      group.advance(steps: 50)
      #expect(group.memory <= limit)
      #expect(group.observe(ObservationRequest()).memory == group.memory)
    }
    let straight = try GroupFixture.straight(specs[1], steps: 3000)
    for step in [2999, 64, 1500, 3000, 7] {
      group.go(to: step)
      #expect(group.runs[1].weightsHash == straight[step])
    }
    // Room for not even two states is taken for two.
    let tiny = try GroupFixture.group(specs, memoryLimit: 1)
    tiny.advance(steps: 1000)
    #expect(tiny.memory <= 2 * sizes)
    tiny.go(to: 700)
    #expect(tiny.runs[1].weightsHash == straight[700])
  }

  /// A network so large that states are kept on the way back.
  @Test func stepByStepBackIsNoLongWayEachTime() throws {
    let spec = SampleFixture.spec(hidden: [300, 60], learningRate: 0.001, batchSize: 60)
    let data = SampleFixture.data(SampleFixture.images())
    let group = try GroupFixture.group([spec], on: data)
    group.advance(steps: 150)
    let memory = group.memory
    var straight: [Int: WeightsHash] = [:]
    let wanted = Array((120...128).reversed()) + [40, 39, 41, 150, 126, 0]
    let run = try TrainingRun(spec, on: data)
    for step in wanted.sorted() {
      try run.train(steps: step - run.position.step)
      straight[step] = run.weightsHash
    }
    for step in wanted {
      var updates = 0
      let before = group.step
      group.go(to: step) {
        updates += 1
        return false
      }
      #expect(group.runs[0].weightsHash == straight[step], "step \(step)")
      if step == before - 1 { #expect(updates < 30, "from \(before) to \(step)") }
      #expect(group.memory >= memory)
    }
    // Those of a way that is taken no more are forgotten.
    let changed = try GroupFixture.group([spec], on: data)
    changed.advance(steps: 150)
    changed.go(to: 128)
    changed.go(to: 110)
    changed.change(.learningRate(0.01))
    changed.advance(steps: 40)
    changed.go(to: 126)
    let other = try TrainingRun(changed.runs[0].spec, on: data)
    try other.train(steps: 126)
    #expect(changed.runs[0].weightsHash == other.weightsHash)
    // Where training goes on they are let go.
    group.advance(steps: 2000)
    let states = group.memory / group.runs[0].stateSize
    #expect(states <= 2150 / group.lanes[0].timeline.spacing + 1)
    // Where there is no room, none is kept.
    let tight = try GroupFixture.group([spec], on: data, memoryLimit: 2 * memory)
    tight.advance(steps: 150)
    for step in [128, 127, 100] {
      tight.go(to: step)
      #expect(tight.memory <= 2 * memory)
    }
  }

  @Test func oneRunsDivergenceHoldsAllBeforeItsStep() throws {
    let run = try TrainingRun(GroupFixture.diverging, on: GroupFixture.data)
    let failure = try #require(throws: Divergence.self) { try run.train(steps: 1000) }
    let sound = SampleFixture.spec { $0.loss = .halfSquaredError }
    for threads in [1, 2] {
      let group = try GroupFixture.group([sound, GroupFixture.diverging, sound], threads: threads)
      group.advance(steps: 1000)
      #expect(group.step == failure.step - 1)
      #expect(group.end == group.step)
      #expect(group.isAtDivergence)
      let observed = group.observe(GroupFixture.everything)
      #expect(observed.runs.map(\.position.step) == Array(repeating: failure.step - 1, count: 3))
      #expect(observed.runs.map { $0.divergence?.step } == [nil, failure.step, nil])
      #expect(observed.runs[1].divergence == failure)
      #expect(observed.runs[0].curves.last?.step == group.step)
      let hashes = try GroupFixture.straight(sound, steps: group.step)
      #expect(group.runs[2].weightsHash == hashes[group.step])
      // It cannot go on, but back, and forward again to the same place.
      group.advance(steps: 5)
      #expect(group.step == failure.step - 1)
      group.go(to: failure.step - 2)
      #expect(group.observe(ObservationRequest()).runs[1].divergence == nil)
      group.advance(steps: 5)
      #expect(group.step == failure.step - 1)
      #expect(group.observe(ObservationRequest()).runs[1].divergence == failure)
      // Turned down in time, it goes on.
      group.go(to: 0)
      group.change(.learningRate(0.001), run: 1)
      group.advance(steps: 50)
      #expect(group.step == 50)
      #expect(!group.isAtDivergence)
    }
  }

  @Test func noRunsAndTooManyAreRefused() {
    #expect(throws: TrainingProblem.self) { try GroupFixture.group([]) }
    #expect(throws: TrainingProblem.self) {
      try GroupFixture.group(Array(repeating: GroupFixture.spec(), count: 5))
    }
  }
}
