import Testing

@testable import Regularization

struct CurveTests {
  @Test func pointsAreDenseAtFirst() {
    let grid = CurveGrid(spacing: 64, isDense: true)
    let due = (0...400).filter { grid.isDue($0) }
    #expect(Array(due.prefix(25)) == Array(0...16) + [18, 20, 22, 24, 26, 28, 30, 32])
    #expect(due.filter { 64..<128 ~= $0 } == Array(stride(from: 64, to: 128, by: 8)))
    let sparse = CurveGrid(spacing: 128, isDense: false)
    #expect((0...600).filter { sparse.isDue($0) } == [0, 1, 4, 16, 64, 128, 256, 384, 512])
  }

  @Test(arguments: [false, true], [1, 16, 128, 256])
  func noPointIsPassedBy(isDense: Bool, spacing: Int) {
    let grid = CurveGrid(spacing: spacing, isDense: isDense)
    var step = 0
    for wanted in (1...3000).filter({ grid.isDue($0) }) {
      step = grid.next(after: step)
      #expect(step == wanted)
    }
    for step in 0..<2000 {
      #expect(grid.next(after: step) == (step + 1...4000).first { grid.isDue($0) })
    }
  }

  @Test func aLargeNetworkIsEvaluatedSeldom() {
    let article = CurveGrid(parameters: 109_386, batch: 32, evaluated: 2000)
    #expect(!article.isDense)
    // An evaluation takes as long as some 15 updates.
    #expect(article.spacing == 2048)
    #expect(CurveGrid(parameters: 30, batch: 10, evaluated: 400).isDense)
  }

  private func point(_ step: Int, _ loss: Double? = nil) -> CurvePoint {
    CurvePoint(
      step: step, epochs: 0, dataLoss: 1, penalty: 0, trainingAccuracy: nil, validationLoss: loss,
      validationAccuracy: nil, weights: WeightStatistics(sumOf: []))
  }

  @Test func aCurveIsBoundedWhateverItsLength() {
    var recorder = CurveRecorder(CurveGrid(spacing: 1, isDense: true))
    var step = 0
    while step < 30_000 {
      recorder.record(point(step))
      #expect(recorder.points.count <= CurveRecorder.limit)
      step = recorder.grid.next(after: step)
    }
    #expect(recorder.points.count > CurveRecorder.limit / 2)
    #expect(recorder.grid.spacing == 16)
    // What is left is what the wider grid alone would have taken.
    let grid = recorder.grid
    #expect(recorder.points.map(\.step) == (0..<step).filter { grid.isDue($0) })
  }

  @Test func stepsWhereSomebodyStoodAreBoundedToo() {
    var recorder = CurveRecorder(CurveGrid(spacing: 1024, isDense: false))
    for step in stride(from: 0, through: 1024, by: 1) {
      recorder.record(point(step))
      #expect(recorder.points.contains { $0.step == step })
      #expect(recorder.visited.count <= CurveRecorder.visitLimit)
      #expect(recorder.points.map(\.step) == recorder.points.map(\.step).sorted())
    }
    #expect(recorder.visited.count > CurveRecorder.visitLimit / 2)
    recorder.forget(beyond: 100)
    #expect(recorder.points.last.map { $0.step <= 100 } == true)
    #expect(recorder.visited.allSatisfy { $0 <= 100 })
  }

  @Test func theBestIsTheFirstLowestUpToAStep() {
    var recorder = CurveRecorder(CurveGrid(spacing: 1, isDense: true))
    for (step, loss) in [0.9, .nan, 0.5, 0.7, 0.5, 0.3, .infinity].enumerated() {
      recorder.record(point(step, loss))
    }
    #expect((0...6).map { recorder.best(upTo: $0)?.step } == [0, 0, 2, 2, 2, 5, 5])
  }

  // MARK: Of runs

  private func curves(_ group: RunGroup) -> [[CurvePoint]] {
    group.lanes.map(\.curve.points)
  }

  @Test func pointsDoNotDependOnTheWayThere() throws {
    let straight = try GroupFixture.group(GroupFixture.twins)
    straight.advance(steps: 120)
    let wandering = try GroupFixture.group(GroupFixture.twins, threads: 2)
    for step in [7, 50, 3, 49, 90, 90, 0, 60, 120] {
      if step > wandering.end {
        wandering.advance(steps: step - wandering.step)
        wandering.advance(steps: step - wandering.step)
      } else {
        wandering.go(to: step)
      }
      _ = wandering.observe(GroupFixture.everything, inPassing: true)
    }
    #expect(curves(wandering) == curves(straight))
    let grid = straight.lanes[0].curve.grid
    #expect(curves(straight)[0].map(\.step) == (0...120).filter { grid.isDue($0) })
  }

