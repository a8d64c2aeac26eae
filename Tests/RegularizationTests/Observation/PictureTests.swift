import Testing

@testable import Regularization

/// What is shown of the weights and of what the network does, against plain computations.
struct PictureTests {
  private func observed(
    _ spec: TrainingSpec, on data: TrainingData = GroupFixture.data, steps: Int = 20,
    _ change: (inout ObservationRequest) -> Void
  ) throws -> (group: RunGroup, run: RunObservation) {
    var request = ObservationRequest()
    change(&request)
    let group = try GroupFixture.group([spec], on: data)
    group.advance(steps: steps)
    return (group, group.observe(request).runs[0])
  }

  /// Layers wider than a panel, and one that is not a whole number of vectors.
  private static func wide(_ precision: Precision) -> TrainingSpec {
    SampleFixture.spec(
      hidden: [70, 33], optimizer: OptimizerSpec(.sgd), learningRate: 0.05, precision: precision
    ) {
      $0.network.penalties = [Penalty(l1: 0.01, zeroRule: .proximal)]
    }
  }

  // MARK: Weights

  @Test(arguments: [Precision.float32, .float64])
  func statisticsAreThoseOfTheWeights(precision: Precision) throws {
    let (group, run) = try observed(Self.wide(precision)) { _ in }
    for (layer, parameters) in zip(run.layers, group.runs[0].parameters) {
      let weights = parameters.weights
      #expect(layer.count == weights.count)
      #expect(layer.zeros == weights.count { $0 == 0 })
      #expect(layer.small == weights.count { abs($0) < 1e-3 })
      #expect(abs(layer.l1Norm - weights.reduce(0) { $0 + abs($1) }) < 1e-10)
      #expect(abs(layer.l2Norm - weights.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-10)
      #expect(layer.largest == weights.map(abs).max())
    }
    #expect(run.layers.contains { $0.zeros > 0 })
    #expect(run.now.weights.count == run.layers.reduce(0) { $0 + $1.count })
    #expect(run.weightsHash == group.runs[0].weightsHash.description)
  }

  @Test(arguments: [Precision.float32, .float64], [1, 2, 41, 82, 1024])
  func aHistogramCountsEveryWeightOnce(precision: Precision, bins: Int) throws {
    let run = try TrainingRun(Self.wide(precision), on: GroupFixture.data)
    try run.train(steps: 20)
    for (layer, parameters) in run.parameters.enumerated() {
      for range in [0.25, 0.5, 4] {
        var expected = Array(repeating: 0, count: bins)
        for weight in parameters.weights {
          let place = (weight + range) * (Double(bins) / (2 * range))
          expected[min(max(0, Int(place.rounded(.down))), bins - 1)] += 1
        }
        #expect(run.histogram(ofLayer: layer, range: range, bins: bins) == expected)
      }
    }
  }

  @Test func aRangeThatDoublesJoinsWholeBins() throws {
    let run = try TrainingRun(Self.wide(.float32), on: GroupFixture.data)
    try run.train(steps: 20)
    for to in [0.5, 1, 2, 16, 0x1p50] {
      let fine = run.histogram(ofLayer: 1, range: 0.5, bins: HistogramRecorder.fineBins)
      let wanted = run.histogram(ofLayer: 1, range: to, bins: WeightHistogram.recordedBins)
      // Weights beyond the first range stood in its last bins.
      #expect(run.statistics(ofLayer: 1).largest <= 0.5)
      #expect(HistogramRecorder.joined(fine, from: 0.5, to: to) == wanted, "to \(to)")
    }
  }

