import Regularization
import Testing

struct DataPreparationTests {
  /// Ten samples of two inputs: the number of the sample, and twice as much; classes in turn.
  private static func numbered(_ count: Int = 10, classes: Int = 2) -> DataSet {
    DataSet(
      count: count, inputs: 2,
      features: .reals((0..<count).flatMap { [Double($0), 2 * Double($0)] }),
      targets: .classes(
        (0..<count).map { Int32($0 % classes) }, count: classes,
        names: (0..<classes).map(String.init)),
      inputNames: ["a", "b"])
  }

  private static func prepare(
    _ samples: DataSet = numbered(), test: DataSet? = nil, seed: UInt64 = 1,
    _ change: (inout DataSpec) -> Void = { _ in }
  ) throws -> TrainingData {
    var spec = DataSpec(.named("n"))
    change(&spec)
    return try TrainingData(name: "n", samples: samples, test: test, spec: spec, seed: seed)
  }

  /// The samples' numbers; what belongs together has stayed together.
  private static func rows(_ set: DataSet) -> [Int] {
    guard case .reals(let reals) = set.features, case .classes(let classes, _, _) = set.targets
    else { return [] }
    #expect(reals.count == 2 * set.count && classes.count == set.count)
    return (0..<set.count).map { row in
      #expect(reals[2 * row + 1] == 2 * reals[2 * row])
      #expect(Int(classes[row]) == Int(reals[2 * row]) % 2)
      return Int(reals[2 * row])
    }
  }

  @Test(
    arguments: [
      (nil, 2), (0, 0), (0.01, 1), (0.25, 3), (0.5, 5), (0.9, 9),
    ] as [(Double?, Int)])
  func theShareIsSplitOffAndNothingIsLost(sample: (share: Double?, kept: Int)) throws {
    let parted = try Self.prepare { $0.validationShare = sample.share }
    let training = Self.rows(parted.training)
    let validation = Self.rows(parted.validation)
    #expect(validation.count == sample.kept)
    #expect((training + validation).sorted() == Array(0..<10))
    #expect(training != training.sorted() || training.count == 1)
    #expect(parted.test == nil)
  }

  @Test func aSingleSampleIsTrainedOn() throws {
    let parted = try Self.prepare(Self.numbered(1))
    #expect(parted.training.count == 1 && parted.validation.count == 0)
  }

