import TestSupport
import Testing

@testable import Regularization

/// Random orders to a group, held after each of them against runs that go straight ahead.
struct GroupStormTests {
  /// What a run without any group shows at every step.
  private struct History {
    var hashes: [WeightsHash] = []
    var losses: [Double] = []
    var penalties: [Double] = []

    init(_ spec: TrainingSpec, steps: Int) throws {
      let run = try TrainingRun(spec, on: GroupFixture.data)
      for step in 0...steps {
        if step > 0 { try run.train(steps: 1) }
        run.applyChanges()
        hashes.append(run.weightsHash)
        losses.append(run.evaluate(.training)?.dataLoss ?? .nan)
        penalties.append(run.penalty)
      }
    }
  }

  private struct Model {
    var specs: [TrainingSpec]
    var histories: [History] = []
    var step = 0
    var end = 0

    mutating func change(_ change: TrainingChange, run: Int?) {
      for index in specs.indices where run == nil || run == index {
        specs[index].changes.removeAll { $0.step > step }
        specs[index].changes.append(RecordedChange(step: step, change: change))
      }
      end = step
      histories = []
    }

    mutating func prepare() throws {
      guard histories.isEmpty || histories[0].hashes.count <= end else { return }
      histories = try specs.map { try History($0, steps: end + 20) }
    }
  }

  private static let changes: [TrainingChange] = [
    .learningRate(0.02), .learningRate(0.005), .l1(0.01), .l1(0), .l2(0.1), .zeroRule(.proximal),
    .weightDecay(0.05), .dropProbability(0.5), .dropProbability(0), .batchSize(13), .batchSize(60),
    .optimizer(OptimizerSpec(.sgd)), .optimizer(OptimizerSpec(.adamw)),
    .optimizer(OptimizerSpec(.nesterov)),
  ]

  @Test(arguments: 1...8)
  func ordersInAnyOrderLeadWhereStraightRunsAre(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int(seed % 4) + 1
    let specs = (0..<count).map { GroupFixture.twins[($0 + Int(seed)) % 4] }
    var model = Model(specs: specs)
    let sizes = try GroupFixture.group(specs).runs.reduce(0) { $0 + $1.state.size }
    // Moments that an optimizer brings make states larger: at most three times.
    let limit = (seed % 2 == 0 ? 8 : 3) * 3 * sizes
    let group = try GroupFixture.group(
      specs, threads: Int(seed % 3), memoryLimit: limit)
    var farthest = 0
    for _ in 0..<150 {
      try give(&random, group, &model)
      #expect(group.step == model.step)
      #expect(group.end == model.end)
      #expect(group.memory <= limit)
      try model.prepare()
      try compare(group, model)
      farthest = max(farthest, model.end)
    }
    #expect(farthest > 100)
  }

  private func give(
    _ random: inout SeededGenerator, _ group: RunGroup, _ model: inout Model
  ) throws {
    switch Int.random(in: 0..<18, using: &random) {
    case 0, 1:
      let steps = Int.random(in: 0..<40, using: &random)
      group.advance(steps: steps)
      model.step += steps
    case 2:
      group.advance(steps: .max, toEndOfEpoch: true)
      // How long an epoch is depends on changes of the batch size: only the run itself knows.
      #expect(group.step > model.step)
      #expect(group.runs[0].position.samples == 0)
      model.step = group.step
    case 3:
      var left = Int.random(in: 0..<20, using: &random)
      group.advance(steps: 40) {
        left -= 1
        return left < 0
      }
      #expect(model.step...model.step + 40 ~= group.step)
      model.step = group.step
    case 4, 5, 6:
      let wanted = Int.random(in: -5...model.end + 5, using: &random)
      group.go(to: wanted)
      model.step = min(max(wanted, 0), model.end)
    case 7:
      guard model.step > 0 else { return }
      group.go(to: model.step - 1)
      model.step -= 1
    case 8:
      let change = Self.changes.randomElement(using: &random) ?? .l1(0)
      let run =
        Bool.random(using: &random) ? nil : Int.random(in: 0..<model.specs.count, using: &random)
      group.change(change, run: run)
      model.change(change, run: run)
    default:
      _ = group.observe(GroupFixture.everything, inPassing: Bool.random(using: &random))
    }
    model.end = max(model.end, model.step)
  }

  private func compare(_ group: RunGroup, _ model: Model) throws {
    let observed = group.observe(ObservationRequest(), inPassing: true)
    for (index, history) in model.histories.enumerated() {
      let run = observed.runs[index]
      #expect(run.position.step == model.step)
      #expect(run.weightsHash == history.hashes[model.step].description)
      #expect(
        run.spec.changes.filter { $0.step <= model.step }
          == model.specs[index].changes.filter { $0.step <= model.step })
      let grid = group.lanes[index].curve.grid
      let steps = run.curves.map(\.step)
      #expect(steps == steps.sorted() && Set(steps).count == steps.count)
      #expect(Set((0...model.end).filter { grid.isDue($0) }).isSubset(of: steps))
      for point in run.curves {
        #expect(point.step <= model.end)
        #expect(point.dataLoss == history.losses[point.step])
        #expect(point.penalty == history.penalties[point.step])
      }
      let parting = (0...model.end).first {
        history.hashes[$0] != model.histories[0].hashes[$0]
      }
      #expect(observed.partings[index] == parting)
    }
  }
}
