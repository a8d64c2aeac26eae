import Regularization
import Testing

/// Gradients against finite differences of the loss: the one oracle that knows no derivative.
struct GradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var loss: Loss
    var activation: Activation
    var output: Activation
    var testDescription: String { "\(loss.rawValue), \(activation), then \(output)" }
  }

  static let cases: [Case] = Activation.allCases.flatMap { activation in
    [
      Case(loss: .crossEntropy, activation: activation, output: .linear),
      Case(loss: .logistic, activation: activation, output: .linear),
    ]
      + Activation.allCases.flatMap { output in
        [Loss.squaredError, .halfSquaredError].map {
          Case(loss: $0, activation: activation, output: output)
        }
      }
  }

  /// A network with dropout on its inputs and in its midst.
  private func trace(_ which: Case, _ parameters: [LayerParameters], steps: Int) -> TraceSpec {
    let isOfClasses = which.loss.isOfClasses
    let classes = which.loss == .logistic ? 2 : 3
    let outputs = which.loss == .crossEntropy ? 3 : which.loss == .logistic ? 1 : 2
    let network = NetworkSpec(
      inputs: 4,
      layers: [
        LayerSpec(units: 5, activation: which.activation, inputDropProbability: 0.25),
        LayerSpec(units: 3, activation: which.activation),
        LayerSpec(units: outputs, activation: which.output, inputDropProbability: 0.5),
      ])
    let samples = Array(0..<6)
    let masks = [
      (0..<6 * 4).map { $0 % 5 != 0 }, [], (0..<6 * 3).map { $0 % 3 != 1 },
    ]
    return TraceSpec(
      network: network, loss: which.loss,
      initial: parameters.isEmpty ? network.initialParameters(seed: 4) : parameters,
      data: isOfClasses
        ? SampleFixture.classes(count: 6, inputs: 4, classes: classes)
        : SampleFixture.values(count: 6, inputs: 4, width: 2),
      steps: Array(repeating: TraceStep(samples: samples, masks: masks), count: steps),
      optimizer: OptimizerSpec(.sgd), learningRate: 1, report: [0, 1])
  }

  @Test(arguments: cases)
  func theStepOfPlainDescentIsTheSlopeOfTheLoss(which: Case) throws {
    // Biases away from 0, so that ReLUs are away from their corner.
    var start = trace(which, [], steps: 1).initial
    for layer in start.indices {
      for unit in start[layer].biases.indices { start[layer].biases[unit] = 0.1 * Double(unit + 1) }
    }
    let after = try #require(try Tracer.run(trace(which, start, steps: 1)).parameters[1])

    func loss(_ parameters: [LayerParameters]) throws -> Double {
      try Tracer.run(trace(which, parameters, steps: 1)).steps[0].dataLoss
    }
    let h = 1e-5
    for layer in start.indices {
      for isBias in [false, true] {
        let keyPath = isBias ? \LayerParameters.biases : \LayerParameters.weights
        for place in start[layer][keyPath: keyPath].indices {
          var more = start
          var less = start
          more[layer][keyPath: keyPath][place] += h
          less[layer][keyPath: keyPath][place] -= h
          let slope = (try loss(more) - loss(less)) / (2 * h)
          let step = start[layer][keyPath: keyPath][place] - after[layer][keyPath: keyPath][place]
          // The central difference is wrong by h² and by rounding of the loss over h: 10⁻¹⁰ each.
          #expect(
            abs(step - slope) < 1e-8 * max(1, abs(slope)),
            "layer \(layer + 1), \(isBias ? "bias" : "weight") \(place): \(step), slope \(slope)")
        }
      }
    }
  }
}
