import Lessons
import Regularization

/// What the views ask that looks at means over masks; each answer is kept until the question is another.
enum MaskQuestion {
  struct Conventions: Hashable, Sendable {
    var spec: MaskSpec
    var layer: Int
    var masks: Int
  }

  struct Enumeration: Hashable, Sendable {
    var plan: MaskPlan
    var sample: Int
    var layer: Int
  }

  struct Drawing: Hashable, Sendable {
    var spec: MaskSpec
    var parameters: [LayerParameters]
    var sample: Int
    /// `nil`: all layers that drop.
    var layer: Int?
    var masks: Int
  }

  struct Modes: Hashable, Sendable {
    var spec: MaskSpec
    var parameters: [LayerParameters]
    var sample: Int
    var row: Int
    var iteration: Int
  }
}

/// The conventions side by side at one probability.
struct ConventionsAt: Sendable {
  var dropProbability: Double
  var comparisons: [ConventionComparison]

  /// At the present probability, and where the slip is hidden and where it shows: 0.5 and 0.2.
  static func all(_ question: MaskQuestion.Conventions) -> [ConventionsAt] {
    let present = question.spec.dropProbability(ofLayer: question.layer)
    return ([present] + [0.5, 0.2].filter { $0 != present }).map { probability in
      var spec = question.spec
      spec.network.layers[question.layer].inputDropProbability = probability
      return ConventionsAt(
        dropProbability: probability,
        comparisons: spec.conventionComparisons(
          ofLayer: question.layer, parameters: spec.parameters, masks: question.masks))
    }
  }
}

/// Masks that were drawn, in what a picture of them needs.
struct DrawnFacts: Sendable {
  /// The first answers, `[masks][outputs]`.
  var first: [[Double]]
  /// After how many masks the running mean is known.
  var counts: [Int]
  /// `[counts][outputs]`
  var means: [[Double]]
  var inference: [Double]
  /// By output.
  var spreads: [OutputSpread]

  /// As many points as a chart can tell apart.
  private static let points = 240
  private static let shown = 12

  init(_ question: MaskQuestion.Drawing) {
    let drawn = DrawnMasks(
      question.spec, parameters: question.parameters, sample: question.sample,
      count: question.masks, onlyLayer: question.layer)
    let count = drawn.outputs.count
    let step = max(1, (count + DrawnFacts.points - 1) / DrawnFacts.points)
    var sum = drawn.inference.map { _ in 0.0 }
    (counts, means) = ([], [])
    for (index, values) in drawn.outputs.enumerated() {
      for output in values.indices { sum[output] += values[output] }
      if (index + 1) % step == 0 || index == count - 1 || index == 0 {
        counts.append(index + 1)
        means.append(sum.map { $0 / Double(index + 1) })
      }
    }
    first = Array(drawn.outputs.prefix(DrawnFacts.shown))
    inference = drawn.inference
    spreads = drawn.inference.indices.map { drawn.spread(ofOutput: $0) }
  }
}

/// All masks of a layer, or why they cannot be enumerated.
enum Enumerated: Sendable {
  /// With the probabilities of all masks together.
  case all(MaskExpectation, total: ExactDecimal)
  case impossible(SpecProblem)

  init(_ question: MaskQuestion.Enumeration) {
    do throws(SpecProblem) {
      let all = try question.plan.expectation(
        ofSample: question.sample, layer: question.layer)
      self = .all(all, total: all.totalProbability)
    } catch {
      self = .impossible(error)
    }
  }
}

extension MaskPanelState {
  /// Answers what the present view asks.
  mutating func answerQuestions() {
    switch view {
    case .network: break
    case .company:
      if let replay = replay?.answer { company.find(spec) { _ in MaskCompany(replay) } }
    case .conventions:
      conventions.find(
        MaskQuestion.Conventions(spec: spec, layer: step.layer, masks: masks),
        ConventionsAt.all)
    case .expectation:
      enumerated.find(
        MaskQuestion.Enumeration(plan: plan, sample: sample, layer: step.layer), Enumerated.init)
      drawn.find(
        MaskQuestion.Drawing(
          spec: spec, parameters: spec.parameters, sample: sample, layer: step.layer, masks: masks),
        DrawnFacts.init)
    case .modes:
      guard let iteration, let pass else { return }
      modes.find(
        MaskQuestion.Modes(
          spec: spec, parameters: iteration.before.parameters, sample: pass.sample, row: pass.row,
          iteration: iteration.number)
      ) {
        ModeComparison(
          $0.spec, parameters: $0.parameters, sample: $0.sample, row: $0.row,
          iteration: $0.iteration)
      }
      drawn.find(
        MaskQuestion.Drawing(
          spec: spec, parameters: iteration.before.parameters, sample: pass.sample, layer: nil,
          masks: masks), DrawnFacts.init)
    }
  }
}
