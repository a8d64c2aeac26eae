import Regularization
import Testing

struct CoAdaptationTests {
  /// Straight from the definitions, everything computed anew for every unit.
  private struct Naive {
    var correlations: [[Double?]]
    var losses: [Double]
    var whole: Double

    init(_ spec: MaskSpec, layer: Int) {
      let units = spec.network.layers[layer].units
      var outputs: [[Double]] = []
      func pass(_ sample: Int, without unit: Int?) -> (hidden: [Double], loss: Double) {
        var values = spec.inputs[sample]
        var hidden: [Double] = []
        for (index, parameters) in spec.parameters.enumerated() {
          let count = parameters.biases.count
          values = (0..<count).map { unit in
            let z = values.indices.reduce(parameters.biases[unit]) {
              $0 + values[$1] * parameters.weights[$1 * count + unit]
            }
            return NaiveNetwork.activate(z, spec.network.layers[index].activation)
          }
          if index == layer {
            hidden = values
            if let unit { values[unit] = 0 }
          }
        }
        guard case .values(let targets, let width) = spec.targets else { return (hidden, .nan) }
        let loss = values.indices.reduce(0) {
          $0 + (values[$1] - targets[sample * width + $1])
            * (values[$1] - targets[sample * width + $1])
        }
        return (hidden, loss)
      }
      func mean(without unit: Int?) -> Double {
        spec.inputs.indices.reduce(0) { $0 + pass($1, without: unit).loss }
          / Double(spec.inputs.count)
      }
      outputs = spec.inputs.indices.map { pass($0, without: nil).hidden }
      whole = mean(without: nil)
      losses = (0..<units).map { mean(without: $0) }
      func covariance(_ one: Int, _ other: Int) -> Double {
        let n = Double(outputs.count)
        let a = outputs.reduce(0) { $0 + $1[one] } / n
        let b = outputs.reduce(0) { $0 + $1[other] } / n
        return outputs.reduce(0) { $0 + ($1[one] - a) * ($1[other] - b) }
      }
      correlations = (0..<units).map { one in
        (0..<units).map { other in
          let scale = (covariance(one, one) * covariance(other, other)).squareRoot()
          return scale > 0 ? covariance(one, other) / scale : nil
        }
      }
    }
  }

  @Test(arguments: [0, 1], Activation.allCases)
  func theMeasureIsItsDefinition(layer: Int, activation: Activation) throws {
    let spec = MaskFixture.drawn(activation: activation, samples: 40)
    let measured = CoAdaptation(
      spec.network, parameters: spec.parameters, loss: spec.loss, samples: spec.samples,
      layer: layer)
    let naive = Naive(spec, layer: layer)
    #expect(measured.samples == 40)
    #expect(agree(measured.dataLoss, naive.whole))
    for (ablation, loss) in zip(measured.ablations, naive.losses) {
      #expect(agree(ablation.dataLoss, loss))
      #expect(agree(ablation.increase, loss - naive.whole))
    }
    var sum = 0.0
    var pairs = 0
    for one in naive.correlations.indices {
      for other in naive.correlations.indices {
        let value = measured.correlations[one][other]
        #expect((value == nil) == (naive.correlations[one][other] == nil))
        guard let value, let expected = naive.correlations[one][other] else { continue }
        #expect(agree(value, expected, to: 1e-11))
        if other > one { (sum, pairs) = (sum + abs(expected), pairs + 1) }
      }
    }
    let mean = try #require(measured.meanCorrelation)
    #expect(agree(mean, sum / Double(pairs), to: 1e-11))
    #expect(measured.mostCritical?.increase == measured.largestIncrease)
  }

  @Test func unitsThatAreAlikeCorrelateAndConstantOnesHaveNoCorrelation() {
    var spec = MaskFixture.drawn(activation: .linear, samples: 20)
    // The second unit is −2 times the first, the third does not look at its inputs.
    let units = 5
    for input in 0..<4 {
      let weight = spec.parameters[0].weights[input * units]
      spec.parameters[0].weights[input * units + 1] = -2 * weight
      spec.parameters[0].weights[input * units + 2] = 0
    }
    let measured = CoAdaptation(
      spec.network, parameters: spec.parameters, loss: spec.loss, samples: spec.samples, layer: 0)
    #expect(agree(measured.correlations[0][1] ?? 0, -1))
    #expect(measured.correlations[0][2] == nil)
    #expect(measured.constantUnits == 1)
  }

  @Test func aRunMeasuresItsHiddenLayersAlone() throws {
    let samples = SampleFixture.data(SampleFixture.classes())
    let run = try TrainingRun(SampleFixture.spec(precision: .float64), on: samples)
    try run.train(steps: 20)
    let measured = try #require(run.coAdaptation(ofLayer: 1, on: .training, of: samples))
    #expect(measured.samples == 60)
    #expect(agree(measured.dataLoss, run.evaluate(.training)?.dataLoss ?? .nan))
    #expect(run.coAdaptation(ofLayer: 2, on: .training, of: samples) == nil)
    #expect(run.coAdaptation(ofLayer: 0, on: .test, of: samples) == nil)
    let fewer = run.coAdaptation(ofLayer: 1, on: .training, of: samples, sampleLimit: 10)
    #expect(fewer?.samples == 10)
  }
}
