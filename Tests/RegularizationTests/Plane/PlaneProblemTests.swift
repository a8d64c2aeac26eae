import Regularization
import Testing

@Suite("A penalized loss of two weights")
struct PlaneProblemTests {
  static let targets = [("1.5", "0.5"), ("-1.2", "0.3"), ("0.4", "-0.4"), ("0", "2"), ("0", "0")]
  static let losses = [("1", "1", "0"), ("2", "0.5", "0"), ("1", "1", "0.6"), ("3", "1", "-1.7")]
  static let strengths = ["0", "0.05", "0.3", "0.5", "0.75", "1.5", "4"]
  static let ratios = ["1", "0.5", "0.1", "0"]

  static func loss(_ target: (String, String), _ shape: (String, String, String)) -> PlaneLoss {
    PlaneLoss(
      target: Pair(decimal(target.0), decimal(target.1)),
      curvature: Pair(decimal(shape.0), decimal(shape.1)), coupling: decimal(shape.2))
  }

  static func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

  static let problems: [PlaneProblem] = targets.flatMap { target in
    losses.flatMap { shape in
      strengths.flatMap { strength in
        ratios.map {
          PlaneProblem(
            loss: loss(target, shape), strength: decimal(strength), l1Ratio: decimal($0))
        }
      }
    }
  }

  @Test("is least where no direction leads down: exactly, weight by weight")
  func optimality() {
    for problem in PlaneProblemTests.problems {
      let solution = problem.solution
      let gradient = problem.loss.gradient(at: solution)
      for weight in 0...1 {
        let pull = gradient[weight] + Ratio(problem.l2Factor) * solution[weight]
        let most = Ratio(problem.l1Strength)
        switch solution[weight].signum {
        case 0:
          let size = pull.signum < 0 ? -pull : pull
          #expect(size.compared(to: most) <= 0, "\(problem)")
        case let sign:
          #expect((pull + (sign < 0 ? -most : most)).isZero, "\(problem)")
        }
      }
    }
  }

  @Test("is nowhere less on a grid")
  func grid() {
    for problem in PlaneProblemTests.problems {
      let least = PlaneProblemTests.objective(problem, problem.solution.map(approximation))
      for row in -50...50 {
        for column in -50...50 {
          let place = Pair(Double(column) / 20, Double(row) / 20)
          #expect(PlaneProblemTests.objective(problem, place) >= least - 1e-9)
        }
      }
    }
  }

  /// The formula, written out once more in binary.
  private static func objective(_ problem: PlaneProblem, _ weights: Pair<Double>) -> Double {
    let loss = problem.loss
    let x = weights.first - loss.target.first.approximation
    let y = weights.second - loss.target.second.approximation
    let share = problem.l1Ratio.approximation
    return 0.5 * loss.curvature.first.approximation * x * x
      + 0.5 * loss.curvature.second.approximation * y * y + loss.coupling.approximation * x * y
      + problem.strength.approximation
      * (share * (abs(weights.first) + abs(weights.second))
        + (1 - share) / 2 * (weights.first * weights.first + weights.second * weights.second))
  }

  private func approximation(_ value: Ratio) -> Double { value.rounded(toPlaces: 15).approximation }

  @Test("under L1 is the soft threshold of each target, where the weights are not coupled")
  func uncoupled() {
    for target in PlaneProblemTests.targets {
      for strength in PlaneProblemTests.strengths {
        let problem = PlaneProblem(
          loss: PlaneProblemTests.loss(target, ("1", "1", "0")),
          strength: PlaneProblemTests.decimal(strength), l1Ratio: .one)
        for weight in 0...1 {
          let expected = softThreshold(problem.loss.target[weight], by: problem.strength)
          #expect(problem.solution[weight].exact == expected)
        }
      }
    }
  }

  @Test("under L2 is never zero, however strong the penalty")
  func never() {
    for strength in ["1", "1000", "1e30"] {
      let problem = PlaneProblem(
        loss: PlaneProblemTests.loss(("1.5", "0.05"), ("1", "1", "0")),
        strength: PlaneProblemTests.decimal(strength), l1Ratio: .zero)
      #expect(problem.solution.map(\.signum) == Pair(1, 1))
    }
  }

  @Test("takes in how the weights are coupled: by hand")
  func coupled() {
    // Hc = (1.92, 1.5): θ₁ = 1.92 − 0.5, and at θ₂ = 0 the loss pulls by 1.5 − 0.8·1.42 = 0.364.
    let problem = PlaneProblem(
      loss: PlaneProblemTests.loss(("2", "-0.1"), ("1", "1", "0.8")),
      strength: PlaneProblemTests.decimal("0.5"), l1Ratio: .one)
    let expected = Pair(PlaneProblemTests.decimal("1.42"), .zero)
    #expect(problem.solution.map(\.exact) == expected.map(Optional.some))
    #expect(problem.loss.isBowl)
  }

  @Test("has the loss and the penalty of its place, by hand")
  func values() {
    let problem = PlaneProblem(
      loss: PlaneProblemTests.loss(("1.5", "0.5"), ("1", "1", "0")),
      strength: PlaneProblemTests.decimal("0.5"), l1Ratio: .one)
    #expect(problem.solution.map(\.exact) == Pair(.one, .zero))
    // ½·0.5² + ½·0.5²
    #expect(
      problem.loss.value(at: problem.solution).exact == PlaneProblemTests.decimal("0.25"))
    #expect(problem.penalty(at: problem.solution).exact == .one)
  }

  @Test("needs a loss with a lowest point")
  func bowl() {
    #expect(!PlaneProblemTests.loss(("1", "1"), ("1", "1", "1")).isBowl)
    #expect(!PlaneProblemTests.loss(("1", "1"), ("-1", "-1", "0")).isBowl)
    #expect(PlaneProblemTests.loss(("1", "1"), ("1", "1", "-0.99")).isBowl)
  }
}
