extension TrainingData {
  /// Samples parted into training and validation, limited, with noisy labels and scaled inputs,
  /// in this order.
  ///
  /// Where the validation part is not the set's own test part, the samples are put in an order
  /// drawn from ``RandomPurpose/split``; the first share of them is the validation part, rounded
  /// to a whole number, but at least 1 and all but 1 unless the share is 0.
  ///
  /// - Parameters:
  ///   - test: the set's own test part.
  ///   - scaling: how inputs are scaled unless the spec standardizes them.
  ///
  /// *Throws*: ``DataProblem`` where the spec asks for what the samples do not have.
  public init(
    name: String, samples: consuming DataSet, test: consuming DataSet? = nil, spec: DataSpec,
    seed: UInt64, scaling: InputScaling? = nil
  ) throws(DataProblem) {
    let limit = spec.trainingLimit ?? .max
    let count = samples.count
    if spec.validationShare == nil, let own = test {
      self.init(name: name, training: samples.prefix(limit), validation: own, scaling: scaling)
    } else {
      var generator = CounterGenerator(seed: seed, purpose: .split)
      let order = generator.permutation(of: count)
      let share = spec.validationShare ?? 0.2
      let kept =
        share > 0 ? max(0, min(max(1, Int((share * Double(count)).rounded())), count - 1)) : 0
      let end = count - kept > limit ? kept + limit : count
      self.init(
        name: name, training: samples.selecting(order[kept..<end]),
        validation: samples.selecting(order[..<kept]), test: test, scaling: scaling)
    }
    if spec.labelNoise > 0 { try training.replaceLabels(share: spec.labelNoise, seed: seed) }
    if spec.standardizes { self.scaling = InputScaling(standardizing: training) }
  }
}

extension DataSet {
  /// The first samples; all of them are not copied.
  func prefix(_ limit: Int) -> DataSet {
    guard limit < count else { return self }
    var part = self
    part.count = limit
    switch features {
    case .bytes(let bytes): part.features = .bytes(Array(bytes[..<(limit * inputs)]))
    case .reals(let reals): part.features = .reals(Array(reals[..<(limit * inputs)]))
    }
    switch targets {
    case .classes(let classes, let count, let names):
      part.targets = .classes(Array(classes[..<limit]), count: count, names: names)
    case .values(let values, let width):
      part.targets = .values(Array(values[..<(limit * width)]), width: width)
    }
    return part
  }

  /// The samples of some rows, in their order.
  func selecting(_ rows: ArraySlice<Int32>) -> DataSet {
    var part = self
    part.count = rows.count
    switch features {
    case .bytes(let bytes): part.features = .bytes(DataSet.gather(bytes, inputs, rows))
    case .reals(let reals): part.features = .reals(DataSet.gather(reals, inputs, rows))
    }
    switch targets {
    case .classes(let classes, let count, let names):
      part.targets = .classes(DataSet.gather(classes, 1, rows), count: count, names: names)
    case .values(let values, let width):
      part.targets = .values(DataSet.gather(values, width, rows), width: width)
    }
    return part
  }

  private static func gather<T>(_ values: [T], _ width: Int, _ rows: ArraySlice<Int32>) -> [T] {
    var gathered: [T] = []
    gathered.reserveCapacity(rows.count * width)
    for row in rows { gathered += values[Int(row) * width..<(Int(row) + 1) * width] }
    return gathered
  }

  /// Puts another class, each as likely, in the place of a share of the labels, rounded to whole
  /// labels.
  fileprivate mutating func replaceLabels(share: Double, seed: UInt64) throws(DataProblem) {
    guard case .classes(var classes, let classCount, let names) = targets else {
      throw DataProblem(
        "label noise is asked for, but the samples have values, not classes",
        remedy: "set the label noise to 0, or take a set with classes")
    }
    guard classCount > 1 else { return }
    var choosing = CounterGenerator(seed: seed, purpose: .labelNoise)
    var drawing = CounterGenerator(seed: seed, purpose: .labelNoise, index: 1)
    let replaced = Int((share * Double(count)).rounded())
    for row in choosing.permutation(of: count).prefix(replaced) {
      let drawn = Int32(drawing.nextIndex(below: classCount - 1))
      classes[Int(row)] = drawn < classes[Int(row)] ? drawn : drawn + 1
    }
    targets = .classes(classes, count: classCount, names: names)
  }
}

extension InputScaling {
  /// The same scale for every input, and no shift.
  init(inputs: Int, scale: Double) {
    self.init(
      shift: [Double](repeating: 0, count: inputs),
      scale: [Double](repeating: scale, count: inputs))
  }

  /// What gives every input the mean 0 and the variance 1 on these samples.
  ///
  /// *Formula*: `shift = Σx/n`, `scale = 1/√(Σ(x − shift)²/n)`, sums over the samples in their
  /// order; bytes are summed as integers. An input that is the same in all samples has the scale 1.
  ///
  /// *Differs*: from a sample's variance with n − 1; as scikit-learn's `StandardScaler`.
  public init(standardizing samples: DataSet) {
    switch samples.features {
    case .reals(let values):
      self.init(standardizing: values, count: samples.count, inputs: samples.inputs)
    case .bytes(let bytes):
      self.init(standardizing: bytes, count: samples.count, inputs: samples.inputs)
    }
  }

  private init(standardizing values: [Double], count: Int, inputs: Int) {
    var shift = [Double](repeating: 0, count: inputs)
    var sums = shift
    var varies = [Bool](repeating: false, count: inputs)
    for row in 0..<count {
      for input in 0..<inputs {
        let value = values[row * inputs + input]
        shift[input] += value
        if value != values[input] { varies[input] = true }
      }
    }
    for input in 0..<inputs {
      // The sum's rounding must not make a constant vary.
      shift[input] = varies[input] ? shift[input] / Double(count) : count > 0 ? values[input] : 0
    }
    for row in 0..<count {
      for input in 0..<inputs {
        let difference = values[row * inputs + input] - shift[input]
        sums[input] += difference * difference
      }
    }
    let scale = (0..<inputs).map { input in
      let variance = sums[input] / Double(count)
      // Differences so small that their squares vanish are as good as none.
      return varies[input] && variance > 0 ? 1 / variance.squareRoot() : 1
    }
    self.init(shift: shift, scale: scale)
  }

  private init(standardizing bytes: [UInt8], count: Int, inputs: Int) {
    var sums = [UInt64](repeating: 0, count: inputs)
    var squares = sums
    bytes.withUnsafeBufferPointer { bytes in
      sums.withUnsafeMutableBufferPointer { sums in
        squares.withUnsafeMutableBufferPointer { squares in
          for row in 0..<count {
            for input in 0..<inputs {
              let value = UInt64(bytes[row * inputs + input])
              sums[input] &+= value
              squares[input] &+= value &* value
            }
          }
        }
      }
    }
    let n = UInt64(count)
    let shift = sums.map { count > 0 ? Double($0) / Double(count) : 0 }
    let scale = zip(sums, squares).map { sum, square in
      // n²·variance, exactly; n ≤ 10⁶ keeps it below 2⁶³.
      let spread = n * square - sum * sum
      return spread > 0 ? Double(n) / Double(spread).squareRoot() : 1
    }
    self.init(shift: shift, scale: scale)
  }
}
