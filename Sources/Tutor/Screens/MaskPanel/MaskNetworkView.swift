import Regularization
import TerminalUI

/// The network with its neurons: a picture of all units, a table of the chosen layer, and the working of
/// the chosen unit or weight.
struct MaskNetworkView {
  private let frame: MaskPanelView
  private let panel: MaskPanelState
  private let glyphs: Glyphs
  private let figures = MaskFigures()

  init(_ frame: MaskPanelView) {
    self.frame = frame
    panel = frame.panel
    glyphs = frame.glyphs
  }

  private static let tallestPicture = 13
  private static let fewestTableRows = 3

  func blocks() -> [PageLayout.Block] {
    let working = workingLines
    let diagram = MaskDiagram(panel).network
    // Head and dials have about three rows.
    let free = frame.rows - working.count - 3
    let pictureRows = min(
      diagram.naturalRows, MaskNetworkView.tallestPicture, max(4, frame.isShort ? 6 : free - 5))
    let table = MaskTable(panel, glyphs: glyphs, columns: frame.columns)
    let tableRows = min(table.rows, max(MaskNetworkView.fewestTableRows + 1, free - pictureRows))
    var blocks = [
      frame.block(phaseLines),
      PageLayout.Block(
        rows: pictureRows, columns: frame.columns,
        draw: { diagram.draw(into: &$0, in: $1, glyphs: glyphs) }),
      PageLayout.Block(
        rows: tableRows, columns: frame.columns, draw: { table.draw(into: &$0, in: $1) }),
    ]
    let spare = free - pictureRows - tableRows
    let history =
      spare < MaskHistory.fewest
      ? [] : MaskHistory(panel, glyphs: glyphs).lines(columns: frame.columns, rows: spare)
    let gaps = max(0, min(3, spare - history.count))
    if !history.isEmpty { blocks.append(frame.block(history)) }
    if gaps > 0 { blocks.insert(gap, at: 1) }
    if gaps > 1 { blocks.append(gap) }
    if gaps > 2 { blocks.insert(gap, at: 3) }
    return blocks + [frame.block(working, isFocus: true)]
  }

  private var gap: PageLayout.Block { frame.block([StyledLine()]) }

  /// The parts of an update in their order, the present one marked.
  private var phaseLines: [StyledLine] {
    var line = StyledLine()
    for phase in MaskPanelState.Phase.allCases {
      let isPresent = phase == panel.place.phase
      if phase.rawValue > 0 { line.append(isPresent ? " " : " \(glyphs.middleDot) ", .muted) }
      if isPresent {
        line.append("\(glyphs.cursor)\(phase.name)", Style(.accent, bold: true))
      } else {
        line.append(phase.name, .muted)
      }
    }
    return line.wrapped(columns: frame.columns)
  }

  private var workingLines: [StyledLine] {
    MaskLines.working(panel).flatMap { frame.wrapped($0, indent: 4) }
  }
}

/// The picture of the network in the present part of the update.
struct MaskDiagram {
  private let panel: MaskPanelState
  private let figures = MaskFigures()

  init(_ panel: MaskPanelState) { self.panel = panel }

  private typealias Phase = MaskPanelState.Phase

  var network: LabelledNetwork {
    guard let pass = panel.pass, let iteration = panel.iteration else {
      return LabelledNetwork(layers: [], links: [], titles: [])
    }
    let layers = pass.units.indices.map { layer in
      pass.units[layer].indices.map { unit in
        panel.place.phase == .weights
          ? ofBatch(iteration, layer, unit)
          : LabelledNetwork.Unit(
            isDropped: pass.units[layer][unit].isDropped && panel.place.phase != .numbers,
            labels: labels(of: pass.units[layer][unit]))
      }
    }
    let links = iteration.before.parameters.indices.map { layer in
      self.links(layer, pass, iteration)
    }
    return LabelledNetwork(layers: layers, links: links, titles: titles, chosen: chosen)
  }

