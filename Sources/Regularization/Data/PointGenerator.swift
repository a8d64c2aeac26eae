/// Computes the points of a ``GeneratedData`` set.
///
/// Positions come from the stream ``RandomPurpose/points``, noise from
/// ``RandomPurpose/pointNoise``: turning up the noise leaves the positions where they are. Samples
/// of the two classes take turns, beginning with class 0.
struct PointGenerator {
  let samples: Int
  let noise: Double
  private var points: CounterGenerator
  private var noises: CounterGenerator

  init(samples: Int, noise: Double, seed: UInt64) {
    self.samples = samples
    self.noise = noise
    points = CounterGenerator(seed: seed, purpose: .points)
    noises = CounterGenerator(seed: seed, purpose: .pointNoise)
  }

  private typealias Point = (x: Double, y: Double)

  private mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * points.nextUniform()
  }

  /// Uniform in ±`reach`·noise, both ways.
  private mutating func displacement(_ reach: Double) -> Point {
    let x = reach * noise * (2 * noises.nextUniform() - 1)
    let y = reach * noise * (2 * noises.nextUniform() - 1)
    return (x, y)
  }

  /// The set of a kind.
  static func dataSet(_ kind: GeneratedData, samples: Int, noise: Double, seed: UInt64) -> DataSet {
    var generator = PointGenerator(samples: samples, noise: noise, seed: seed)
    return switch kind {
    case .circle: generator.circle()
    case .xor: generator.exclusiveOr()
    case .gauss: generator.gauss()
    case .spiral: generator.spiral()
    case .moons: generator.moons()
    case .plane: generator.plane()
    case .hills: generator.hills()
    case .irrelevant: generator.irrelevant()
    case .collinear: generator.collinear()
    }
  }
}

// MARK: - Two classes

extension PointGenerator {
  /// A disc in a ring: class 1 within, class 0 without.
  ///
  /// *Formula*: `(r·sin φ, r·cos φ)`, φ uniform, r uniform in [3.5, 5] and [0, 2.5] in turn. The
  /// class is that of the point moved by a uniform displacement in ±5·noise, 1 where it is nearer
  /// to the origin than 2.5: noise changes labels, not places.
  ///
  /// *Source*: the geometry of the TensorFlow Playground (Smilkov and Carter 2016).
  private mutating func circle() -> DataSet {
    classified { generator, index in
      let radius =
        index % 2 == 0 ? generator.uniform(3.5, 5) : generator.uniform(0, 2.5)
      let angle = generator.uniform(0, 2 * Double.pi)
      let x = radius * ElementaryFunctions.sine(angle)
      let y = radius * ElementaryFunctions.cosine(angle)
      let moved = generator.displacement(5)
      let distance = (x + moved.x) * (x + moved.x) + (y + moved.y) * (y + moved.y)
      return ((x, y), distance < 2.5 * 2.5)
    }
  }

  /// Opposite quadrants: class 1 where both coordinates have the same sign.
  ///
  /// *Formula*: x and y uniform in ±5, moved away from the axes by 0.3. The class is that of the
  /// point moved by a uniform displacement in ±5·noise.
  ///
  /// *Source*: the geometry of the TensorFlow Playground.
  private mutating func exclusiveOr() -> DataSet {
    classified { generator, _ in
      func away(_ value: Double) -> Double { value > 0 ? value + 0.3 : value - 0.3 }
      let x = away(generator.uniform(-5, 5))
      let y = away(generator.uniform(-5, 5))
      let moved = generator.displacement(5)
      return ((x, y), (x + moved.x) * (y + moved.y) >= 0)
    }
  }

  /// Two normal clouds around (−2, −2), class 0, and (2, 2), class 1.
  ///
  /// *Formula*: the variance of each coordinate is 0.5 + 7·noise.
  ///
  /// *Source*: the geometry of the TensorFlow Playground.
  private mutating func gauss() -> DataSet {
    let deviation = (0.5 + 7 * noise).squareRoot()
    return classified { generator, index in
      let center = index % 2 == 0 ? -2.0 : 2.0
      let x = center + deviation * generator.points.nextNormal()
      let y = center + deviation * generator.points.nextNormal()
      return ((x, y), index % 2 == 1)
    }
  }

  /// Two arms wound around each other.
  ///
  /// *Formula*: the point k of the m of an arm has r = 5k/m, t = 3.5π·k/m, and in class 0 π more;
  /// it is `(r·sin t, r·cos t)` and a uniform displacement in ±noise.
  ///
  /// *Source*: the geometry of the TensorFlow Playground.
  private mutating func spiral() -> DataSet {
    classified { generator, index in
      let isSecond = index % 2 == 1
      let onArm = isSecond ? generator.samples / 2 : (generator.samples + 1) / 2
      let share = Double(index / 2) / Double(onArm)
      let angle = 3.5 * Double.pi * share + (isSecond ? 0 : Double.pi)
      let moved = generator.displacement(1)
      let x = 5 * share * ElementaryFunctions.sine(angle) + moved.x
      let y = 5 * share * ElementaryFunctions.cosine(angle) + moved.y
      return ((x, y), isSecond)
    }
  }

  /// Two half moons that reach into each other.
  ///
  /// *Formula*: with t uniform in [0, π], `(cos t − ½, sin t − ¼)` is class 0, the same point
  /// turned by π about the origin class 1; then 3.5 times as large, and normal noise of the
  /// standard deviation 3.5·noise on each coordinate.
  ///
  /// *Source*: scikit-learn's `make_moons`. *Differs*: centred, larger, and t is drawn.
  private mutating func moons() -> DataSet {
    classified { generator, index in
      let angle = generator.uniform(0, Double.pi)
      let scale = index % 2 == 0 ? 3.5 : -3.5
      let strewn = 3.5 * generator.noise
      let x =
        scale * (ElementaryFunctions.cosine(angle) - 0.5)
        + strewn * generator.noises.nextNormal()
      let y =
        scale * (ElementaryFunctions.sine(angle) - 0.25)
        + strewn * generator.noises.nextNormal()
      return ((x, y), index % 2 == 1)
    }
  }

