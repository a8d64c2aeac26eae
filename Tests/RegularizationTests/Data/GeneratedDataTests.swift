import Glibc
import Regularization
import TestSupport
import Testing

struct GeneratedDataTests {
  private struct Sample {
    var x: [Double]
    var label = 0
    var value = 0.0
    var radius: Double { (x[0] * x[0] + x[1] * x[1]).squareRoot() }
  }

  private func samples(
    _ kind: GeneratedData, _ count: Int = 1000, noise: Double = 0, seed: UInt64 = 1
  ) throws -> [Sample] {
    let set = kind.dataSet(samples: count, noise: noise, seed: seed)
    #expect(set.count == count)
    #expect(set.inputNames.count == set.inputs)
    guard case .reals(let reals) = set.features else { throw DataProblem("bytes", remedy: "") }
    #expect(reals.count == count * set.inputs)
    return (0..<count).map { row in
      let x = Array(reals[row * set.inputs..<(row + 1) * set.inputs])
      switch set.targets {
      case .classes(let classes, _, _): return Sample(x: x, label: Int(classes[row]))
      case .values(let values, _): return Sample(x: x, value: values[row])
      }
    }
  }

  @Test(arguments: GeneratedData.allCases)
  func theSeedDecidesAndNoiseLeavesTheStreamOfPointsAlone(kind: GeneratedData) {
    let set = kind.dataSet(samples: 51, noise: 0.3, seed: 9)
    #expect(set == kind.dataSet(samples: 51, noise: 0.3, seed: 9))
    #expect(set.count == 51)
    #expect(set != kind.dataSet(samples: 51, noise: 0.2, seed: 9))
    #expect(set != kind.dataSet(samples: 51, noise: 0.3, seed: 10))
    #expect(set.targets.isOfClasses != kind.isRegression)
    if case .classes(_, let count, let names) = set.targets {
      #expect(count == 2 && names == ["0", "1"])
    }
  }

  @Test(arguments: GeneratedData.allCases.filter { $0 != .spiral })
  func moreSamplesBeginWithTheSameOnes(kind: GeneratedData) throws {
    let few = try samples(kind, 20, noise: 0.4)
    let many = try samples(kind, 200, noise: 0.4)
    for (one, other) in zip(few, many) {
      #expect(one.x == other.x && one.label == other.label && one.value == other.value)
    }
  }

  /// Noise changes labels, and leaves every point where it is.
  @Test(arguments: [GeneratedData.circle, .xor, .plane, .hills])
  func noiseOfTheseSetsMovesNoPoint(kind: GeneratedData) throws {
    let clean = try samples(kind)
    let noisy = try samples(kind, noise: 0.5)
    #expect(clean.map(\.x) == noisy.map(\.x))
    let changed = zip(clean, noisy).filter { $0.label != $1.label || $0.value != $1.value }.count
    #expect(changed > 100)
  }

  @Test func theCircleIsADiscInARing() throws {
    let all = try samples(.circle)
    let disc = all.filter { $0.label == 1 }
    let ring = all.filter { $0.label == 0 }
    #expect(disc.count == 500 && ring.count == 500)
    #expect(disc.allSatisfy { $0.radius <= 2.5 + 1e-12 })
    #expect(ring.allSatisfy { 3.5 - 1e-12 <= $0.radius && $0.radius <= 5 + 1e-12 })
    // Radii are uniform: half of them within the middle of their range.
    #expect(abs(disc.filter { $0.radius < 1.25 }.count - 250) < 60)
    #expect(abs(ring.filter { $0.radius < 4.25 }.count - 250) < 60)
    #expect(abs(all.filter { $0.x[0] > 0 }.count - 500) < 80)
    #expect(abs(all.filter { $0.x[1] > 0 }.count - 500) < 80)
  }

  @Test func xorPartsTheQuadrants() throws {
    let all = try samples(.xor)
    for sample in all {
      #expect((sample.x[0] * sample.x[1] > 0) == (sample.label == 1))
      #expect(sample.x.allSatisfy { 0.3 <= abs($0) && abs($0) <= 5.3 })
    }
    for (right, up) in [(true, true), (true, false), (false, true), (false, false)] {
      let quadrant = all.filter { ($0.x[0] > 0) == right && ($0.x[1] > 0) == up }.count
      #expect(abs(quadrant - 250) < 70)
    }
  }

  @Test(arguments: [(0.0, 0.5), (0.5, 4.0), (1.0, 7.5)])
  func gaussHasTwoCloudsWhoseVarianceGrowsWithNoise(sample: (noise: Double, variance: Double))
    throws
  {
    let all = try samples(.gauss, 20_000, noise: sample.noise)
    for label in [0, 1] {
      let cloud = all.filter { $0.label == label }
      #expect(cloud.count == 10_000)
      for coordinate in 0..<2 {
        let values = cloud.map { $0.x[coordinate] }
        let mean = values.reduce(0, +) / 10_000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
        // Five standard errors.
        #expect(abs(mean - (label == 1 ? 2 : -2)) < 5 * (sample.variance / 10_000).squareRoot())
        #expect(abs(variance / sample.variance - 1) < 5 * 2.0.squareRoot() / 100)
      }
    }
  }