  private var chosen: [LabelledNetwork.Place] {
    guard panel.place.phase == .weights else {
      return [LabelledNetwork.Place(layer: panel.unit.layer, unit: panel.unit.unit)]
    }
    let weight = panel.weight
    let unit = LabelledNetwork.Place(layer: weight.layer + 1, unit: weight.unit)
    guard let input = weight.input else { return [unit] }
    return [unit, LabelledNetwork.Place(layer: weight.layer, unit: input)]
  }

  private var titles: [[String]] {
    let spec = panel.spec
    return (0...spec.network.layers.count).map { layer in
      let title = spec.title(ofLayer: layer)
      let p = spec.dropProbability(ofUnits: layer)
      guard p > 0 else { return [title] }
      return ["\(title) (p \(figures.brief(p)))", title]
    }
  }

  /// A unit in all samples of the batch, which move the weights together.
  private func ofBatch(
    _ iteration: MaskIteration, _ layer: Int, _ unit: Int
  ) -> LabelledNetwork.Unit {
    let count = iteration.passes.count
    let dropped = iteration.passes.count { $0.units[layer][unit].isDropped }
    guard dropped > 0 else { return LabelledNetwork.Unit() }
    let label = count == 1 ? "dropped" : "dropped \(dropped)/\(count)"
    return LabelledNetwork.Unit(
      isDropped: dropped == count, labels: [StyledLine(label, .muted), StyledLine()])
  }

  private func labels(of unit: MaskUnit) -> [StyledLine] {
    switch panel.place.phase {
    case .numbers:
      return unit.uniform.map { [StyledLine("u \(figures.short($0))")] } ?? []
    case .masks:
      guard unit.word != nil else { return [] }
      return unit.isDropped ? dropped : ["kept", ""]
    case .forward, .loss: return value(unit)
    case .back:
      guard let gradient = unit.gradient else { return [] }
      let delta = figures.short(gradient.delta)
      return [
        StyledLine("δ \(delta)", gradient.delta == 0 ? .muted : .normal),
        StyledLine(delta, gradient.delta == 0 ? .muted : .normal),
      ]
    case .weights: return []
    }
  }

  private var dropped: [StyledLine] { [StyledLine("dropped", .muted), StyledLine()] }

  /// `0.82 ×2`
  private func value(_ unit: MaskUnit) -> [StyledLine] {
    if unit.isDropped { return dropped }
    let a = StyledLine(figures.short(unit.activation))
    guard unit.word != nil, unit.factor != 1 else { return [a, a] }
    var full = a
    full.append(" ×\(figures.brief(unit.factor))", .accent)
    return [full, a]
  }

  private func links(
    _ layer: Int, _ pass: MaskPass, _ iteration: MaskIteration
  ) -> [LabelledNetwork.Link] {
    let units = pass.units[layer + 1]
    var links: [(link: LabelledNetwork.Link, size: Double)] = []
    for (input, unit) in pass.units[layer].enumerated() {
      for target in units.indices {
        let value = iteration.before.parameters[layer][input, target]
        let isSilent: Bool
        switch panel.place.phase {
        case .numbers: isSilent = false
        case .weights:
          isSilent = iteration.weights[layer][input * units.count + target].isSilencedByMask
        default: isSilent = unit.isDropped || units[target].isDropped
        }
        // What has no part in it leads nowhere; the chosen weight is there all the same.
        let isChosen =
          panel.place.phase == .weights
          && panel.weight == WeightPlace(layer: layer, input: input, unit: target)
        if isSilent || value == 0, !isChosen { continue }
        links.append(
          (
            LabelledNetwork.Link(
              from: input, to: target,
              kind: isSilent ? .silent : value < 0 ? .negative : .positive), value.magnitude
          ))
      }
    }
    return links.sorted { $0.size > $1.size }.map(\.link)
  }
}