  private mutating func classified(
    _ point: (inout PointGenerator, Int) -> (at: Point, isOne: Bool)
  ) -> DataSet {
    var features: [Double] = []
    var classes: [Int32] = []
    features.reserveCapacity(2 * samples)
    classes.reserveCapacity(samples)
    for index in 0..<samples {
      let (at, isOne) = point(&self, index)
      features.append(at.x)
      features.append(at.y)
      classes.append(isOne ? 1 : 0)
    }
    return DataSet(
      count: samples, inputs: 2, features: .reals(features),
      targets: .classes(classes, count: 2, names: ["0", "1"]), inputNames: ["x₁", "x₂"])
  }
}

// MARK: - Values in the plane

extension PointGenerator {
  /// A plane: `y = (x₁ + x₂)/10`.
  ///
  /// *Formula*: x₁ and x₂ uniform in ±6; y is that of the point moved by a uniform displacement
  /// in ±6·noise.
  ///
  /// *Source*: the geometry of the TensorFlow Playground.
  private mutating func plane() -> DataSet {
    valued { x, y in (x + y) / 10 }
  }

  /// Six cones of height 1 and radius 2, upwards and downwards in turn.
  ///
  /// *Formula*: around (−4, 2.5), (4, 2.5) and (0, −2.5) y is 1 − d/2 within the distance d < 2,
  /// around (0, 2.5), (−4, −2.5) and (4, −2.5) its negative, elsewhere 0. Points and noise as of
  /// the plane.
  ///
  /// *Source*: the geometry of the TensorFlow Playground, which calls them gaussians.
  private mutating func hills() -> DataSet {
    let centers: [(x: Double, y: Double, sign: Double)] = [
      (-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1),
    ]
    return valued { x, y in
      // The centres are 4 apart, so a point is within one of them at most.
      for center in centers {
        let square = (x - center.x) * (x - center.x) + (y - center.y) * (y - center.y)
        if square < 4 { return center.sign * (1 - square.squareRoot() / 2) }
      }
      return 0
    }
  }

  private mutating func valued(_ value: (Double, Double) -> Double) -> DataSet {
    var features: [Double] = []
    var values: [Double] = []
    features.reserveCapacity(2 * samples)
    values.reserveCapacity(samples)
    for _ in 0..<samples {
      let x = uniform(-6, 6)
      let y = uniform(-6, 6)
      let moved = displacement(6)
      features.append(x)
      features.append(y)
      values.append(value(x + moved.x, y + moved.y))
    }
    return DataSet(
      count: samples, inputs: 2, features: .reals(features), targets: .values(values, width: 1),
      inputNames: ["x₁", "x₂"])
  }
}

// MARK: - Linear regression

extension PointGenerator {
  /// Linear regression of 10 inputs, of which three matter.
  ///
  /// *Formula*: `y = 3x₁ − 2x₂ + x₃ + ε`, all xᵢ standard normal, ε normal with noise times the
  /// standard deviation √14 of the rest.
  private mutating func irrelevant() -> DataSet {
    linear { generator in
      let x = (0..<10).map { _ in generator.points.nextNormal() }
      return (x, 3 * x[0] - 2 * x[1] + x[2])
    }
  }

  /// Linear regression of 10 inputs in near-equal pairs: many weights explain `y` as well.
  ///
  /// *Formula*: `x₂ₖ₋₁ = zₖ + 0.05u`, `x₂ₖ = zₖ + 0.05v` with z, u, v standard normal and k = 1
  /// to 5, so that pairs correlate by 1/1.0025; `y = 3z₁ − 2z₂ + z₃ + ε`, ε normal with noise
  /// times the standard deviation √14 of the rest.
  private mutating func collinear() -> DataSet {
    linear { generator in
      var x: [Double] = []
      var signal = 0.0
      for weight in [3.0, -2, 1, 0, 0] {
        let shared = generator.points.nextNormal()
        x.append(shared + 0.05 * generator.points.nextNormal())
        x.append(shared + 0.05 * generator.points.nextNormal())
        signal += weight * shared
      }
      return (x, signal)
    }
  }

  private mutating func linear(_ sample: (inout PointGenerator) -> (x: [Double], signal: Double))
    -> DataSet
  {
    let deviation = noise * 14.0.squareRoot()
    var features: [Double] = []
    var values: [Double] = []
    features.reserveCapacity(10 * samples)
    values.reserveCapacity(samples)
    for _ in 0..<samples {
      let (x, signal) = sample(&self)
      features += x
      values.append(signal + deviation * noises.nextNormal())
    }
    let names = ["x₁", "x₂", "x₃", "x₄", "x₅", "x₆", "x₇", "x₈", "x₉", "x₁₀"]
    return DataSet(
      count: samples, inputs: 10, features: .reals(features), targets: .values(values, width: 1),
      inputNames: names)
  }
}

extension GeneratedData {
  /// The set with so many samples.
  ///
  /// *Range*: samples 2 to ``DataSpec/sampleLimit``, noise 0 to 1: ``DataLoader`` checks both.
  public func dataSet(samples: Int, noise: Double, seed: UInt64) -> DataSet {
    PointGenerator.dataSet(self, samples: samples, noise: noise, seed: seed)
  }
}
