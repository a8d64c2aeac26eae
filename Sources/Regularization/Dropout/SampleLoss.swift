/// What one sample should give.
public enum SampleTarget: Sendable, Hashable {
  /// A class, from 0.
  case category(Int)
  /// One for each output.
  case values([Double])
}

extension Targets {
  /// The target of a sample as the loss wants it: under a squared error classes are 1 at the class and
  /// −1 elsewhere; with one output class 1 is 1 and class 0 is −1.
  public func target(ofSample sample: Int, loss: Loss, outputs: Int) -> SampleTarget {
    switch self {
    case .values(let values, let width):
      return .values(Array(values[sample * width..<(sample + 1) * width]))
    case .classes(let classes, _, _):
      let label = Int(classes[sample])
      guard !loss.isOfClasses else { return .category(label) }
      guard outputs > 1 else { return .values([label == 1 ? 1 : -1]) }
      return .values((0..<outputs).map { $0 == label ? 1 : -1 })
    }
  }
}

extension Loss {
  /// The loss of one sample, and its gradient by each output.
  ///
  /// *Formula*: see the cases of ``Loss``. The gradients are `softmax(y)ⱼ − [j is the class]`,
  /// `sigmoid(y) − t`, `2(y − t)` and `y − t`.
  ///
  /// *Range*: a class for losses of classes, values for the others.
  public func ofSample(
    outputs y: [Double], target: SampleTarget
  ) -> (value: Double, gradient: [Double]) {
    switch (self, target) {
    case (.logistic, .category(let label)):
      let t = Double(label)
      let z = y[0]
      // log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), which no z makes infinite.
      let e = ElementaryFunctions.exponential(-z.magnitude)
      let value = (max(z, 0) - z * t) + ElementaryFunctions.logarithmOfOnePlus(e)
      return (value, [ElementaryFunctions.sigmoid(z) - t])
    case (_, .category(let label)):
      let largest = y.reduce(-Double.infinity, max)
      let powers = y.map { ElementaryFunctions.exponential($0 - largest) }
      let sum = powers.reduce(0, +)
      let value = ElementaryFunctions.logarithm(sum) - (y[label] - largest)
      return (value, powers.indices.map { powers[$0] / sum - ($0 == label ? 1 : 0) })
    case (_, .values(let t)):
      let weight = self == .halfSquaredError ? 0.5 : 1
      var sum = 0.0
      for (output, target) in zip(y, t) { sum += (output - target) * (output - target) }
      return (weight * sum, zip(y, t).map { 2 * weight * ($0 - $1) })
    }
  }
}

extension Activation {
  /// `a = f(z)`
  public func value(at z: Double) -> Double {
    switch self {
    case .linear: z
    case .relu: z > 0 ? z : z.isNaN ? z : 0
    case .tanh: ElementaryFunctions.hyperbolicTangent(z)
    case .sigmoid: ElementaryFunctions.sigmoid(z)
    }
  }

  /// `f′(z)`, by `a = f(z)`.
  public func slope(at a: Double) -> Double {
    switch self {
    case .linear: 1
    case .relu: a > 0 ? 1 : 0
    case .tanh: 1 - a * a
    case .sigmoid: a * (1 - a)
    }
  }
}
