import Regularization
import Testing

struct ReplaySpecTests {
  private static let valid = ReplayTableTests.spec(.l1, iterations: 5)

  private static func changed(_ change: (inout ReplaySpec) -> Void) -> ReplaySpec {
    var spec = valid
    change(&spec)
    return spec
  }

  private static func rounding(_ places: Int, _ exceptions: [[Int]] = []) -> StepRounding {
    var rounding = StepRounding(places: places)
    for exception in exceptions {
      let cell = StepRounding.Cell(iteration: exception[0], weight: exception[1])
      rounding.exceptions[cell] = exception[2]
    }
    return rounding
  }

  @Test(
    arguments: [
      (changed { $0.weights = [] }, .noWeights),
      (
        changed { spec in
          spec.weights = (0...100).map { NamedWeight(name: "w\($0)", initial: .one) }
        }, .tooManyWeights(101)
      ),
      (changed { $0.weights[1].name = "" }, .emptyName),
      (changed { $0.weights[1].name = "θ1" }, .duplicateName("θ1")),
      (changed { $0.loss = .constantGradient(["1"]) }, .lossCount(1, weights: 2)),
      (changed { $0.loss = .quadratic(targets: ["1", "2", "3"]) }, .lossCount(3, weights: 2)),
      (changed { $0.strength = "-0.1" }, .strength("-0.1")),
      (changed { $0.l1Ratio = "-0.1" }, .l1Ratio("-0.1")),
      (changed { $0.l1Ratio = "1.01" }, .l1Ratio("1.01")),
      (changed { $0.learningRate = "0" }, .learningRate("0")),
      (changed { $0.learningRate = "-1" }, .learningRate("-1")),
      (changed { $0.iterations = 0 }, .iterations(0)),
      (changed { $0.iterations = 1001 }, .iterations(1001)),
      (changed { $0.iterations = .min }, .iterations(.min)),
      (changed { $0.rounding = rounding(-1) }, .places(-1)),
      (changed { $0.rounding = rounding(101) }, .places(101)),
      (changed { $0.rounding = rounding(5, [[3, 0, -4]]) }, .places(-4)),
      (
        changed { $0.rounding = rounding(5, [[9, 1, 4], [6, 0, 4]]) },
        .roundingException(StepRounding.Cell(iteration: 6, weight: 0))
      ),
      (
        changed { $0.rounding = rounding(5, [[1, 2, 4]]) },
        .roundingException(StepRounding.Cell(iteration: 1, weight: 2))
      ),
    ] as [(ReplaySpec, ReplaySpecError)])
  func aSettingOutOfRangeIsRefused(spec: ReplaySpec, error: ReplaySpecError) {
    #expect(throws: error) { try spec.validate() }
    #expect(throws: error) { try Replay(spec) }
  }

  @Test func theEdgesOfTheRangesAreAllowed() throws {
    let spec = Self.changed {
      $0.strength = "0"
      $0.l1Ratio = "1"
      $0.iterations = 1000
      $0.rounding = Self.rounding(100, [[1000, 1, 0]])
    }
    #expect(try Replay(spec).iterations == 1000)
  }

  @Test func figuresThatWouldFillTheMemoryAreRefusedBeforeTheyAreComputed() {
    let long = Self.changed {
      $0.loss = .quadratic(targets: ["0", "0"])
      $0.learningRate = "1e-400"
      $0.iterations = 1000
    }
    #expect(throws: ReplaySpecError.length(long.lengthEstimate)) { try Replay(long) }
    let diverging = Self.changed {
      $0.penalty = .l2
      $0.strength = "1e400"
      $0.iterations = 1000
      // Rounding stops the places, but not the digits before the point.
      $0.rounding = StepRounding(places: 2)
    }
    #expect(throws: ReplaySpecError.length(diverging.lengthEstimate)) { try Replay(diverging) }
    let many = Self.changed { spec in
      spec.weights = (0..<100).map { NamedWeight(name: "w\($0)", initial: .one) }
      spec.loss = .quadratic(targets: Array(repeating: .zero, count: 100))
      spec.iterations = 1000
      spec.learningRate = "0.01"
    }
    #expect(throws: ReplaySpecError.digits(many.digitEstimate)) { try Replay(many) }
  }

  @Test func ordinaryLongReplaysAreFarFromTheLimits() throws {
    let spec = Self.changed {
      $0.loss = .quadratic(targets: ["1.5", "0.05"])
      $0.penalty = .l2
      $0.iterations = 1000
    }
    #expect(spec.lengthEstimate < ReplaySpec.lengthLimit / 3)
    let last = try Replay(spec).value(ofWeight: 1, after: 1000)
    // θ − 0.05/1.1 is never a finite decimal: every iteration brings two places.
    #expect(last.places > 1900)
    #expect(last.description.count <= spec.lengthEstimate + 2)
  }

  @Test(
    arguments: [
      (.noWeights, "there is no weight; name at least one"),
      (.duplicateName("a"), "two weights are called “a”; every name is used once"),
      (.strength("-0.5"), "the strength is -0.5; it must be 0 or more"),
      (.iterations(0), "0 iterations; it must be a whole number from 1 to 1000"),
      (
        .roundingException(StepRounding.Cell(iteration: 6, weight: 0)),
        "a rounding is given for weight 1 in iteration 6, which the replay does not have"
      ),
      (
        .length(12_345),
        "the figures would grow to about 12345 digits, at most 10000 are allowed; take fewer "
          + "iterations or weights, settings with fewer digits, or round the steps"
      ),
    ] as [(ReplaySpecError, String)])
  func errorsTellTheValueAndWhatIsAllowed(error: ReplaySpecError, text: String) {
    #expect(error.description == text)
  }
}
