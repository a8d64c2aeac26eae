extension SampleSummary {
  /// What there is to tell of samples.
  public init(_ data: TrainingData) {
    let set = data.training
    var names: [String] = []
    if case .classes(_, let count, let given) = set.targets {
      names = given.count == count ? given : (0..<count).map { "\($0)" }
    }
    self.init(
      name: data.name, training: set.count, validation: data.validation.count, inputs: set.inputs,
      inputNames: set.inputNames, classNames: names, imageShape: set.imageShape,
      trainingPoints: SampleSummary.points(of: set, data.scaling),
      validationPoints: SampleSummary.points(of: data.validation, data.scaling))
  }

  /// Samples of two inputs as they are fed, spread over the part where there are too many.
  private static func points(of set: DataSet, _ scaling: InputScaling?) -> [Point] {
    guard set.inputs == 2, set.count > 0 else { return [] }
    let distance = (set.count + pointLimit - 1) / pointLimit
    return stride(from: 0, to: set.count, by: distance).map { sample in
      let target: Float =
        switch set.targets {
        case .classes(let classes, _, _): Float(classes[sample])
        case .values(let values, let width): Float(values[sample * width])
        }
      return Point(
        x: Float(set.fed(sample, input: 0, scaling)), y: Float(set.fed(sample, input: 1, scaling)),
        target: target)
    }
  }
}

extension DataSet {
  /// A number as it is stored.
  func stored(_ sample: Int, input: Int) -> Double {
    switch features {
    case .bytes(let bytes): Double(bytes[sample * inputs + input])
    case .reals(let reals): reals[sample * inputs + input]
    }
  }

  /// A number as the network is fed it.
  func fed(_ sample: Int, input: Int, _ scaling: InputScaling?) -> Double {
    let value = stored(sample, input: input)
    if let scaling { return (value - scaling.shift[input]) * scaling.scale[input] }
    if case .bytes = features { return value / 255 }
    return value
  }
}

/// What samples are measured by in pictures of them.
struct SampleScale {
  /// Of the square that holds the samples of two inputs, as they are fed.
  private(set) var extent = 1.0
  /// The largest target in size, 1 for classes.
  private(set) var target = 1.0
  /// What a pixel is divided by to be in 0 to 1.
  private(set) var pixel = 255.0

  init(_ data: TrainingData) {
    let parts = [data.training, data.validation]
    if data.training.inputs == 2 {
      var largest = 0.0
      for part in parts {
        for sample in 0..<part.count {
          for input in 0..<2 {
            largest = max(largest, abs(part.fed(sample, input: input, data.scaling)))
          }
        }
      }
      extent = SampleScale.rounded(largest)
    }
    if case .values(let values, _) = data.training.targets {
      let largest = values.reduce(0) { max($0, abs($1)) }
      if largest > 0, largest.isFinite { target = largest }
    }
    if case .reals(let reals) = data.training.features, data.training.imageShape != nil {
      let largest = reals.reduce(0) { max($0, $1) }
      pixel = largest > 0 ? largest : 1
    }
  }

  /// The next larger one of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten.
  private static func rounded(_ size: Double) -> Double {
    guard size > 0, size < 1e15 else { return 1 }
    var power = 1.0
    while power > size { power /= 10 }
    while power * 10 <= size { power *= 10 }
    return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].first { $0 * power >= size } ?? 10) * power
  }
}