  @Test(arguments: [2, 3, 100, 101])
  func withoutNoiseTheSpiralLiesOnItsArms(count: Int) throws {
    let all = try samples(.spiral, count)
    for (index, sample) in all.enumerated() {
      #expect(sample.label == index % 2)
      let onArm = Double(sample.label == 0 ? (count + 1) / 2 : count / 2)
      let share = Double(index / 2) / onArm
      let angle = 3.5 * Double.pi * share + (sample.label == 0 ? Double.pi : 0)
      #expect(abs(sample.x[0] - 5 * share * sin(angle)) < 1e-14)
      #expect(abs(sample.x[1] - 5 * share * cos(angle)) < 1e-14)
    }
  }

  @Test func noiseMovesThePointsOfTheSpiralByThatMuchAtMost() throws {
    let clean = try samples(.spiral)
    let noisy = try samples(.spiral, noise: 0.25)
    let moves = zip(clean, noisy).flatMap { zip($0.x, $1.x).map { abs($0 - $1) } }
    #expect(moves.allSatisfy { $0 <= 0.25 + 1e-12 })
    #expect(moves.reduce(0, +) / 2000 > 0.115)
  }

  @Test func withoutNoiseTheMoonsLieOnTwoHalfCircles() throws {
    for sample in try samples(.moons) {
      // The centres are (−1.75, −0.875) and, turned around, (1.75, 0.875).
      let turn = sample.label == 0 ? 1.0 : -1.0
      let (x, y) = (turn * sample.x[0] + 1.75, turn * sample.x[1] + 0.875)
      #expect(abs((x * x + y * y).squareRoot() - 3.5) < 1e-13)
      #expect(y > -1e-13)
      #expect(sample.x.allSatisfy { abs($0) < 6 })
    }
    let noisy = try samples(.moons, noise: 0.1)
    let moves = zip(try samples(.moons), noisy).flatMap { zip($0.x, $1.x).map { $0 - $1 } }
    let deviation = (moves.reduce(0) { $0 + $1 * $1 } / 2000).squareRoot()
    #expect(abs(deviation / 0.35 - 1) < 0.08)
  }

  @Test func withoutNoiseThePlaneIsOne() throws {
    for sample in try samples(.plane) {
      #expect(abs(sample.value - (sample.x[0] + sample.x[1]) / 10) < 1e-15)
      #expect(sample.x.allSatisfy { abs($0) <= 6 })
    }
  }

  @Test func withoutNoiseTheHillsAreConesInTurn() throws {
    let all = try samples(.hills, 5000)
    var flat = 0
    for sample in all {
      // The nearest centre: columns at −4, 0, 4, rows at ±2.5.
      let column = min(max((sample.x[0] / 4).rounded(), -1), 1)
      let row = sample.x[1] > 0 ? 2.5 : -2.5
      let distance = hypot(sample.x[0] - 4 * column, sample.x[1] - row)
      let sign = (column == 0) == (row > 0) ? -1.0 : 1.0
      #expect(abs(sample.value - sign * max(0, 1 - distance / 2)) < 1e-14)
      if sample.value == 0 { flat += 1 }
    }
    // Six circles of radius 2 cover 24π of 144.
    #expect(abs(Double(flat) / 5000 - (1 - 24 * Double.pi / 144)) < 0.035)
  }

  @Test func threeOfTenInputsMatterInTheIrrelevantSet() throws {
    let clean = try samples(.irrelevant, 5000)
    for sample in clean {
      #expect(sample.x.count == 10)
      #expect(abs(sample.value - (3 * sample.x[0] - 2 * sample.x[1] + sample.x[2])) < 1e-13)
    }
    let noisy = try samples(.irrelevant, 5000, noise: 0.5)
    #expect(noisy.map(\.x) == clean.map(\.x))
    let errors = zip(clean, noisy).map { $0.value - $1.value }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / 5000).squareRoot()
    #expect(abs(deviation / (0.5 * 14.0.squareRoot()) - 1) < 0.05)
  }

  @Test func collinearInputsComeInNearEqualPairs() throws {
    let all = try samples(.collinear, 5000)
    func correlation(_ one: Int, _ other: Int) -> Double {
      func sum(_ i: Int, _ j: Int) -> Double { all.reduce(0) { $0 + $1.x[i] * $1.x[j] } }
      return sum(one, other) / (sum(one, one) * sum(other, other)).squareRoot()
    }
    for pair in 0..<5 {
      #expect(abs(correlation(2 * pair, 2 * pair + 1) - 1 / 1.0025) < 0.0005)
      #expect(abs(correlation(2 * pair, (2 * pair + 2) % 10)) < 0.07)
    }
    // The target is that of the shared parts, from which a pair's mean is off by 0.05/√2.
    let errors = all.map { sample -> Double in
      let x = sample.x
      let signal: Double = 3 * (x[0] + x[1]) - 2 * (x[2] + x[3]) + (x[4] + x[5])
      return sample.value - signal / 2
    }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / 5000).squareRoot()
    #expect(abs(deviation / (0.05 * 7.0.squareRoot()) - 1) < 0.06)
  }

  @Test func aNameIsThatOfAGeneratedSetOrOfAnother() {
    for kind in GeneratedData.allCases {
      #expect(DataSource(name: kind.rawValue) == .generated(kind))
      #expect(DataSource.generated(kind).name == kind.rawValue)
    }
    #expect(DataSource(name: "digits") == .named("digits"))
    #expect(DataSource.named("m.csv").name == "m.csv")
  }
}
