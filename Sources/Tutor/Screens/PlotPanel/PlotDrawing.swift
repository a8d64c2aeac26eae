import Lessons
import Regularization
import TerminalUI

/// The curves of a plot. Drawing is the one place where its figures are binary.
struct PlotDrawing {
  private let spec: PlotSpec
  private let original: PlotSpec
  /// Whether the learner may move c, so that it must not leave the picture.
  private let targetMoves: Bool
  /// Whether another picture with another region has the same legend.
  private let isTwin: Bool

  init(_ lane: PlotPanelState.Lane, targetMoves: Bool, isTwin: Bool = false) {
    self.isTwin = isTwin
    spec = lane.spec
    original = lane.original
    self.targetMoves = targetMoves
  }

  var plots: [PlanePlot] {
    switch spec.kind {
    case .geometry: [geometry]
    case .shrinkage: [shrinkage]
    case .penalty: [penalties, gradients]
    }
  }

  private static func number(_ value: Ratio) -> Double {
    value.rounded(toPlaces: 15).approximation
  }

  // MARK: Geometry

  private var geometry: PlanePlot {
    let problem = spec.problem
    let solution = problem.solution.map(PlotDrawing.number)
    let place = PlanePlot.Point(solution.first, solution.second)
    let c = PlanePlot.Point(spec.target.first.approximation, spec.target.second.approximation)
    let size = PlotDrawing.number(problem.penalty(at: problem.solution))
    let ranges = geometryRanges
    var curves = [
      PlanePlot.Curve(regionWord, region(size), index: 0, pattern: 0)
    ]
    let level = PlotDrawing.number(problem.loss.value(at: problem.solution))
    if level > 0 {
      curves.append(
        PlanePlot.Curve("its contour", contour(level, around: c), index: 1, pattern: 1))
    }
    if spec.strength.signum > 0 {
      curves.append(PlanePlot.Curve("way from c", path, index: 2, pattern: 3))
    }
    // Contours that stay where they are, so that the one that touches is seen to move.
    let reach = max(ranges.x.upperBound, -ranges.x.lowerBound)
    let step = reach * reach / 8 * spec.problem.loss.curvature.first.approximation
    for ring in [0.12, 0.5, 1.2] {
      curves.append(
        PlanePlot.Curve(
          ring == 0.12 ? "other contours" : "", contour(step * ring, around: c), index: nil,
          pattern: 2))
    }
    return PlanePlot(
      xRange: ranges.x, yRange: ranges.y, xLabel: "θ₁", yLabel: "θ₂", isEquallyScaled: true,
      curves: curves,
      marks: [
        PlanePlot.Mark(place, .filled, label: "least", style: Style(.accent, bold: true)),
        PlanePlot.Mark(c, .cross, label: "c", style: Style(.series(1), bold: true)),
      ])
  }

  private var regionWord: String {
    switch spec.penalty {
    case .l1 where !isTwin: "diamond"
    case .l2 where !isTwin: "circle"
    default: "region"
    }
  }

