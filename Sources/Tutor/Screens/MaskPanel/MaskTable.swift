import Regularization
import TerminalUI

/// The chosen layer as a table: its units, or in the last part of an update its weights.
struct MaskTable {
  private let panel: MaskPanelState
  private let glyphs: Glyphs
  private let figures = MaskFigures()
  private let table: Table

  init(_ panel: MaskPanelState, glyphs: Glyphs, columns room: Int) {
    self.panel = panel
    self.glyphs = glyphs
    let contents = Contents(panel, figures: MaskFigures())
    table = contents.fitting(room, glyphs: glyphs)
  }

  /// Its rows with its head.
  var rows: Int { table.headerRows + table.rows.count }

  func draw(into buffer: inout CellBuffer, in rect: Rect) {
    table.draw(into: &buffer, in: rect, glyphs: glyphs)
  }

  /// The whole table as text, for one layer.
  static func lines(_ panel: MaskPanelState, glyphs: Glyphs) -> [String] {
    Contents(panel, figures: MaskFigures()).fitting(.max, glyphs: glyphs).lines(glyphs: glyphs)
  }

  /// What the table can show, the columns that matter least first to go.
  private struct Contents {
    typealias Column = RankedTable.Column

    private(set) var columns: [Column] = []
    private let selected: Int?

    init(_ panel: MaskPanelState, figures: MaskFigures) {
      guard let pass = panel.pass, let iteration = panel.iteration else {
        selected = nil
        return
      }
      if panel.place.phase == .weights {
        let weights = iteration.weights[panel.weight.layer]
        selected = weights.firstIndex { $0.place == panel.weight }
        columns = Contents.columns(weights, panel.spec, figures)
      } else {
        selected = panel.unit.unit
        columns = Contents.columns(
          pass.units[panel.unit.layer], layer: panel.unit.layer, panel, figures)
      }
    }

    func fitting(_ room: Int, glyphs: Glyphs) -> Table {
      RankedTable(columns: columns, cursorRow: selected).fitting(room, glyphs: glyphs)
    }

    private static func columns(
      _ units: [MaskUnit], layer: Int, _ panel: MaskPanelState, _ figures: MaskFigures
    ) -> [Column] {
      let phase = panel.place.phase
      // What is drawn and computed so far; the newest is kept the longest where there is no room.
      func isKnown(_ other: MaskPanelState.Phase) -> Bool { phase.rawValue >= other.rawValue }
      func rank(_ other: MaskPanelState.Phase, _ own: Int) -> Int {
        phase == other || phase == .loss && other == .forward ? 0 : own
      }
      func cells(_ cell: (MaskUnit) -> String?) -> [StyledLine] {
        units.map { cell($0).map { StyledLine($0) } ?? StyledLine("–", .muted) }
      }
      var columns = [
        Column(
          title: "unit", alignment: .leading, rank: 0,
          cells: units.indices.map {
            StyledLine(
              panel.spec.name(ofUnit: $0, layer: layer), $0 == panel.unit.unit ? .bold : .normal)
          }),
        Column(
          title: "u", alignment: .decimal, rank: isKnown(.masks) ? 6 : 0,
          cells: cells { $0.uniform.map(figures.term) }),
      ]
      if isKnown(.masks) {
        columns.append(
          Column(
            title: "mask", alignment: .leading, rank: rank(.masks, 1),
            cells: units.map {
              $0.word == nil
                ? StyledLine("–", .muted)
                : $0.isDropped ? StyledLine("0 dropped", .muted) : StyledLine("1 kept")
            }))
      }
      if isKnown(.forward) {
        let later = phase == .back ? 1 : 0
        columns += [
          Column(
            title: "z", alignment: .decimal, rank: 4 + later,
            cells: cells { $0.weightedSum.map(figures.term) }),
          Column(
            title: "a", alignment: .decimal, rank: 2 + later,
            cells: cells { figures.term($0.activation) }),
          Column(
            title: "factor", alignment: .decimal, rank: 3 + later,
            cells: cells { $0.word == nil ? nil : figures.term($0.factor) }),
          Column(
            title: "fed on", alignment: .decimal, rank: rank(.forward, 2),
            cells: cells { figures.term($0.fed) }),
        ]
      }
      if isKnown(.back) {
        columns.append(
          Column(
            title: "δ", alignment: .decimal, rank: 0,
            cells: cells { $0.gradient.map { figures.term($0.delta) } }))
      }
      return columns
    }

    private static func columns(
      _ weights: [MaskedWeight], _ spec: MaskSpec, _ figures: MaskFigures
    ) -> [Column] {
      func figure(_ title: String, _ rank: Int, _ value: (MaskedWeight) -> Double) -> Column {
        Column(
          title: title, alignment: .decimal, rank: rank,
          cells: weights.map { StyledLine(figures.term(value($0))) })
      }
      return [
        Column(
          title: "weight", alignment: .leading, rank: 0,
          cells: weights.map { StyledLine(spec.name(of: $0.place)) }),
        figure("before", 3, \.before),
        figure("gradient", 1, \.gradient),
        figure("change", 0) { $0.after - $0.before },
        figure("after", 4, \.after),
        Column(
          title: "why", alignment: .leading, rank: 2,
          cells: weights.map { StyledLine(why($0, spec), $0.isSilencedByMask ? .accent : .muted) }),
      ]
    }

    /// Why there is no gradient, and what moves the weight all the same.
    static func why(_ weight: MaskedWeight, _ spec: MaskSpec) -> String {
      guard weight.gradient == 0 else { return "" }
      let movers = weight.moversWithoutGradient.map {
        MaskWeightWorking.name(of: $0, spec.optimizer)
      }
      let silence = weight.isSilencedByMask ? "mask" : "no gradient"
      return movers.isEmpty ? "\(silence): stays" : "\(silence); \(movers.joined(separator: ", "))"
    }
  }
}