  @Test func theSeedDecidesTheSplit() throws {
    let one = try Self.prepare(Self.numbered(100))
    #expect(one == (try Self.prepare(Self.numbered(100))))
    #expect(
      Self.rows(one.validation)
        != Self.rows(try Self.prepare(Self.numbered(100), seed: 2).validation))
    // The order is the documented one.
    var generator = CounterGenerator(seed: 1, purpose: .split)
    let order = generator.permutation(of: 100).map(Int.init)
    #expect(Self.rows(one.validation) == Array(order[..<20]))
    #expect(Self.rows(one.training) == Array(order[20...]))
  }

  @Test func theTestPartOfTheSetIsTheValidationPartUnlessAShareIsAskedFor() throws {
    let own = Self.numbered(4)
    let kept = try Self.prepare(test: own)
    #expect(Self.rows(kept.training) == Array(0..<10))
    #expect(kept.validation == own && kept.test == nil)

    let split = try Self.prepare(test: own) { $0.validationShare = 0.3 }
    #expect(split.training.count == 7 && split.validation.count == 3)
    #expect(split.test == own)
  }

  @Test func theLimitTakesFromTheFrontAfterTheSplit() throws {
    let all = try Self.prepare()
    let limited = try Self.prepare { $0.trainingLimit = 3 }
    #expect(limited.validation == all.validation)
    #expect(Self.rows(limited.training) == Array(Self.rows(all.training).prefix(3)))
    #expect(try Self.prepare { $0.trainingLimit = 1000 } == all)

    let own = try Self.prepare(test: Self.numbered(4)) { $0.trainingLimit = 3 }
    #expect(Self.rows(own.training) == [0, 1, 2])
    #expect(own.validation.count == 4)
  }

  @Test func bytesAndValuesArePartedAlike() throws {
    let reals = Self.numbered(50)
    var bytes = reals
    bytes.features = .bytes((0..<50).flatMap { [$0, 2 * $0] })
    var values = reals
    values.targets = .values((0..<50).flatMap { [Double($0), -Double($0)] }, width: 2)
    let rows = Self.rows(try Self.prepare(reals) { $0.trainingLimit = 7 }.training)
    let ofBytes = try Self.prepare(bytes) { $0.trainingLimit = 7 }.training
    #expect(ofBytes.features == .bytes(rows.flatMap { [UInt8($0), UInt8(2 * $0)] }))
    let ofValues = try Self.prepare(values) { $0.trainingLimit = 7 }.training
    #expect(ofValues.targets == .values(rows.flatMap { [Double($0), -Double($0)] }, width: 2))
    let front = try Self.prepare(values, test: values) { $0.trainingLimit = 2 }.training
    #expect(front.targets == .values([0, 0, 1, -1], width: 2))
    #expect(front.features == .reals([0, 0, 1, 2]))
  }

  @Test func scalingGivesMeanZeroAndVarianceOneOnTheTrainingPartAlone() throws {
    let samples = GeneratedData.gauss.dataSet(samples: 300, noise: 0.3, seed: 4)
    let data = try Self.prepare(samples) { $0.standardizes = true }
    let scaling = try #require(data.scaling)
    func moments(_ set: DataSet, _ input: Int) -> (mean: Double, variance: Double) {
      guard case .reals(let reals) = set.features else { return (.nan, .nan) }
      let fed = (0..<set.count).map {
        (reals[$0 * 2 + input] - scaling.shift[input]) * scaling.scale[input]
      }
      let mean = fed.reduce(0, +) / Double(set.count)
      return (mean, fed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(set.count))
    }
    for input in 0..<2 {
      let training = moments(data.training, input)
      #expect(abs(training.mean) < 1e-14 && abs(training.variance - 1) < 1e-14)
      let validation = moments(data.validation, input)
      #expect(abs(validation.mean) > 1e-6 && abs(validation.variance - 1) > 1e-6)
    }
    #expect(try Self.prepare(samples).scaling == nil)
  }

  @Test func inputsThatDoNotVaryKeepTheScaleOne() throws {
    // 0.1 + 0.1 + … is not 0.1·n: rounding must not be taken for variance.
    let set = DataSet(
      count: 7, inputs: 2, features: .reals((0..<7).flatMap { [0.1, Double($0)] }),
      targets: .values([Double](repeating: 0, count: 7), width: 1))
    let scaling = InputScaling(standardizing: set)
    #expect(scaling.shift == [0.1, 3])
    #expect(scaling.scale == [1, 0.5])
  }

  @Test func bytesAreScaledAsTheyAreStored() throws {
    let bytes: [UInt8] = [0, 7, 255, 255, 7, 0, 0, 7, 3, 255, 7, 250]
    let targets = Targets.values([0, 0, 0, 0], width: 1)
    let ofBytes = InputScaling(
      standardizing: DataSet(count: 4, inputs: 3, features: .bytes(bytes), targets: targets))
    let ofReals = InputScaling(
      standardizing: DataSet(
        count: 4, inputs: 3, features: .reals(bytes.map(Double.init)), targets: targets))
    #expect(ofBytes.shift == ofReals.shift)
    #expect(ofBytes.shift == [127.5, 7, 127])
    #expect(ofBytes.scale[0] == 1 / 127.5 && ofBytes.scale[1] == 1)
    for (one, other) in zip(ofBytes.scale, ofReals.scale) { #expect(abs(one - other) < 1e-15) }
  }

  @Test(arguments: [2, 10])
  func labelNoiseReplacesItsShareOfTheTrainingLabels(classes: Int) throws {
    let samples = Self.numbered(2000, classes: classes)
    let clean = try Self.prepare(samples)
    let noisy = try Self.prepare(samples) { $0.labelNoise = 0.3 }
    #expect(noisy.validation == clean.validation)
    #expect(noisy.training.features == clean.training.features)
    guard case .classes(let before, _, _) = clean.training.targets,
      case .classes(let after, let count, _) = noisy.training.targets
    else {
      Issue.record("no classes")
      return
    }
    #expect(count == classes)
    let changed = zip(before, after).filter { $0 != $1 }
    #expect(changed.count == 480)
    // Every other class is as likely: the difference modulo the classes is uniform over 1 to k − 1.
    var counts = [Int](repeating: 0, count: classes)
    for (old, new) in changed {
      #expect(0..<classes ~= Int(new))
      counts[(Int(new) - Int(old) + classes) % classes] += 1
    }
    let expected = 480 / Double(classes - 1)
    #expect(counts[1...].allSatisfy { abs(Double($0) - expected) < 5 * expected.squareRoot() })

    let all = try Self.prepare(samples) { $0.labelNoise = 1 }
    guard case .classes(let replaced, _, _) = all.training.targets else { return }
    #expect(zip(before, replaced).allSatisfy { $0 != $1 })
  }

  @Test func labelNoiseNeedsClasses() throws {
    let values = GeneratedData.plane.dataSet(samples: 10, noise: 0, seed: 1)
    let problem = #expect(throws: DataProblem.self) {
      try Self.prepare(values) { $0.labelNoise = 0.1 }
    }
    #expect(problem?.message.contains("values, not classes") == true)
  }
}
