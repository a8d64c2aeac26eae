import Regularization

/// Small made-up samples, the same in every run.
enum SampleFixture {
  /// Reals with classes that depend on the first inputs.
  static func classes(
    count: Int = 60, inputs: Int = 5, classes: Int = 3, seed: UInt64 = 1
  ) -> DataSet {
    var generator = CounterGenerator(seed: seed, purpose: .points)
    var values: [Double] = []
    var labels: [Int32] = []
    for _ in 0..<count {
      let row = (0..<inputs).map { _ in generator.nextNormal() }
      values += row
      let score = row[0] + (inputs > 1 ? 0.5 * row[1] : 0)
      labels.append(Int32(min(max(Int((score + 1.5) / 3 * Double(classes)), 0), classes - 1)))
    }
    return DataSet(
      count: count, inputs: inputs, features: .reals(values),
      targets: .classes(labels, count: classes, names: (0..<classes).map { "\($0)" }))
  }

  /// Images with black borders, as bytes.
  static func images(count: Int = 80, side: Int = 16, classes: Int = 4) -> DataSet {
    var generator = CounterGenerator(seed: 9, purpose: .points)
    var pixels: [UInt8] = []
    var labels: [Int32] = []
    for _ in 0..<count {
      let label = generator.nextIndex(below: classes)
      labels.append(Int32(label))
      for row in 0..<side {
        for column in 0..<side {
          let isInside = 4..<side - 4 ~= row && 4..<side - 2 ~= column
          let isBright = isInside && (row + column) % classes == label
          let noise = generator.nextIndex(below: 60)
          pixels.append(isInside ? UInt8(noise + (isBright ? 150 : 0)) : 0)
        }
      }
    }
    return DataSet(
      count: count, inputs: side * side, features: .bytes(pixels),
      targets: .classes(labels, count: classes, names: []),
      imageShape: ImageShape(rows: side, columns: side))
  }

  static func values(count: Int = 40, inputs: Int = 4, width: Int = 2) -> DataSet {
    var generator = CounterGenerator(seed: 3, purpose: .points)
    let features = (0..<count * inputs).map { _ in generator.nextNormal() }
    let targets = (0..<count * width).map { _ in generator.nextNormal() }
    return DataSet(
      count: count, inputs: inputs, features: .reals(features),
      targets: .values(targets, width: width))
  }

  static func data(_ set: DataSet) -> TrainingData {
    TrainingData(name: "made up", training: set, validation: set)
  }

  /// A spec whose data setting is not looked at.
  static func spec(
    hidden: [Int] = [7, 6], optimizer: OptimizerSpec = OptimizerSpec(.adam),
    learningRate: Double = 0.01, batchSize: Int = 8, seed: UInt64 = 5,
    precision: Precision = .float32, _ change: (inout TrainingSpec) -> Void = { _ in }
  ) -> TrainingSpec {
    var spec = TrainingSpec(
      data: DataSpec(.generated(.circle)), network: NetworkPlan(hiddenUnits: hidden),
      optimizer: optimizer, learningRate: learningRate, batchSize: batchSize, seed: seed,
      precision: precision)
    change(&spec)
    return spec
  }
}
