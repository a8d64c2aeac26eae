import Testing

@testable import Regularization

/// The next update, told before it is made.
struct StepPreviewTests {
  static let places: [WeightPlace] = [
    WeightPlace(layer: 0, input: 0, unit: 0), WeightPlace(layer: 0, input: 4, unit: 6),
    WeightPlace(layer: 1, input: 3, unit: 35), WeightPlace(layer: 2, input: 39, unit: 2),
    WeightPlace(layer: 0, input: nil, unit: 5), WeightPlace(layer: 1, input: nil, unit: 33),
    WeightPlace(layer: 2, input: nil, unit: 1),
  ]

  static let penalties: [Penalty] = [
    .none, Penalty(l1: 0.05, l2: 0.1, zeroRule: .subgradient),
    Penalty(l1: 0.05, zeroRule: .hold), Penalty(l1: 0.05, l2: 0.1, zeroRule: .proximal),
  ]

  static let clips: [GradientClip?] = [nil, .norm(0.05), .value(0.002)]

  private func run(
    _ optimizer: OptimizerSpec, _ precision: Precision, _ change: (inout TrainingSpec) -> Void
  ) throws -> TrainingRun {
    try TrainingRun(
      SampleFixture.spec(
        hidden: [7, 40], optimizer: optimizer, learningRate: 0.03, precision: precision
      ) {
        $0.network.activation = .tanh
        $0.network.penalizesBiases = true
        $0.network.decaysBiases = true
        change(&$0)
      }, on: GroupFixture.data)
  }

  /// Optimizers in all their forms.
  static let optimizers: [OptimizerSpec] =
    OptimizerKind.allCases.map { OptimizerSpec($0, weightDecay: 0.02) } + [
      OptimizerSpec(.momentum, velocityForm: .steps),
      OptimizerSpec(.nesterov, velocityForm: .steps),
      OptimizerSpec(.rmsprop, epsilon: 1e-3, epsilonPlacement: .insideRoot),
      OptimizerSpec(.adam, epsilon: 1e-3, epsilonPlacement: .beforeCorrection),
      OptimizerSpec(.adam, correctsBias: false),
    ]

  @Test(arguments: optimizers, [Precision.float32, .float64])
  func whatIsToldIsWhatComes(optimizer: OptimizerSpec, precision: Precision) throws {
    for penalty in Self.penalties {
      for clip in Self.clips {
        let run = try run(optimizer, precision) {
          $0.network.penalties = [penalty]
          $0.clip = clip
          $0.network.dropProbabilities = [0.2, 0, 0.4]
        }
        let dryRun = DryRun(of: run)
        // At first, in the midst of an epoch, and before and after its end, where batches are small.
        for step in [0, 3, 7, 8] {
          try run.train(steps: step - run.position.step)
          let state = run.state
          let told = try Self.places.map { try #require(dryRun.preview(of: $0)) }
          #expect(run.state == state)
          try run.train(steps: 1)
          for (place, preview) in zip(Self.places, told) {
            let after = try #require(run.value(at: place))
            #expect(
              preview.update.after.bitPattern == after.bitPattern,
              "\(place), \(penalty), \(String(describing: clip)), step \(step + 1)")
            #expect(preview.step == step + 1)
            recombines(preview.update, penalty, run.learningRate, precision)
          }
          run.restore(state)
        }
      }
    }
  }

  /// The parts that are shown give the result again, but for rounding.
  private func recombines(
    _ update: UpdateExplanation, _ penalty: Penalty, _ learningRate: Double, _ precision: Precision
  ) {
    let rounding = precision == .float32 ? 2e-6 : 1e-14
    let moved =
      update.before - update.decayed - update.rate * update.direction / update.divisor
    #expect(abs(moved - update.beforeZeroRule) <= rounding * max(1, abs(update.before)))
    let threshold = learningRate * penalty.l1
    let expected: Double
    switch penalty.zeroRule {
    case .proximal:
      let rest = max(0, abs(update.beforeZeroRule) - threshold)
      expected = update.beforeZeroRule < 0 ? -rest : rest
    case .hold where penalty.l1 > 0:
      let crosses = update.before * update.beforeZeroRule < 0 || update.before == 0
      expected = crosses ? 0 : update.beforeZeroRule
    case .hold, .subgradient:
      expected = update.beforeZeroRule
    }
    #expect(abs(expected - update.after) <= rounding * max(1, abs(update.before)))
    #expect(update.l2Gradient == penalty.l2 * update.before)
    if penalty.zeroRule == .proximal || penalty.l1 == 0 {
      #expect(update.l1Gradient == 0)
    } else {
      #expect(abs(update.l1Gradient) == (update.before == 0 ? 0 : penalty.l1))
    }
  }

