import Regularization
import TerminalUI

/// The network and its neurons in sentences: what the picture shows of every unit, layer by layer.
struct MaskNetworkLines {
  private let panel: MaskPanelState
  private let glyphs: Glyphs
  private let figures = MaskFigures()

  init(_ panel: MaskPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  /// The present part of the update.
  func lines() -> [String] {
    guard let pass = panel.pass, let iteration = panel.iteration else { return [] }
    if panel.place.phase == .weights { return weights(iteration) }
    if panel.place.phase == .loss { return [outputs(pass)] }
    let lines = pass.units.indices.compactMap { layer -> String? in
      let words = pass.units[layer].indices.compactMap { unit in
        self.words(of: pass.units[layer][unit], panel.spec.name(ofUnit: unit, layer: layer))
      }
      guard !words.isEmpty else { return nil }
      let title = panel.spec.title(ofLayer: layer)
      return "\(title.prefix(1).uppercased() + title.dropFirst()): "
        + words.joined(separator: "; ") + "."
    }
    return lines.isEmpty ? ["Nothing is dropped in this network."] : lines
  }

  private func words(of unit: MaskUnit, _ name: String) -> String? {
    switch panel.place.phase {
    case .numbers: return unit.uniform.map { "\(name) draws \(figures.term($0))" }
    case .masks:
      guard unit.word != nil else { return nil }
      return "\(name) \(unit.isDropped ? "dropped" : "kept")"
    case .forward:
      if unit.isDropped { return "\(name) dropped, feeds 0" }
      let a = "\(name) \(figures.term(unit.activation))"
      return unit.factor == 1 ? a : "\(a) times \(figures.term(unit.factor))"
    case .back:
      guard let gradient = unit.gradient else { return nil }
      return "δ of \(name) \(figures.term(gradient.delta))" + (unit.isDropped ? ", dropped" : "")
    case .loss, .weights: return nil
    }
  }

  private func outputs(_ pass: MaskPass) -> String {
    let outputs = pass.outputs.map(figures.term).joined(separator: ", ")
    return "The network gives \(outputs)."
  }

  private func weights(_ iteration: MaskIteration) -> [String] {
    iteration.weights.indices.map { layer in
      let silenced = iteration.weights[layer].filter(\.isSilencedByMask)
      let head =
        "From \(panel.spec.title(ofLayer: layer)) to "
        + panel.spec.title(ofLayer: layer + 1)
      guard !silenced.isEmpty else {
        return "\(head): no weight is without gradient because of the mask."
      }
      let words = silenced.map { weight -> String in
        let movers = weight.moversWithoutGradient.map {
          MaskWeightWorking.name(of: $0, panel.spec.optimizer)
        }
        let name = panel.spec.name(of: weight.place)
        return movers.isEmpty
          ? "\(name) stays" : "\(name) still moves by \(movers.joined(separator: " and "))"
      }
      return "\(head): no gradient because of the mask: \(words.joined(separator: "; "))."
    }
  }

  // MARK: Handout

  /// The units of every sample of the iteration that the page opens with, then its weights.
  func handout() -> [String] {
    guard let iteration = panel.iteration else { return [] }
    var lines: [String] = []
    for row in iteration.passes.indices {
      var shown = panel
      shown.place = MaskPanelState.Place(iteration: iteration.number, row: row, phase: .back)
      lines.append("")
      lines.append(
        "Update \(iteration.number), sample \(iteration.passes[row].sample + 1): loss "
          + figures.term(iteration.passes[row].loss))
      for layer in iteration.passes[row].units.indices {
        shown.unit = MaskPanelState.Unit(layer: layer, unit: 0)
        lines += MaskTable.lines(shown, glyphs: glyphs).dropFirst(layer == 0 ? 0 : 1)
      }
    }
    for layer in iteration.weights.indices {
      var shown = panel
      shown.place = MaskPanelState.Place(
        iteration: iteration.number, row: panel.rows - 1, phase: .weights)
      shown.weight = WeightPlace(layer: layer, input: 0, unit: 0)
      lines.append("")
      lines += MaskTable.lines(shown, glyphs: glyphs)
    }
    return Array(lines.dropFirst())
  }
}
