import Lessons
import Regularization
import TerminalUI

/// What is scaled when, convention by convention, and whether training and inference then feed the next
/// layer the same.
struct MaskConventionsView {
  private let frame: MaskPanelView
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  init(_ frame: MaskPanelView) {
    self.frame = frame
    panel = frame.panel
    glyphs = frame.glyphs
  }

  func blocks() -> [PageLayout.Block] {
    let words = MaskConventionsWords(panel)
    let all = panel.conventions?.answer ?? []
    var blocks = [frame.block(frame.wrapped(words.subject, indent: 2))]
    let isSpacious = frame.rows >= all.count * 6 + 4
    for (index, one) in all.enumerated() {
      if isSpacious || index == 0 { blocks.append(frame.block([StyledLine()])) }
      blocks.append(
        frame.block(frame.wrapped(words.factors(one), Style(.accent, bold: true), indent: 2)))
      let table = table(one, words)
      blocks.append(
        PageLayout.Block(
          rows: table.headerRows + table.rows.count, columns: frame.columns,
          draw: { table.draw(into: &$0, in: $1, glyphs: glyphs) }))
    }
    blocks.append(frame.block(frame.wrapped(words.moral, .muted, indent: 2)))
    for index in blocks.indices { blocks[index].isFocus = !frame.isShort || index < 4 }
    return blocks
  }

  private func table(_ one: ConventionsAt, _ words: MaskConventionsWords) -> Table {
    let figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
    func column(
      _ title: String, _ rank: Int, _ alignment: Table.Alignment = .leading,
      _ text: (ConventionComparison) -> String
    ) -> RankedTable.Column {
      RankedTable.Column(
        title: title, alignment: alignment, rank: rank,
        cells: one.comparisons.map {
          StyledLine(text($0), $0.convention == panel.spec.convention ? .bold : .normal)
        })
    }
    let table = RankedTable(
      columns: [
        column("convention", 0) { MaskPanelState.name(of: $0.convention) },
        column("×", 4, .decimal) {
          figures.brief($0.convention.trainingFactor($0.dropProbability))
        },
        column("training", 0, .decimal) { figures.term($0.expected) },
        column("drawn", 2, .decimal) { figures.term($0.drawn) },
        column("×", 3, .decimal) {
          figures.brief($0.convention.inferenceFactor($0.dropProbability))
        },
        column("inference", 0, .decimal) { figures.term($0.inference) },
        RankedTable.Column(
          title: "", alignment: .leading, rank: 0,
          cells: one.comparisons.map {
            StyledLine(
              $0.agrees ? "✓" : "✗", $0.agrees ? Style(.good) : Style(.bad, bold: true))
          }),
        column("gap", 1, .decimal) { $0.agrees ? "" : figures.term($0.gap) },
      ],
      cursorRow: one.comparisons.firstIndex { $0.convention == panel.spec.convention })
    return table.fitting(frame.columns, glyphs: glyphs)
  }
}

/// What is said of the conventions, on the screen and in sentences.
struct MaskConventionsWords {
  private let panel: MaskPanelState
  private let figures: MaskFigures

  init(_ panel: MaskPanelState) {
    self.panel = panel
    figures = MaskFigures(showsAllDigits: panel.showsAllDigits)
  }

  var subject: String {
    let spec = panel.spec
    let layer = panel.step.layer
    return
      "What \(spec.title(ofLayer: layer)) feeds to \(spec.title(ofLayer: layer + 1)): the mean over "
      + "\(spec.units(ofLayer: layer)) units and \(spec.inputs.count) sample"
      + "\(spec.inputs.count == 1 ? "" : "s"), over all masks and over \(panel.masks.grouped) drawn."
  }

  func heading(_ one: ConventionsAt) -> String {
    let isPresent = one.dropProbability == panel.spec.dropProbability(ofLayer: panel.step.layer)
    return "p = \(figures.term(one.dropProbability))" + (isPresent ? ", as set" : "")
  }

  /// The probability with the factors that come of it.
  func factors(_ one: ConventionsAt) -> String {
    let rest = 1 - one.dropProbability
    return "\(heading(one)): 1/(1 − p) = \(figures.brief(1 / rest)), 1 − p = \(figures.brief(rest))"
  }

  /// `×1/(1 − 0.2) = 1.25`
  func training(_ one: ConventionComparison) -> String {
    guard one.convention == .inverted else { return "×1" }
    let factor = one.convention.trainingFactor(one.dropProbability)
    return "×1/(1 − \(figures.term(one.dropProbability))) = \(figures.brief(factor))"
  }

  func inference(_ one: ConventionComparison) -> String {
    switch one.convention {
    case .inverted: "×1"
    case .original:
      "×(1 − \(figures.term(one.dropProbability))) = "
        + figures.brief(one.convention.inferenceFactor(one.dropProbability))
    case .scaledByP: "×\(figures.term(one.dropProbability))"
    }
  }

  var moral: String {
    "“Scaled by p” at inference is right only where p is the probability to keep. With p the "
      + "probability to drop it agrees at p = 0.5 alone, which hides the slip."
  }

  /// One probability, in a sentence for each convention.
  func sentences(_ one: ConventionsAt) -> [String] {
    one.comparisons.map { comparison in
      let name = MaskPanelState.name(of: comparison.convention)
      let verdict =
        comparison.agrees
        ? "they agree" : "they do not agree: inference is off by \(figures.term(comparison.gap))"
      return "\(heading(one)), \(name): survivors \(training(comparison)) in training, everything "
        + "\(inference(comparison)) at inference. Mean fed in training "
        + "\(figures.term(comparison.expected)) (drawn: \(figures.term(comparison.drawn))), at "
        + "inference \(figures.term(comparison.inference)); \(verdict)."
    }
  }

  var sentences: [String] {
    [subject] + (panel.conventions?.answer ?? []).flatMap { sentences($0) } + [moral]
  }
}