  /// Against a plain computation in Float64, sample by sample of the batch.
  @Test(arguments: [Precision.float32, .float64], [false, true])
  func whatIsShownOnTheWayIsSo(precision: Precision, isDropping: Bool) throws {
    for loss in [Loss.crossEntropy, .squaredError] {
      let data = SampleFixture.data(
        loss == .crossEntropy ? SampleFixture.classes() : SampleFixture.values(inputs: 5, width: 3))
      let spec = SampleFixture.spec(hidden: [7, 40], precision: precision) {
        $0.network.activation = .tanh
        $0.network.dropProbabilities = isDropping ? [0.2, 0, 0.4] : []
        $0.loss = loss
      }
      let run = try TrainingRun(spec, on: data)
      try run.train(steps: 12)
      let naive = NaiveNetwork(run)
      let order = run.nextBatch()
      let passes = (0..<order.rows).map { row in
        let sample = Int(order.samples[row])
        return naive.pass(
          (0..<5).map { data.training.stored(sample, input: $0) }, target: target(data, sample)
        ) { layer, input in
          guard isDropping, [0.2, 0, 0.4][layer] > 0 else { return 1 }
          let probability = [0.2, 0, 0.4][layer]
          return DropoutMask(seed: 5, step: 13, layer: layer, probability)
            .keeps(row: row, input: input) ? 1 / (1 - probability) : 0
        }
      }
      let dryRun = DryRun(of: run)
      for place in Self.places {
        let preview = try #require(dryRun.preview(of: place))
        check(preview, passes, place, precision == .float32 ? 2e-6 : 1e-13)
        #expect(preview.sample == Int(order.samples[0]))
        let wanted = target(data, preview.sample)[0]
        #expect(preview.target == (precision == .float32 ? Double(Float(wanted)) : wanted))
        #expect(preview.rows == order.rows)
      }
    }
  }

  private func target(_ data: TrainingData, _ sample: Int) -> [Double] {
    switch data.training.targets {
    case .classes(let classes, _, _): [Double(classes[sample])]
    case .values(let values, let width): Array(values[sample * width..<(sample + 1) * width])
    }
  }

  private func check(
    _ preview: StepPreview, _ passes: [NaiveNetwork.Pass], _ place: WeightPlace, _ rounding: Double
  ) {
    func near(_ one: Double, _ other: Double) -> Bool {
      abs(one - other) <= rounding * max(1, abs(other))
    }
    let first = passes[0]
    func input(_ pass: NaiveNetwork.Pass) -> Double {
      place.input.map { pass.inputs[place.layer][$0] } ?? 1
    }
    #expect(near(preview.input, input(first)))
    #expect(preview.isInputDropped == (place.input != nil && input(first) == 0))
    #expect(near(preview.weightedSum, first.sums[place.layer][place.unit]))
    #expect(near(preview.output, first.outputs[place.layer][place.unit]))
    #expect(
      preview.isOutputDropped
        == (place.layer < 2 && first.inputs[place.layer + 1][place.unit] == 0))
    #expect(zip(preview.networkOutputs, first.outputs[2]).allSatisfy(near))
    #expect(preview.networkOutputs.count == 3)
    #expect(near(preview.sampleLoss, first.loss))
    #expect(near(preview.batchLoss, passes.reduce(0) { $0 + $1.loss } / Double(passes.count)))
    #expect(near(preview.delta, first.deltas[place.layer][place.unit]))
    #expect(near(preview.sampleGradient, input(first) * first.deltas[place.layer][place.unit]))
    let mean =
      passes.reduce(0) { $0 + input($1) * $1.deltas[place.layer][place.unit] }
      / Double(passes.count)
    #expect(near(preview.update.dataGradient, mean))
  }

  @Test func aPlaceThatIsNotThereAndABadUpdateHaveNone() throws {
    let run = try TrainingRun(GroupFixture.diverging, on: GroupFixture.data)
    let dryRun = DryRun(of: run)
    for place in [
      WeightPlace(layer: 3, input: 0, unit: 0), WeightPlace(layer: 0, input: 5, unit: 0),
      WeightPlace(layer: 0, input: nil, unit: 7), WeightPlace(layer: -1, input: -1, unit: -1),
    ] {
      #expect(dryRun.preview(of: place) == nil)
    }
    #expect(dryRun.preview(of: Self.places[0]) != nil)
    let failure = try #require(throws: Divergence.self) { try run.train(steps: 1000) }
    #expect(dryRun.preview(of: Self.places[0]) == nil)
    #expect(run.position.step == failure.step - 1)
  }

  /// A change that is recorded for the present step is in it.
  @Test func aChangeBeforeItCounts() throws {
    let group = try GroupFixture.group([GroupFixture.spec()])
    var request = ObservationRequest()
    request.chosen = WeightPlace(layer: 1, input: 2, unit: 3)
    group.advance(steps: 6)
    for change in [
      TrainingChange.learningRate(0.5), .optimizer(OptimizerSpec(.momentum)), .batchSize(32),
      .dropProbability(0.6), .l1(0.3), .dropProbability(0),
    ] {
      group.change(change)
      let told = try #require(group.observe(request).runs[0].preview)
      group.advance(steps: 1)
      let after = try #require(group.runs[0].value(at: request.chosen ?? told.update.place))
      #expect(told.update.after.bitPattern == after.bitPattern, "\(change)")
    }
  }
}
