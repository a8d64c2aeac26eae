import Regularization

extension WeightMatrix {
  /// The weights that lead to a unit, input after input.
  func values(ofUnit unit: Int) -> [Float] {
    (0..<inputs).map { values[$0 * units + unit] }
  }

  var zeros: Int { values.reduce(0) { $0 + ($1 == 0 ? 1 : 0) } }

  /// For each input how many of its weights are exactly 0.
  var zerosOfInputs: [Int] {
    (0..<inputs).map { input in
      values[input * units..<(input + 1) * units].reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    }
  }

  /// For each unit how many of its weights are exactly 0.
  var zerosOfUnits: [Int] {
    var zeros = Array(repeating: 0, count: units)
    for input in 0..<inputs {
      for unit in 0..<units where values[input * units + unit] == 0 { zeros[unit] += 1 }
    }
    return zeros
  }

  /// The largest weights in size, of equal ones the first.
  func largest(_ count: Int) -> [(input: Int, unit: Int, value: Float)] {
    guard count > 0 else { return [] }
    var found: [(input: Int, unit: Int, value: Float)] = []
    for (index, value) in values.prefix(inputs * units).enumerated() where !value.isNaN {
      if found.count == count, let last = found.last, value.magnitude <= last.value.magnitude {
        continue
      }
      let place = found.firstIndex { $0.value.magnitude < value.magnitude } ?? found.endIndex
      found.insert((index / units, index % units, value), at: place)
      if found.count > count { found.removeLast() }
    }
    return found
  }
}

extension ImageShape {
  /// The numbers of the pixels of the outermost ring.
  var border: [Int] {
    (0..<rows * columns).filter { pixel in
      let row = pixel / columns
      let column = pixel % columns
      return row == 0 || row == rows - 1 || column == 0 || column == columns - 1
    }
  }
}