  @Test func histogramsOverTimeHaveOneRangeAndABound() throws {
    // Weights that grow: plain descent with a large rate on a squared error.
    let spec = SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 0.3)
    let other = SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 0.01)
    let group = try GroupFixture.group([spec, other])
    var request = ObservationRequest()
    request.histograms = true
    let ranges = group.observe(request).runs[0].histograms.map(\.range)
    group.advance(steps: 2000)
    let runs = group.observe(request).runs
    #expect(runs[0].histograms[0].range > ranges[0])
    for (index, run) in runs.enumerated() {
      #expect(64...128 ~= run.histogramHistory.count)
      #expect(run.histogramHistory[0].step == 0)
      for record in run.histogramHistory {
        let alone = try TrainingRun(index == 0 ? spec : other, on: GroupFixture.data)
        if record.step < 100 { try alone.train(steps: record.step) }
        for (layer, histogram) in record.layers.enumerated() {
          #expect(histogram.range == runs[0].histograms[layer].range)
          #expect(histogram.counts.reduce(0, +) == histogram.statistics.count)
          guard record.step < 100 else { continue }
          #expect(
            histogram.counts
              == alone.histogram(ofLayer: layer, range: histogram.range, bins: 41))
          #expect(histogram.statistics == alone.statistics(ofLayer: layer))
        }
      }
      #expect(run.histograms[1].range >= run.histograms[1].statistics.largest)
    }
    group.go(to: 50)
    group.change(.l1(0.1))
    #expect(group.observe(request).runs[0].histogramHistory.allSatisfy { $0.step <= 50 })
  }

  @Test(arguments: [Precision.float32, .float64])
  func aMatrixHasTheWeightsRowAfterRow(precision: Precision) throws {
    for layer in 0..<3 {
      let (group, run) = try observed(Self.wide(precision)) { $0.matrixLayer = layer }
      let matrix = try #require(run.matrix)
      #expect(matrix.values == group.runs[0].parameters[layer].weights.map { Float($0) })
      #expect(matrix.inputs * matrix.units == matrix.values.count)
    }
    let run = try TrainingRun(Self.wide(precision), on: GroupFixture.data)
    // Of 70 inputs and 33 units the first units that fit.
    let part = try #require(run.matrix(ofLayer: 1, limit: 70 * 12 + 69))
    #expect(part.inputs == 70 && part.units == 12)
    let weights = run.parameters[1].weights
    #expect(
      part.values == (0..<70 * 12).map { Float(weights[$0 / 12 * 33 + $0 % 12]) })
    #expect(run.matrix(ofLayer: 3) == nil && run.matrix(ofLayer: -1) == nil)
  }

  @Test(arguments: [Precision.float32, .float64])
  func extremesAreThoseOfAllLayers(precision: Precision) throws {
    let (group, run) = try observed(Self.wide(precision)) { $0.extremes = 7 }
    var all: [NamedValue] = []
    for (layer, parameters) in group.runs[0].parameters.enumerated() {
      let units = group.runs[0].network.layers[layer].units
      for (index, weight) in parameters.weights.enumerated() {
        let place = WeightPlace(layer: layer, input: index / units, unit: index % units)
        all.append(NamedValue(place: place, value: weight))
      }
    }
    let sizes = all.map { abs($0.value) }.sorted()
    #expect(run.largest.map { abs($0.value) } == Array(sizes.suffix(7).reversed()))
    #expect(run.smallest.map { abs($0.value) } == Array(sizes.prefix(7)))
    for named in run.largest + run.smallest { #expect(all.contains(named)) }
    #expect(Set((run.largest + run.smallest).map(\.place)).count == 14)
  }

  // MARK: Networks of two inputs

  private static func points(_ classes: Int) -> TrainingData {
    var data = SampleFixture.data(SampleFixture.classes(inputs: 2, classes: classes))
    data.scaling = InputScaling(shift: [0.5, -1], scale: [2, 0.5])
    return data
  }

  @Test(arguments: [Loss.logistic, .crossEntropy, .squaredError, .halfSquaredError], [2, 3])
  func aSurfaceIsTheNetworksOutputOnAGrid(loss: Loss, classes: Int) throws {
    guard loss != .logistic || classes == 2 else { return }
    let data = Self.points(classes)
    let (group, run) = try observed(
      SampleFixture.spec {
        $0.loss = loss
        $0.network.activation = .tanh
      }, on: data
    ) {
      $0.surfaceColumns = 15
      $0.surfaceRows = 11
    }
    let surface = try #require(run.surface)
    let extent =
      (0..<60).flatMap { sample in
        [0, 1].map { abs(data.training.fed(sample, input: $0, data.scaling)) }
      }.max() ?? 0
    #expect(surface.limit >= extent && surface.limit < 1.6 * extent)
    let naive = NaiveNetwork(group.runs[0])
    for row in 0..<11 {
      for column in 0..<15 {
        let x = surface.limit * (2 * (Double(column) + 0.5) / 15 - 1)
        let y = surface.limit * (1 - 2 * (Double(row) + 0.5) / 11)
        let target = Array(repeating: 0.0, count: group.runs[0].network.outputs)
        let outputs = naive.pass([x, y], target: target).outputs[2]
        let index = row * 15 + column
        let value = Self.shown(outputs, loss, classes)
        #expect(abs(Double(surface.values[index]) - value) < 1e-5)
        if classes == 3 {
          #expect(outputs[Int(surface.classes[index])] == outputs.max())
        }
      }
    }
    #expect(surface.classes.count == (classes == 3 ? 165 : 0))
  }

  private static func shown(_ outputs: [Double], _ loss: Loss, _ classes: Int) -> Double {
    let largest = outputs.max() ?? 0
    switch loss {
    case .logistic: return 2 * NaiveNetwork.activate(outputs[0], .sigmoid) - 1
    case .crossEntropy:
      if classes == 2 { return 2 * NaiveNetwork.activate(outputs[1] - outputs[0], .sigmoid) - 1 }
      let powers = outputs.map { NaiveNetwork.power($0) }
      return NaiveNetwork.power(largest) / powers.reduce(0, +)
    case .squaredError, .halfSquaredError:
      return classes == 2 ? min(1, max(-1, outputs[0])) : (min(1, max(-1, largest)) + 1) / 2
    }
  }

  @Test func aSurfaceOfValuesIsScaledByTheLargest() throws {
    let data = SampleFixture.data(SampleFixture.values(inputs: 2, width: 1))
    guard case .values(let values, _) = data.training.targets else { return }
    let largest = values.map(abs).max() ?? 1
    let (group, run) = try observed(SampleFixture.spec(), on: data) {
      $0.surfaceColumns = 4
      $0.surfaceRows = 4
    }
    let surface = try #require(run.surface)
    let middle = surface.limit / 4
    let output = NaiveNetwork(group.runs[0]).pass([-middle, middle], target: [0]).outputs[2][0]
    #expect(abs(Double(surface.values[5]) - output / largest) < 1e-5)
  }

  @Test func noSurfaceOfMoreInputs() throws {
    let (_, run) = try observed(GroupFixture.spec()) {
      $0.surfaceColumns = 4
      $0.surfaceRows = 4
    }
    #expect(run.surface == nil)
  }

  // MARK: One sample

  @Test func aPictureHasTheNextUpdatesMasks() throws {
    let drops = [0.2, 0.4, 0.5]
    let group = try GroupFixture.group([
      SampleFixture.spec { $0.network.dropProbabilities = drops }
    ])
    group.advance(steps: 13)
    let run = group.runs[0]
    let order = run.nextBatch()
    let inBatch = (0..<order.rows).map { (row: $0, sample: Int(order.samples[$0])) }
    let outside = try #require(
      (0..<60).first { sample in !inBatch.contains { $0.sample == sample } })
    for (row, sample) in inBatch + [(0, outside)] {
      var request = ObservationRequest()
      request.networkSample = sample
      let picture = try #require(group.observe(request).runs[0].picture)
      let pass = NaiveNetwork(run).pass(
        (0..<5).map { GroupFixture.data.training.stored(sample, input: $0) }, target: [0]
      ) { layer, input in
        DropoutMask(seed: 5, step: 14, layer: layer, drops[layer]).keeps(row: row, input: input)
          ? 1 / (1 - drops[layer]) : 0
      }
      for layer in 0..<3 {
        for (input, fed) in pass.inputs[layer].enumerated() {
          let isDropped = picture.isDropped[layer][input]
          let shown = isDropped ? 0 : Double(picture.activations[layer][input]) / (1 - drops[layer])
          #expect(abs(shown - fed) < 1e-5)
          #expect(
            isDropped
              == !DropoutMask(seed: 5, step: 14, layer: layer, drops[layer])
              .keeps(row: row, input: input))
        }
        #expect(picture.weights[layer] == run.parameters[layer].weights.map { Float($0) })
      }
      #expect(picture.activations[3].count == 3)
      #expect(
        zip(picture.activations[3], pass.outputs[2]).allSatisfy { abs(Double($0) - $1) < 1e-5 })
      #expect(picture.isDropped[3] == [false, false, false])
    }
  }

  @Test func noPictureOfALargeNetworkOrOfASampleThatIsNotThere() throws {
    for sample in [-1, 60] {
      #expect(try observed(GroupFixture.spec()) { $0.networkSample = sample }.run.picture == nil)
    }
    #expect(try observed(Self.wide(.float32)) { $0.networkSample = 0 }.run.picture == nil)
  }

  // MARK: Classes

  @Test func confusionCountsWhatIsTakenForWhat() throws {
    let images = SampleFixture.images()
    let data = SampleFixture.data(images)
    let (group, run) = try observed(SampleFixture.spec(), on: data, steps: 5) {
      $0.confusion = true
    }
    let confusion = try #require(run.confusion)
    guard case .classes(let labels, _, _) = images.targets,
      case .bytes(let pixels) = images.features
    else { return }
    let naive = NaiveNetwork(group.runs[0])
    var counts = Array(repeating: Array(repeating: 0, count: 4), count: 4)
    var wrong: [Int] = []
    for sample in 0..<80 {
      let inputs = (0..<256).map { Double(pixels[sample * 256 + $0]) / 255 }
      let outputs = naive.pass(inputs, target: [0]).outputs[2]
      let found = outputs.firstIndex(of: outputs.max() ?? 0) ?? 0
      counts[Int(labels[sample])][found] += 1
      if found != Int(labels[sample]) { wrong.append(sample) }
    }
    #expect(confusion.counts == counts)
    #expect(confusion.names == ["0", "1", "2", "3"])
    #expect(!wrong.isEmpty)
    #expect(confusion.misclassified.map(\.sample) == Array(wrong.prefix(20)))
    for image in confusion.misclassified {
      #expect(image.label == Int(labels[image.sample]))
      #expect(
        image.pixels == (0..<256).map { Float(Double(pixels[image.sample * 256 + $0]) / 255) })
    }
    // Asked for later, at a step that was evaluated before another.
    group.go(to: 2)
    var request = ObservationRequest()
    request.confusion = true
    let earlier = try #require(group.observe(request).runs[0].confusion)
    #expect(earlier != confusion)
    group.go(to: 5)
    #expect(group.observe(request).runs[0].confusion == confusion)
  }

  @Test func samplesAreSummedUpAsTheyAreFed() {
    let data = Self.points(2)
    let summary = SampleSummary(data)
    #expect(summary.name == "made up" && summary.training == 60 && summary.inputs == 2)
    #expect(summary.classNames == ["0", "1"])
    #expect(summary.trainingPoints.count == 60)
    guard case .reals(let reals) = data.training.features,
      case .classes(let labels, _, _) = data.training.targets
    else { return }
    for (sample, point) in summary.trainingPoints.enumerated() {
      #expect(point.x == Float((reals[2 * sample] - 0.5) * 2))
      #expect(point.y == Float((reals[2 * sample + 1] + 1) * 0.5))
      #expect(point.target == Float(labels[sample]))
    }
    let many = SampleSummary(SampleFixture.data(SampleFixture.classes(count: 4100, inputs: 2)))
    #expect(1000...SampleSummary.pointLimit ~= many.trainingPoints.count)
    #expect(SampleSummary(GroupFixture.data).trainingPoints.isEmpty)
  }
}
