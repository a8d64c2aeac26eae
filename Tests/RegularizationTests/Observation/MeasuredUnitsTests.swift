import Regularization
import Synchronization
import Testing

struct MeasuredUnitsTests {
  private static var request: ObservationRequest {
    var request = ObservationRequest()
    request.units = true
    return request
  }

  private static func group(
    _ spec: TrainingSpec = SampleFixture.spec(precision: .float64),
    clock: (@Sendable () -> Double)? = nil
  ) throws -> RunGroup {
    try RunGroup([(spec, SampleFixture.data(SampleFixture.classes()))], clock: clock)
  }

  @Test func everyHiddenLayerIsMeasuredAtThePresentStep() throws {
    let group = try Self.group()
    group.advance(steps: 20)
    let units = try #require(group.observe(Self.request).runs[0].units)
    #expect(units.step == 20)
    #expect(units.layers.map(\.layer) == Array(0..<group.runs[0].network.layers.count - 1))
    let samples = SampleFixture.data(SampleFixture.classes())
    let part: DataPart = samples.validation.count > 0 ? .validation : .training
    #expect(units.part == part)
    for layer in units.layers {
      #expect(layer == group.runs[0].coAdaptation(ofLayer: layer.layer, on: part, of: samples))
    }
    #expect(units.largestIncrease == units.layers.map(\.largestIncrease).max())
    #expect(group.observe(ObservationRequest()).runs[0].units == nil)
  }

  @Test func theMeasuresAreThoseOfTheUnits() throws {
    let group = try Self.group()
    group.advance(steps: 20)
    let run = group.observe(Self.request).runs[0]
    #expect(RunMeasure.meanCorrelation.value(of: run) == run.units?.meanCorrelation)
    #expect(RunMeasure.largestLossIncrease.value(of: run) == run.units?.largestIncrease)
    let curves = group.observe(ObservationRequest()).runs[0]
    for measure in RunMeasure.allCases {
      #expect((measure.value(of: curves) == nil) == measure.isOfUnits || !measure.isOfUnits)
    }
  }

  @Test func inPassingTheyAreMeasuredOnlyWhenTheClockAllowsIt() throws {
    let time = Mutex(0.0)
    // A second goes by whenever somebody looks.
    let group = try Self.group(clock: {
      time.withLock {
        $0 += 1; return $0
      }
    })
    group.advance(steps: 1)
    let first = try #require(group.observe(Self.request, inPassing: true).runs[0].units)
    #expect(first.step == 1)
    group.advance(steps: 1)
    #expect(group.observe(Self.request, inPassing: true).runs[0].units == first)
    #expect(group.observe(Self.request).runs[0].units?.step == 2)
    group.advance(steps: 1)
    time.withLock { $0 += 1000 }
    #expect(group.observe(Self.request, inPassing: true).runs[0].units?.step == 3)
  }

  @Test func nothingIsShownOfAFutureThatIsForgotten() throws {
    let group = try Self.group()
    group.advance(steps: 20)
    _ = group.observe(Self.request)
    group.go(to: 5)
    group.change(.learningRate(0.3))
    group.advance(steps: 15)
    let units = try #require(group.observe(Self.request, inPassing: true).runs[0].units)
    let fresh = group.runs[0].coAdaptation(
      ofLayer: 0, on: units.part, of: SampleFixture.data(SampleFixture.classes()))
    #expect(units.layers[0] == fresh)
  }

  @Test func largeNetworksAreMeasuredOnFewerSamplesAndTooLargeOnesNotAtAll() throws {
    func network(_ hidden: [Int]) -> NetworkSpec {
      NetworkPlan(hiddenUnits: hidden).network(
        inputs: 784, outputs: 10, loss: .crossEntropy, classes: true)
    }
    #expect(CoAdaptation.sampleLimit(for: network([32])) == CoAdaptation.usualSampleLimit)
    let fewer = CoAdaptation.sampleLimit(for: network([256, 256]))
    #expect(8..<CoAdaptation.usualSampleLimit ~= fewer)
    #expect(NetworkPlan(hiddenUnits: [256]).reasonAgainstUnits == nil)
    #expect(NetworkPlan(hiddenUnits: [8, 257]).reasonAgainstUnits != nil)
    #expect(NetworkPlan(hiddenUnits: []).reasonAgainstUnits != nil)
    let linear = try Self.group(
      SampleFixture.spec(hidden: [], precision: .float64))
    #expect(linear.observe(Self.request).runs[0].units == nil)
  }
}