  @Test func aPointIsTheEvaluationOfThatStep() throws {
    let specs = Array(GroupFixture.twins.prefix(2))
    let group = try GroupFixture.group(specs)
    group.advance(steps: 64)
    for (spec, points) in zip(specs, curves(group)) {
      let run = try TrainingRun(spec, on: GroupFixture.data)
      for point in points {
        try run.train(steps: point.step - run.position.step)
        let evaluation = try #require(run.evaluate(.training))
        #expect(point.dataLoss == evaluation.dataLoss)
        #expect(point.trainingAccuracy == evaluation.accuracy)
        #expect(point.validationLoss == run.evaluate(.validation)?.dataLoss)
        #expect(point.penalty == run.penalty)
        #expect(point.weights.zeros == run.statistics().zeros)
        #expect(abs(point.weights.l2Norm - run.statistics().l2Norm) < 1e-12)
        #expect(point.epochs == Double(point.step) / 8 || point.step % 8 != 0)
      }
    }
  }

  @Test func oneWhoStandsLeavesAPointAndOneInPassingNone() throws {
    let group = try GroupFixture.group([GroupFixture.spec()])
    group.advance(steps: 33)
    let passing = group.observe(ObservationRequest(), inPassing: true).runs[0]
    #expect(passing.now.step == 33)
    #expect(passing.curves.contains(passing.now))
    #expect(curves(group)[0].last?.step == 32)
    let standing = group.observe(ObservationRequest()).runs[0]
    #expect(standing.now == passing.now)
    #expect(curves(group)[0].last == standing.now)
    // Gone back and forth, it is still there, and up to the end all points are shown.
    group.go(to: 5)
    let back = group.observe(ObservationRequest()).runs[0]
    #expect(back.now.step == 5)
    #expect(back.curves.last == standing.now)
    #expect(back.end == 33)
    #expect(back.bestStep.map { $0 <= 5 } == true)
    // A change forgets it.
    group.change(.l2(0.5))
    let changed = group.observe(ObservationRequest()).runs[0]
    #expect(changed.curves.last?.step == 5)
    #expect(changed.now.penalty > 0)
    #expect(changed.now.dataLoss == back.now.dataLoss)
  }

  // MARK: Samples of large parts

  @Test func largePartsAreMeasuredOnAShareThatTheSeedDecides() throws {
    let share = EvaluatedShare(training: 5000, validation: 2001, seed: 7)
    #expect(share.training.count == 1000 && share.validation.count == 1000)
    #expect(Set(share.training).count == 1000)
    #expect(share.training == share.training.sorted())
    #expect(share.training.allSatisfy { 0..<5000 ~= $0 })
    #expect(share.training.contains { $0 > 4900 } && share.training.contains { $0 < 100 })
    #expect(EvaluatedShare(training: 5000, validation: 0, seed: 7).training == share.training)
    #expect(EvaluatedShare(training: 5000, validation: 0, seed: 8).training != share.training)
    #expect(EvaluatedShare(training: 2000, validation: 3, seed: 7).training.count == 2000)
  }

  @Test func theMeanOverTheShareIsThatOfItsSamples() throws {
    let large = SampleFixture.data(SampleFixture.classes(count: 2100))
    let group = try GroupFixture.group([GroupFixture.spec()], on: large)
    group.advance(steps: 10)
    let observed = group.observe(ObservationRequest()).runs[0]
    #expect(observed.evaluated == EvaluatedSamples(training: 1000, validation: 1000))
    let naive = NaiveNetwork(group.runs[0])
    guard case .classes(let labels, _, _) = large.training.targets else { return }
    var sum = 0.0
    var right = 0
    for sample in group.lanes[0].share.training {
      let pass = naive.pass(
        (0..<5).map { large.training.stored(Int(sample), input: $0) },
        target: [Double(labels[Int(sample)])])
      sum += pass.loss
      let outputs = pass.outputs[2]
      if outputs.firstIndex(of: outputs.max() ?? 0) == Int(labels[Int(sample)]) { right += 1 }
    }
    #expect(abs(observed.now.dataLoss - sum / 1000) < 1e-6)
    #expect(observed.now.trainingAccuracy == Double(right) / 1000)
  }
}
