import Foundation
import Regularization
import TestSupport
import Testing

/// The losses of classes at logits up to ±1000, where e^z is far outside of any float.
struct ExtremeLogitsTests {
  struct File: Decodable {
    struct Case: Decodable {
      var loss: String
      var logits: [Double]
      var `class`: Int
      var value: Double
      var gradient: [Double]
    }

    var cases: [Case]
  }

  private static func cases() throws -> [File.Case] {
    let path = repositoryRoot.appending(path: "Tests/Reference/extreme_logits.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: path)).cases
  }

  /// One sample whose inputs are the logits, through a layer that passes them on: the bias after
  /// a step of learning rate 1 is the gradient with its sign turned.
  private static func lossAndGradient(
    _ entry: File.Case, _ precision: Precision
  ) throws -> (loss: Double, gradient: [Double]) {
    let count = entry.logits.count
    let identity = (0..<count * count).map { $0 / count == $0 % count ? 1.0 : 0 }
    let loss = try #require(Loss(rawValue: entry.loss))
    let trace = try Tracer.run(
      TraceSpec(
        network: NetworkSpec(
          inputs: count, layers: [LayerSpec(units: count, activation: .linear)]),
        loss: loss,
        initial: [LayerParameters(weights: identity, biases: Array(repeating: 0, count: count))],
        data: DataSet(
          count: 1, inputs: count, features: .reals(entry.logits),
          targets: .classes([Int32(entry.class)], count: max(2, count), names: [])),
        steps: [TraceStep(samples: [0])], optimizer: OptimizerSpec(.sgd), learningRate: 1,
        precision: precision, report: [1]))
    let biases = try #require(trace.parameters[1]?.first?.biases)
    return (try #require(trace.steps.first).dataLoss, biases.map { -$0 })
  }

  @Test(arguments: Precision.allCases)
  func lossAndGradientStayExactWhereExponentialsOverflow(precision: Precision) throws {
    let cases = try Self.cases()
    #expect(Set(cases.map(\.loss)) == ["cross-entropy", "logistic"])
    #expect(
      cases.contains { $0.logits.contains(1000) } && cases.contains { $0.logits.contains(-1000) })
    let rounding = precision == .float64 ? 1.0.ulp : Double(Float(1).ulp)
    for entry in cases {
      let (loss, gradient) = try Self.lossAndGradient(entry, precision)
      // Logits are known to half a unit of their last place, and so is what is made of them.
      let size = entry.logits.map(abs).max() ?? 0
      let limit = 2 * rounding * max(1, size)
      #expect(abs(loss - entry.value) <= limit, "\(entry.loss) \(entry.logits) \(entry.class)")
      for (part, exact) in zip(gradient, entry.gradient) {
        #expect(abs(part - exact) <= limit, "\(entry.loss) \(entry.logits) \(entry.class)")
      }
    }
  }
}
