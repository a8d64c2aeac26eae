import Regularization

extension CoAdaptation {
  /// The units by what the loss rises without them, largest first.
  var byIncrease: [UnitAblation] {
    ablations.enumerated().sorted { left, right in
      // What is no number comes last.
      let (one, other) = (left.element.increase, right.element.increase)
      if one.isNaN || other.isNaN { return !one.isNaN && other.isNaN }
      return one != other ? one > other : left.offset < right.offset
    }.map(\.element)
  }

  /// Pairs of units by the size of their correlation, largest first.
  func pairs(_ count: Int) -> [(one: Int, other: Int, value: Double)] {
    var pairs: [(one: Int, other: Int, value: Double)] = []
    for one in correlations.indices {
      for other in correlations.indices.dropFirst(one + 1) {
        guard let value = correlations[one][other] else { continue }
        pairs.append((one, other, value))
      }
    }
    return Array(pairs.sorted { $0.value.magnitude > $1.value.magnitude }.prefix(count))
  }

  /// Units that answer all samples in the same way, and those that do not.
  var constant: [Int] { correlations.indices.filter { correlations[$0][$0] == nil } }
  var varying: [Int] { correlations.indices.filter { correlations[$0][$0] != nil } }

  /// The correlations of units that have such, row after row, each so many times across and down.
  func values(of units: [Int], times: Int = 1) -> [Float] {
    let side = units.count * times
    return (0..<side * side).map {
      Float(correlations[units[$0 / side / times]][units[$0 % side / times]] ?? 0)
    }
  }
}
