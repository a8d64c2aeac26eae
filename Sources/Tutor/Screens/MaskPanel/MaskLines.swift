import Lessons
import Regularization
import TerminalUI

/// The mask panel in sentences and plain tables.
struct MaskLines {
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  init(_ panel: MaskPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  static let cannotBeComputed =
    "This network leads to no finite numbers in its first update: it diverges at once. Turn a dial "
    + "back, or press r."

  // MARK: What cells and sentences share

  /// Where the panel stands, in pairs of a word and its value.
  static func head(_ panel: MaskPanelState) -> [(String, String)] {
    var parts: [(String, String)] = []
    let spec = panel.spec
    if panel.view == .conventions || panel.view == .expectation {
      return [("view", MaskKeys.name(of: panel.view))]
    }
    var update = "\(panel.place.iteration) of \(panel.iterations)"
    if let epoch = spec.epoch(ofIteration: panel.place.iteration) { update += " (epoch \(epoch))" }
    parts.append(("update", update))
    guard let pass = panel.pass else { return parts }
    if panel.view == .network, panel.place.phase == .weights {
      parts.append(("batch of", "\(panel.rows)"))
      return parts
    }
    let row = panel.rows > 1 ? " (\(panel.place.row + 1) of \(panel.rows) in its batch)" : ""
    parts.append(("sample", "\(pass.sample + 1)\(row)"))
    switch spec.targets.target(
      ofSample: pass.sample, loss: spec.loss, outputs: spec.network.outputs)
    {
    case .category(let label): parts.append(("class", "\(label)"))
    case .values(let values):
      parts.append(("target", values.map(MaskFigures().term).joined(separator: ", ")))
    }
    return parts
  }

  /// The chosen unit’s or weight’s working in the present part of the update.
  static func working(_ panel: MaskPanelState) -> [String] {
    guard panel.place.phase != .weights else {
      guard let working = MaskWeightWorking(panel, weight: panel.weight) else { return [] }
      return ["\(panel.spec.name(of: panel.weight)):"] + working.lines()
    }
    return MaskUnitWorking(panel, unit: panel.unit)?.lines(panel.place.phase) ?? []
  }

  // MARK: Sentences

  /// What the panel says when its page opens.
  func opening() -> [String] {
    guard panel.iteration != nil else { return [MaskLines.cannotBeComputed] }
    return [settings] + dials + present + note
  }

  /// What a key changed.
  func changes(from old: MaskPanelState) -> [String] {
    guard panel.iteration != nil else {
      return old.iteration == nil ? [] : [MaskLines.cannotBeComputed]
    }
    var lines: [String] = []
    if panel.plan != old.plan || panel.masks != old.masks || panel.focus != old.focus {
      lines += dials
    }
    if panel.view != old.view || panel.place != old.place || panel.plan != old.plan
      || panel.masks != old.masks || panel.sample != old.sample || panel.output != old.output
    {
      lines += present
    } else if panel.unit != old.unit || panel.weight != old.weight
      || panel.showsAllDigits != old.showsAllDigits
    {
      lines += working
    }
    if panel.note != old.note { lines += note }
    return lines
  }

  private func flat(_ markdown: String) -> String {
    Prose(markdown).plainLines(columns: nil, glyphs: glyphs).joined(separator: " ")
  }

  private var note: [String] { panel.note.map { [flat($0.text)] } ?? [] }

  /// The network in a sentence.
  var settings: String {
    let spec = panel.spec
    let figures = MaskFigures()
    let widths = [spec.network.inputs] + spec.network.layers.map(\.units)
    var drops: [String] = []
    for layer in spec.network.layers.indices where spec.dropProbability(ofLayer: layer) > 0 {
      drops.append(
        "\(spec.title(ofLayer: layer)) p \(figures.term(spec.dropProbability(ofLayer: layer)))")
    }
    return "Network \(widths.map(String.init).joined(separator: "-")), dropout: "
      + (drops.isEmpty ? "none" : drops.joined(separator: ", "))
      + ", convention \(MaskPanelState.name(of: spec.convention)); \(spec.optimizer.kind.rawValue), "
      + "learning rate \(figures.term(spec.learningRate)), seed \(spec.seed), "
      + "\(panel.iterations) updates."
  }

  private var dials: [String] {
    panel.step.dials.enumerated().map { index, dial in
      (panel.focus == index ? "Chosen: " : "")
        + "\(MaskPanelState.name(of: dial)) is \(panel.value(of: dial))."
    }
  }

  private var head: String {
    let parts = MaskLines.head(panel).map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let phase = panel.view == .network ? ", \(panel.place.phase.name)" : ""
    return parts.prefix(1).uppercased() + parts.dropFirst() + phase + "."
  }

  private var present: [String] {
    switch panel.view {
    case .network: [head] + MaskNetworkLines(panel, glyphs: glyphs).lines() + working
    case .company: [head] + MaskCompanyWords(panel).sentences
    case .conventions: MaskConventionsWords(panel).sentences
    case .expectation: MaskExpectationWords(panel).sentences
    case .modes: [head] + MaskModesWords(panel).sentences
    }
  }

  private var working: [String] { MaskLines.working(panel) }

  // MARK: Handout

  /// The finished panel, for a handout.
  func complete() -> [String] {
    guard panel.iteration != nil else { return [MaskLines.cannotBeComputed] }
    var lines = wrapped([settings])
    for view in panel.step.views {
      var shown = panel
      shown.view = view
      // What the company has come to is seen at its end.
      if view == .company { shown.place = .init(iteration: panel.iterations, row: .max) }
      shown.settle()
      lines.append("")
      if view == .network {
        lines += MaskNetworkLines(shown, glyphs: glyphs).handout()
      } else {
        lines += wrapped(MaskLines(shown, glyphs: glyphs).present)
      }
    }
    if !panel.step.notes.isEmpty { lines.append("") }
    lines += wrapped(panel.step.notes.map { "From update \($0.row) on: " + flat($0.text) })
    return lines
  }

  /// Sentences as a page of paper has them.
  private func wrapped(_ sentences: [String]) -> [String] {
    sentences.flatMap { StyledLine($0).wrapped(columns: 78, hangingIndent: 2).map(\.text) }
  }
}
