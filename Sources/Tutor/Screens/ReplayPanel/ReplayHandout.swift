import Lessons
import Regularization
import TerminalUI

/// The finished panel in a handout: the whole table, its curves, the remarks, the questions.
struct ReplayHandout {
  private let panel: ReplayPanelState
  private let glyphs: Glyphs

  /// - Parameter panel: however far it is, as the lesson has it.
  init(_ panel: ReplayPanelState, glyphs: Glyphs) {
    var done = panel
    done.rows = panel.iterations
    self.panel = done
    self.glyphs = glyphs
  }

  private var lines: ReplayLines { ReplayLines(panel, glyphs: glyphs) }

  var parts: [HandoutPart] {
    let settings = panel.lanes.map { Prose.escaped("\($0.title): \(lines.settings($0.spec)).") }
    // Before the table, which has the answers.
    var parts: [HandoutPart] = [.sentences(settings)]
    parts += panel.step.asks.indices.map { .question(question($0)) }
    parts.append(.table(table))
    parts += charts.map { .chart($0) }
    parts.append(.sentences([Prose.escaped(lines.summary())] + remarks))
    for printed in panel.printedTables {
      parts += [.heading("Printed in \(printed.source)"), .table(table(of: printed))]
    }
    let differences = panel.printedTables.flatMap(\.differences).map(sentence)
    return differences.isEmpty ? parts : parts + [.sentences(differences)]
  }

  private func name(ofWeight weight: Int, in lane: ReplayPanelState.Lane) -> String {
    mathName(lane.spec.weights[weight].name)
  }

  // MARK: Tables

  /// A row an iteration; a replay that stands alone shows its steps as well.
  private var table: Table {
    var columns = [Table.Column(StyledLine("it"), .trailing)]
    var groups: [Table.Group] = []
    let hasSteps = panel.lanes.count == 1
    for lane in panel.lanes {
      let first = columns.count
      for weight in lane.spec.weights.indices {
        let name = name(ofWeight: weight, in: lane)
        if hasSteps { columns.append(Table.Column(StyledLine("\(name) step"))) }
        columns.append(Table.Column(StyledLine(name)))
      }
      groups.append(Table.Group(StyledLine(lane.title), columns: first..<columns.count))
    }
    let rows = (0...panel.rows).map { row in
      [StyledLine("\(row)")]
        + panel.lanes.flatMap { lane in
          lane.spec.weights.indices.flatMap { weight -> [StyledLine] in
            let after = panel.explainedDigits(lane.replay.value(ofWeight: weight, after: row))
            guard hasSteps else { return [StyledLine(after)] }
            let step = lane.replay.update(ofWeight: weight, in: row).map {
              panel.explainedDigits($0.step)
            }
            return [StyledLine(step ?? ""), StyledLine(after)]
          }
        }
    }
    return Table(columns: columns, groups: panel.lanes.count > 1 ? [groups] : [], rows: rows)
  }

  /// Every printed figure beside the computed one.
  private func table(of printed: PrintedTable) -> Table {
    let lane = panel.lanes.first { $0.id == printed.replay }
    let rows = printed.rows.filter { $0.iteration <= panel.rows }.flatMap { row in
      row.figures.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, figure in
        let update = lane?.replay.update(ofWeight: row.weight, in: row.iteration)
        let differs = printed.difference(field, ofWeight: row.weight, in: row.iteration) != nil
        return [
          StyledLine("\(row.iteration)"),
          StyledLine(lane.map { name(ofWeight: row.weight, in: $0) } ?? ""),
          StyledLine(field.rawValue), StyledLine("\(figure)".replacing("-", with: "−")),
          StyledLine(update.map { panel.explainedDigits($0[field]) } ?? ""),
          StyledLine(differs ? "≠" : glyphs.check),
        ]
      }
    }
    return Table(
      columns: [
        .init(StyledLine("it"), .trailing), .init(StyledLine("weight"), .leading),
        .init(StyledLine("figure"), .leading), .init(StyledLine("printed")),
        .init(StyledLine("computed")), .init(StyledLine(""), .leading),
      ], rows: rows)
  }

  // MARK: Pictures

  /// A chart of all weights of one replay, or one for each weight of several.
  private var charts: [HandoutChart] {
    let weights = panel.lanes.count == 1 ? 1 : panel.lanes.first?.spec.weights.count ?? 0
    return (0..<weights).map { weight in
      var shown = panel
      shown.cursor.weight = weight
      var chart = shown.chart()
      chart.cursor = nil
      let name = panel.lanes.first.map { self.name(ofWeight: weight, in: $0) } ?? ""
      let title =
        panel.lanes.count == 1
        ? "The weights over the iterations, \(panel.lanes[0].title)"
        : "\(name) over the iterations"
      return HandoutChart(
        chart, title: title, size: Size(columns: 60, rows: 12), glyphs: glyphs)
    }
  }

  // MARK: Words

  private var remarks: [String] {
    panel.step.notes.map { "After row \($0.row): " + $0.text }
  }

  private func sentence(_ difference: PrintedDifference) -> String {
    let cells = difference.cells.sorted { ($0.iteration, $0.weight) < ($1.iteration, $1.weight) }
    let names = panel.lanes.first?.spec.weights.map { mathName($0.name) } ?? []
    let places = cells.map {
      "\(names.indices.contains($0.weight) ? names[$0.weight] : "") in row \($0.iteration) "
        + "(\($0.field))"
    }
    return Prose.escaped(
      "Printed otherwise (\(difference.reason)): \(places.joined(separator: ", ")). ")
      + difference.note
  }

  private func question(_ index: Int) -> HandoutQuestion {
    let ask = panel.step.asks[index]
    var explained = panel
    explained.cursor = ReplayPanelState.Cursor(
      lane: panel.lanes.firstIndex { $0.id == ask.cell.replay } ?? 0, weight: ask.cell.weight,
      row: ask.cell.iteration, field: ask.cell.field == .step ? .step : .after)
    let working = ReplayLines(explained, glyphs: glyphs).explanation().map {
      $0.prefix(1).uppercased() + $0.dropFirst()
    }
    return HandoutQuestion(
      panel.question(index), answer: Prose.escaped(UpdateWorking.plain(ask.answer)),
      working: [ask.explanation].compactMap { $0 }
        + [Prose.escaped(working.joined(separator: " "))])
  }
}

extension HandoutChart {
  init(_ chart: LineChart, title: String, size: Size, glyphs: Glyphs) {
    var buffer = CellBuffer(size)
    chart.draw(into: &buffer, in: Rect(size), glyphs: glyphs)
    self.init(
      title: title, svg: [chart.svg(title: title)], text: buffer.lines, summary: chart.summary())
  }
}
