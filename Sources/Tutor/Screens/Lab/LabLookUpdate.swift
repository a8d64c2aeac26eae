import Lessons
import Regularization

extension LabState {
  /// What the arrows move in the panel in focus.
  enum Arrows {
    /// The step at which curves are read.
    case cursor
    /// The weight that is explained.
    case weight
    /// What is shown first of what does not fit.
    case rows
    case layer
  }

  /// `nil` where there is nothing to move.
  var arrows: Arrows? {
    switch focus {
    case .twins, .surface: nil
    case .loss, .accuracy, .norms: .cursor
    case .weights, .network, .table: .weight
    case .confusion, .units: .rows
    case .histogram: .layer
    }
  }

  mutating func move(_ columns: Int, _ rows: Int) {
    switch arrows {
    case .cursor: look.cursor = cursor(movedBy: columns)
    case .weight: moveWeight(columns, rows)
    case .rows: look.first = first(movedBy: columns + rows)
    case .layer: moveLayer(by: columns + rows)
    case nil: break
    }
  }

  /// Another point of the curves, so far away that it can be seen; beyond the last one it is the
  /// present step again, `nil`.
  private func cursor(movedBy amount: Int) -> Int? {
    guard amount != 0, let run = front, !run.curves.isEmpty else { return look.cursor }
    let stride = max(1, run.curves.count / 60)
    let at = look.cursor ?? step
    let index = run.curves.lastIndex { $0.step <= at } ?? 0
    let next = index + amount * stride
    return next >= run.curves.count ? nil : run.curves[max(0, next)].step
  }

  /// Whether a move by so much, to the side or up and down, changes anything.
  func canMove(by amount: Int) -> Bool {
    switch arrows {
    case .cursor: cursor(movedBy: amount) != look.cursor
    case .rows: first(movedBy: amount) != look.first
    case .weight, .layer: true
    case nil: false
    }
  }

  /// Of the classes and the samples that are not found, or of the units, within what there is.
  private func first(movedBy amount: Int) -> Int {
    let count: Int
    if focus == .units {
      count = front?.units.map { UnitsPanel.layer(look, of: $0).ablations.count } ?? 0
    } else {
      let confusion = front?.confusion
      count = max(confusion?.counts.count ?? 0, confusion?.misclassified.count ?? 0)
    }
    return max(0, min(look.first + amount, count - 1))
  }

  /// Ten units, inputs or samples further.
  mutating func moveFar(by amount: Int) {
    switch arrows {
    case .weight:
      if isPicture(look.chosen?.layer) { moveUnit(by: amount) } else { moveWeight(0, amount) }
    case .rows: look.first = first(movedBy: amount)
    case .cursor, .layer, nil: break
    }
  }

  /// Whether a layer's inputs are pixels.
  private func isPicture(_ layer: Int?) -> Bool {
    guard layer == 0, let shape = samples?.imageShape else { return false }
    return shape.rows * shape.columns == front?.network.inputs
  }

  /// Across the heat map: rows are inputs and columns units, but within a picture of pixels both are
  /// inputs.
  private mutating func moveWeight(_ columns: Int, _ rows: Int) {
    guard let network = front?.network, let old = look.chosen else { return }
    let inputs = network.inputs(ofLayer: old.layer)
    var place = old
    if isPicture(old.layer), let shape = samples?.imageShape {
      place.input = wrapped((old.input ?? 0) + columns + rows * shape.columns, inputs)
    } else {
      place.unit = wrapped(old.unit + columns, network.layers[old.layer].units)
      // The bias stands before the first input.
      let line = wrapped((old.input ?? -1) + 1 + rows, inputs + 1) - 1
      place.input = line < 0 ? nil : line
    }
    look.chosen = place
  }

  private func wrapped(_ index: Int, _ count: Int) -> Int {
    count > 0 ? ((index % count) + count) % count : 0
  }

  mutating func moveUnit(by amount: Int) {
    guard let network = front?.network, let old = look.chosen else { return }
    let unit = wrapped(old.unit + amount, network.layers[old.layer].units)
    look.chosen?.unit = unit
  }

  mutating func moveLayer(by amount: Int) {
    guard amount != 0, let network = front?.network else { return }
    look.layer = wrapped(look.layer + amount, network.layers.count)
    look.first = 0
    guard let old = look.chosen else { return }
    let inputs = network.inputs(ofLayer: look.layer)
    look.chosen = WeightPlace(
      layer: look.layer, input: old.input.map { min($0, inputs - 1) },
      unit: min(old.unit, network.layers[look.layer].units - 1))
  }

  mutating func moveFocus(by amount: Int) {
    let panels = available
    guard !panels.isEmpty else { return }
    let now = panels.firstIndex(of: focus) ?? 0
    focus = panels[wrapped(now + amount, panels.count)]
    look.first = 0
  }

  mutating func hidePanel() {
    let shown = available
    guard shown.count > 1, let now = shown.firstIndex(of: focus) else { return }
    panels.removeAll { $0 == focus }
    focus = shown[now + 1 < shown.count ? now + 1 : now - 1]
    isZoomed = false
  }
}
