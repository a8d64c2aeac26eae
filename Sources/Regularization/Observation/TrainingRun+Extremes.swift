/// The weights that are largest, or smallest, in size, of those that were looked at so far.
private struct ExtremeWeights {
  let limit: Int
  let wantsLargest: Bool
  private(set) var found: [(size: Double, index: Int)] = []
  /// What a weight must be beyond to be among them.
  private(set) var threshold: Double

  init(limit: Int, wantsLargest: Bool) {
    self.limit = limit
    self.wantsLargest = wantsLargest
    threshold = wantsLargest ? -1 : .infinity
  }

  /// Takes a weight up that is beyond the threshold; of equal ones the first stays before the others.
  mutating func take(_ size: Double, _ index: Int) {
    let place =
      found.firstIndex { wantsLargest ? $0.size < size : $0.size > size } ?? found.endIndex
    found.insert((size, index), at: place)
    if found.count > limit { found.removeLast() }
    if found.count == limit, let last = found.last { threshold = last.size }
  }
}

extension TrainingRun {
  /// So many of the largest and of the smallest weights of all layers, by size; of equal ones the
  /// first by layer, panel of units, input and unit.
  func extremes(_ count: Int) -> (largest: [NamedValue], smallest: [NamedValue]) {
    guard count > 0 else { return ([], []) }
    switch spec.precision {
    case .float32: return extremes(count, of: Float.self)
    case .float64: return extremes(count, of: Double.self)
    }
  }

  private func extremes<Number: BinaryFloatingPoint>(
    _ count: Int, of type: Number.Type
  ) -> (largest: [NamedValue], smallest: [NamedValue]) {
    var largest = ExtremeWeights(limit: count, wantsLargest: true)
    var smallest = ExtremeWeights(limit: count, wantsLargest: false)
    let numbers = model.parameters.start.assumingMemoryBound(to: type)
    for layer in model.layout.layers {
      for panel in 0..<layer.panels {
        let units = min(
          ParameterLayout.Panel.width, layer.units - panel * ParameterLayout.Panel.width)
        for input in 0..<layer.inputs {
          let start = layer.place(ofPanel: panel, input: input)
          var index = start
          while index < start + units {
            let size = numbers[index].magnitude
            if size > Number(largest.threshold) { largest.take(Double(size), index) }
            if size < Number(smallest.threshold) { smallest.take(Double(size), index) }
            index += 1
          }
        }
      }
    }
    func named(_ found: [(size: Double, index: Int)]) -> [NamedValue] {
      found.compactMap { found in
        place(ofIndex: found.index).map {
          NamedValue(
            place: $0, value: model.parameters[found.index],
            decayShare: decayShare(at: found.index, ofLayer: $0.layer))
        }
      }
    }
    return (named(largest.found), named(smallest.found))
  }

  /// Which weight lies at an index of the parameters.
  private func place(ofIndex index: Int) -> WeightPlace? {
    guard
      let number = model.layout.layers.lastIndex(where: { $0.weights <= index })
    else { return nil }
    let layer = model.layout.layers[number]
    let panelSize = ParameterLayout.Panel.width * layer.inputs
    let panel = (index - layer.weights) / panelSize
    let inPanel = index - layer.place(ofPanel: panel)
    let width = layer.width(ofPanel: panel)
    return WeightPlace(
      layer: number, input: inPanel / width,
      unit: panel * ParameterLayout.Panel.width + inPanel % width)
  }
}