  /// The region of the least penalty around 0 in full; where c stays, less of the other sides.
  private var geometryRanges: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func size(_ spec: PlotSpec) -> Double {
      spec.target.first.approximation.magnitude + spec.target.second.approximation.magnitude
    }
    let reach = max(0.1, max(size(spec), targetMoves ? size(original) : 0) * 1.05)
    func range(_ target: ExactDecimal) -> ClosedRange<Double> {
      guard !targetMoves, !target.isZero else { return -reach...reach }
      return target.signum > 0 ? -0.6 * reach...reach : -reach...0.6 * reach
    }
    return (range(spec.target.first), range(spec.target.second))
  }

  /// Where `r·Σ|θ| + (1 − r)/2·Σθ²` is `size`.
  private func region(_ size: Double) -> [PlanePlot.Point?] {
    let share = spec.problem.l1Ratio.approximation
    return PlanePlot.directions.map { direction in
      let length = direction.x.magnitude + direction.y.magnitude
      let rest = 1 - share
      let distance =
        rest > 1e-12
        ? ((share * share * length * length + 2 * rest * size).squareRoot() - share * length) / rest
        : size / length
      return PlanePlot.Point(distance * direction.x, distance * direction.y)
    }
  }

  /// Where the loss is `level`: with `H = LLᵀ` the places `c + √(2·level)·L⁻ᵀu` for all directions
  /// u.
  private func contour(_ level: Double, around c: PlanePlot.Point) -> [PlanePlot.Point?] {
    let loss = spec.problem.loss
    let across = loss.curvature.first.approximation.squareRoot()
    let slant = loss.coupling.approximation / across
    let down = (loss.curvature.second.approximation - slant * slant).squareRoot()
    let scale = (2 * level).squareRoot()
    return PlanePlot.directions.map { direction in
      let second = direction.y / down
      let first = (direction.x - slant * second) / across
      return PlanePlot.Point(c.x + scale * first, c.y + scale * second)
    }
  }

  /// The solutions from λ = 0 to the present λ.
  private var path: [PlanePlot.Point?] {
    let count = 40
    var problem = spec.problem
    return (0...count).map { index in
      problem.strength =
        (spec.strength * ExactDecimal(index)).divided(by: ExactDecimal(count), toPlaces: 12)
      let place = problem.solution.map(PlotDrawing.number)
      return PlanePlot.Point(place.first, place.second)
    }
  }

  // MARK: Shrinkage

  private var shrinkage: PlanePlot {
    let c = spec.target.first.approximation
    let strength = spec.strength.approximation
    let reach = max(2, c.magnitude * 1.1, min(strength * 1.5, 20))
    func points(_ value: (Double) -> Double) -> [PlanePlot.Point?] {
      [-reach, -min(reach, strength), min(reach, strength), reach].map {
        PlanePlot.Point($0, value($0))
      }
    }
    func threshold(_ x: Double) -> Double {
      x.magnitude <= strength ? 0 : x - (x < 0 ? -strength : strength)
    }
    let curves = [
      PlanePlot.Curve("L1: S(c, λ)", points(threshold), index: 0, pattern: 0),
      PlanePlot.Curve("L2: c/(1 + λ)", points { $0 / (1 + strength) }, index: 1, pattern: 1),
      PlanePlot.Curve("c itself", points { $0 }, index: nil, pattern: 2),
    ]
    let marks = [
      PlanePlot.Mark(
        PlanePlot.Point(c, spec.thresholded.approximation), .filled,
        style: Style(.series(0), bold: true)),
      PlanePlot.Mark(
        PlanePlot.Point(c, PlotDrawing.number(spec.shrunk)), .filled,
        style: Style(.series(1), bold: true)),
    ]
    return PlanePlot(
      xRange: -reach...reach, yRange: -reach...reach, xLabel: "c", yLabel: "settles at",
      isEquallyScaled: true, curves: curves, marks: marks, cursor: c)
  }

  // MARK: Penalties

  private var weightRange: Double { max(2, spec.weight.approximation.magnitude * 1.1) }

  private func samples(_ value: (Double) -> Double) -> [PlanePlot.Point?] {
    (0...80).map { index in
      let x = weightRange * (Double(index) / 40 - 1)
      return PlanePlot.Point(x, value(x))
    }
  }

  private var penalties: PlanePlot {
    let strength = spec.strength.approximation
    let at = spec.weight.approximation
    let reach = weightRange
    let curves = [
      PlanePlot.Curve("L1: λ|θ|", samples { strength * $0.magnitude }, index: 0, pattern: 0),
      PlanePlot.Curve("L2: λ/2·θ²", samples { strength * $0 * $0 / 2 }, index: 1, pattern: 1),
    ]
    return PlanePlot(
      xRange: -reach...reach, yRange: 0...max(0.001, strength * max(reach, reach * reach / 2)),
      xLabel: "θ", yLabel: "penalty", curves: curves,
      marks: [
        mark(at, strength * at.magnitude, 0), mark(at, strength * at * at / 2, 1),
      ], cursor: at)
  }

  private var gradients: PlanePlot {
    let strength = spec.strength.approximation
    let at = spec.weight.approximation
    let reach = weightRange
    let sign: [PlanePlot.Point?] = [
      PlanePlot.Point(-reach, -strength), PlanePlot.Point(0, -strength), nil,
      PlanePlot.Point(0, strength), PlanePlot.Point(reach, strength),
    ]
    let curves = [
      PlanePlot.Curve("L1: λ·sign θ", sign, index: 0, pattern: 0),
      PlanePlot.Curve("L2: λθ", samples { strength * $0 }, index: 1, pattern: 1),
    ]
    var marks = [mark(at, strength * at, 1)]
    if at == 0 {
      // At 0 the L1 penalty has no gradient of its own.
      for side in [-strength, strength] {
        marks.append(
          PlanePlot.Mark(
            PlanePlot.Point(0, side), .open, style: Style(.series(0), bold: true)))
      }
    } else {
      marks.append(mark(at, at < 0 ? -strength : strength, 0))
    }
    return PlanePlot(
      xRange: -reach...reach, yRange: -max(0.001, strength * reach)...max(0.001, strength * reach),
      xLabel: "θ", yLabel: "gradient of the penalty", curves: curves, marks: marks, cursor: at)
  }

  private func mark(_ x: Double, _ y: Double, _ index: Int) -> PlanePlot.Mark {
    PlanePlot.Mark(PlanePlot.Point(x, y), .filled, style: Style(.series(index), bold: true))
  }
}
