import Regularization
import TerminalUI

/// The same sample through the same weights in training and in evaluation mode, unit by unit; and what
/// becomes of answers where the mode was forgotten.
struct MaskModesView {
  private let frame: MaskPanelView
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  init(_ frame: MaskPanelView) {
    self.frame = frame
    panel = frame.panel
    glyphs = frame.glyphs
  }

  func blocks() -> [PageLayout.Block] {
    guard let modes = panel.modes?.answer else { return [] }
    let words = MaskModesWords(panel)
    let outputs = words.outputs(modes).flatMap { frame.wrapped($0, .bold, indent: 2) }
    let forgotten = words.forgotten.flatMap { frame.wrapped($0, indent: 2) }
    let room = max(5, frame.rows - outputs.count - forgotten.count - 4)
    let table = table(modes)
    let height = min(room, table.headerRows + table.rows.count)
    var blocks = [
      PageLayout.Block(
        rows: height, columns: frame.columns,
        draw: { table.draw(into: &$0, in: $1, glyphs: glyphs) }),
      frame.block(outputs),
    ]
    if frame.rows > height + outputs.count + forgotten.count + 4 {
      blocks.append(frame.block([StyledLine()]))
    }
    blocks.append(frame.block(forgotten))
    for index in blocks.indices { blocks[index].isFocus = !frame.isShort || index < 2 }
    return blocks
  }

  private func table(_ modes: ModeComparison) -> Table {
    let figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
    let spec = panel.spec
    var names: [StyledLine] = []
    var masks: [StyledLine] = []
    var columns: [[StyledLine]] = [[], [], [], [], []]
    for layer in modes.training.units.indices {
      let isOutput = layer == modes.training.units.count - 1
      for (index, unit) in modes.training.units[layer].enumerated() {
        let other = modes.inference.units[layer][index]
        names.append(StyledLine(spec.name(ofUnit: index, layer: layer)))
        masks.append(
          unit.word == nil
            ? StyledLine("–", .muted)
            : unit.isDropped ? StyledLine("0 dropped", .muted) : StyledLine("1 kept"))
        let hasFactor = spec.dropProbability(ofUnits: layer) > 0 && !isOutput
        let texts = [
          figures.term(unit.activation), hasFactor ? figures.brief(unit.factor) : "–",
          figures.term(unit.fed), hasFactor ? figures.brief(other.factor) : "–",
          figures.term(other.fed),
        ]
        for column in columns.indices {
          let differs = column >= 2 && unit.fed != other.fed && column != 3
          columns[column].append(StyledLine(texts[column], differs ? .bold : .normal))
        }
      }
    }
    func column(_ title: String, _ rank: Int, _ cells: [StyledLine]) -> RankedTable.Column {
      RankedTable.Column(title: title, rank: rank, cells: cells)
    }
    return RankedTable(
      columns: [
        RankedTable.Column(title: "unit", alignment: .leading, rank: 0, cells: names),
        RankedTable.Column(title: "mask", alignment: .leading, rank: 2, cells: masks),
        column("a", 3, columns[0]), column("factor", 2, columns[1]),
        column("training", 0, columns[2]), column("factor", 4, columns[3]),
        column("evaluation", 0, columns[4]),
      ], cursorRow: panel.line
    ).fitting(frame.columns, glyphs: glyphs)
  }
}

/// What is said of the two modes, on the screen and in sentences.
struct MaskModesWords {
  private let panel: MaskPanelState
  private let figures: MaskFigures

  init(_ panel: MaskPanelState) {
    self.panel = panel
    figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
  }

  private static let answers = 5

  func outputs(_ modes: ModeComparison) -> [String] {
    let training = modes.training.outputs.map(figures.term).joined(separator: ", ")
    let inference = modes.inference.outputs.map(figures.term).joined(separator: ", ")
    return [
      "Training mode gives \(training) (loss \(figures.term(modes.training.loss))), evaluation mode "
        + "\(inference) (loss \(figures.term(modes.inference.loss)))."
    ]
  }

  /// The same question several times, in training mode.
  var forgotten: [String] {
    guard let drawn = panel.drawn?.answer else { return [] }
    let output = panel.output
    let name = panel.spec.name(ofUnit: output, layer: panel.spec.network.layers.count)
    let spread = drawn.spreads[output]
    let answers = drawn.first.prefix(MaskModesWords.answers).map { figures.term($0[output]) }
    let more = panel.masks > answers.count ? ", …" : ""
    guard spread.distinct > 1 || panel.masks == 1 else {
      return [
        "Mode forgotten: \(panel.masks.grouped) times the same question, and \(name) is always "
          + "\(figures.term(spread.mean)): nothing is dropped, so no mode is missed."
      ]
    }
    return [
      "Mode forgotten: the same question, asked again and again, gets \(name) = "
        + "\(answers.joined(separator: ", "))\(more)",
      "\(panel.masks.grouped) answers: \(spread.distinct.grouped) different, mean "
        + "\(figures.term(spread.mean)) ± \(figures.term(spread.deviation)), from "
        + "\(figures.term(spread.smallest)) to \(figures.term(spread.largest)). Evaluation mode says "
        + "\(figures.term(spread.inference)) every time.",
    ]
  }

  /// The units in a sentence for each layer.
  private func units(_ modes: ModeComparison) -> [String] {
    modes.training.units.indices.map { layer in
      let words = modes.training.units[layer].indices.map { unit -> String in
        let training = modes.training.units[layer][unit]
        let name = panel.spec.name(ofUnit: unit, layer: layer)
        let other = figures.term(modes.inference.units[layer][unit].fed)
        return training.isDropped
          ? "\(name) dropped, feeds 0, in evaluation \(other)"
          : "\(name) feeds \(figures.term(training.fed)), in evaluation \(other)"
      }
      let title = panel.spec.title(ofLayer: layer)
      return
        "\(title.prefix(1).uppercased() + title.dropFirst()): \(words.joined(separator: "; "))."
    }
  }

  var sentences: [String] {
    guard let modes = panel.modes?.answer else { return [] }
    return units(modes) + outputs(modes) + forgotten
  }
}
