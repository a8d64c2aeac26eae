import Foundation

@testable import Regularization

/// A network computed in plain Float64, one number after the other: what kernels are held against.
struct NaiveNetwork {
  var network: NetworkSpec
  var loss: Loss
  var parameters: [LayerParameters]

  init(_ run: TrainingRun) {
    network = run.network
    loss = run.loss
    parameters = run.parameters
  }

  struct Pass {
    /// Layer by layer: what it is fed, its weighted sums, its outputs.
    var inputs: [[Double]] = []
    var sums: [[Double]] = []
    var outputs: [[Double]] = []
    /// By the weighted sums.
    var deltas: [[Double]] = []
    var loss = 0.0
  }

  /// - Parameter factors: what a layer's input is multiplied by.
  func pass(
    _ sample: [Double], target: [Double],
    factors: (_ layer: Int, _ input: Int) -> Double = { _, _ in 1 }
  ) -> Pass {
    var pass = Pass()
    var values = sample
    for (index, layer) in network.layers.enumerated() {
      let fed = values.enumerated().map { $1 * factors(index, $0) }
      let sums = (0..<layer.units).map { unit in
        parameters[index].biases[unit]
          + fed.indices.reduce(0) {
            $0 + fed[$1] * parameters[index].weights[$1 * layer.units + unit]
          }
      }
      pass.inputs.append(fed)
      pass.sums.append(sums)
      values = sums.map { NaiveNetwork.activate($0, layer.activation) }
      pass.outputs.append(values)
    }
    let (value, slopes) = lossAndSlopes(values, target)
    pass.loss = value
    pass.deltas = goBack(pass, slopes, factors)
    return pass
  }

  private func goBack(
    _ pass: Pass, _ slopes: [Double], _ factors: (Int, Int) -> Double
  ) -> [[Double]] {
    var slopes = slopes
    var deltas: [[Double]] = []
    for index in network.layers.indices.reversed() {
      let layer = network.layers[index]
      let delta = slopes.indices.map {
        slopes[$0] * NaiveNetwork.slope(pass.sums[index][$0], layer.activation)
      }
      deltas.insert(delta, at: 0)
      slopes = pass.inputs[index].indices.map { input in
        factors(index, input)
          * delta.indices.reduce(0) {
            $0 + delta[$1] * parameters[index].weights[input * layer.units + $1]
          }
      }
    }
    return deltas
  }

  /// The target of classes is the class.
  private func lossAndSlopes(_ outputs: [Double], _ target: [Double]) -> (Double, [Double]) {
    switch loss {
    case .crossEntropy:
      let sum = outputs.reduce(0) { $0 + exp($1) }
      let label = Int(target[0])
      return (
        log(sum) - outputs[label],
        outputs.enumerated().map { exp($1) / sum - ($0 == label ? 1 : 0) }
      )
    case .logistic:
      return (
        log(1 + exp(outputs[0])) - target[0] * outputs[0],
        [1 / (1 + exp(-outputs[0])) - target[0]]
      )
    case .squaredError, .halfSquaredError:
      let weight = loss == .squaredError ? 1.0 : 0.5
      let differences = zip(outputs, target).map { $0 - $1 }
      return (
        weight * differences.reduce(0) { $0 + $1 * $1 }, differences.map { 2 * weight * $0 }
      )
    }
  }

  static func activate(_ z: Double, _ activation: Activation) -> Double {
    switch activation {
    case .linear: z
    case .relu: max(0, z)
    case .tanh: tanh(z)
    case .sigmoid: 1 / (1 + exp(-z))
    }
  }

  static func slope(_ z: Double, _ activation: Activation) -> Double {
    let a = activate(z, activation)
    return switch activation {
    case .linear: 1
    case .relu: z > 0 ? 1 : 0
    case .tanh: 1 - a * a
    case .sigmoid: a * (1 - a)
    }
  }
}

extension NaiveNetwork {
  static func power(_ x: Double) -> Double { exp(x) }
}
