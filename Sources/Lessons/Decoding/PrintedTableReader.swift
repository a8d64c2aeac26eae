import Regularization

/// Reads a printed table and computes every figure of it again.
struct PrintedTableReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  /// The complete settings of the lesson's replays.
  let settings: [String: ReplaySettings]

  /// A printed figure with its place.
  fileprivate struct Printed {
    var text: String
    var value: ExactDecimal
    var node: SourceNode
  }

  /// A table whose figures are read and whose declared differences are not yet.
  struct Draft {
    fileprivate var table: PrintedTable
    fileprivate var replay: Replay
    fileprivate var printed: [PrintedCell: Printed]
    fileprivate var order: [PrintedCell]
    fileprivate var fields: Fields
  }

  /// The figures of a table; they can be named in prose, and so in the remarks of other tables.
  func draft(_ id: String, _ node: SourceNode) -> Draft? {
    let found = log.count
    guard let fields = Fields(node, LessonFormat.printedTable, log) else { return nil }
    let source = fields.text("source")
    guard let name = fields.text("replay") else { return nil }
    scope.use(name)
    if scope.faulty.contains(name) || (scope.isIncomplete && scope.replays[name] == nil) {
      log.block(by: name)
      return nil
    }
    guard let replay = scope.replays[name] else {
      log.report(
        fields.node("replay"), "there is no replay \(VisibleText.quoted(name))",
        remedy: Suggestion.remedy(for: name, among: scope.replayIDs, of: "replay"))
      return nil
    }
    var printed: [PrintedCell: Printed] = [:]
    var order: [PrintedCell] = []
    var rows: [PrintedRow] = []
    for node in fields.list("rows") ?? [] {
      guard let row = row(node, of: replay, name) else { continue }
      var figures: [UpdateField: String] = [:]
      for (field, figure) in row.figures {
        let cell = PrintedCell(iteration: row.iteration, weight: row.weight, field: field)
        guard printed[cell] == nil else {
          log.report(
            figure.node, "\(self.name(of: cell, in: replay.spec)) is printed twice in this table",
            remedy: "keep one of the two")
          continue
        }
        printed[cell] = figure
        order.append(cell)
        figures[field] = figure.text
      }
      rows.append(PrintedRow(iteration: row.iteration, weight: row.weight, figures: figures))
    }
    guard log.count == found, let source else { return nil }
    return Draft(
      table: PrintedTable(id: id, replay: name, source: source, rows: rows), replay: replay,
      printed: printed, order: order, fields: fields)
  }

  private func row(
    _ node: SourceNode, of replay: Replay, _ name: String
  ) -> (iteration: Int, weight: Int, figures: [(UpdateField, Printed)])? {
    guard let fields = Fields(node, LessonFormat.printedRow, log) else { return nil }
    let figures = UpdateField.allCases.compactMap { field -> (UpdateField, Printed)? in
      guard let node = fields.value(field.rawValue),
        let value = fields.read.decimal(node, .any, key: field.rawValue)
      else { return nil }
      return (field, Printed(text: node.scalar ?? "", value: value, node: node))
    }
    if !UpdateField.allCases.contains(where: { fields.key($0.rawValue) != nil }) {
      log.report(
        node, "the row prints no figure",
        remedy: "give at least one of \(Suggestion.list(UpdateField.allCases.map(\.rawValue)))")
      return nil
    }
    guard let iteration = fields.whole("iteration"), let weight = fields.text("weight") else {
      return nil
    }
    let names = replay.spec.weights.map(\.name)
    guard let index = names.firstIndex(of: weight) else {
      log.report(
        fields.node("weight"), "the replay “\(name)” has no weight \(VisibleText.quoted(weight))",
        remedy: Suggestion.remedy(for: weight, among: names, of: "weight"))
      return nil
    }
    guard iteration <= replay.iterations else {
      log.report(
        fields.node("iteration"), "the replay “\(name)” has no iteration \(iteration)",
        remedy: "it has \(replay.iterations); compute more, or take the row out")
      return nil
    }
    return (iteration, index, figures)
  }

  private func name(of cell: PrintedCell, in spec: ReplaySpec) -> String {
    "\(spec.weights[cell.weight].name)[\(cell.iteration)].\(cell.field.rawValue)"
  }

  // MARK: Differences

  /// The table with its differences, once every figure is the computed one or explained.
  func table(_ draft: Draft) -> PrintedTable? {
    let found = log.count
    var table = draft.table
    var declared: Set<PrintedCell> = []
    for node in draft.fields.list("differs") ?? [] {
      if let difference = difference(node, draft, &declared) {
        table.differences.append(difference)
      }
    }
    reportUndeclared(draft, declared)
    return log.count == found ? table : nil
  }

  private func difference(
    _ node: SourceNode, _ draft: Draft, _ declared: inout Set<PrintedCell>
  ) -> PrintedDifference? {
    let found = log.count
    guard let fields = Fields(node, LessonFormat.difference, log) else { return nil }
    var cells: [(cell: PrintedCell, node: SourceNode)] = []
    for node in fields.list("cells") ?? [] {
      guard let cell = cell(node, draft) else { continue }
      guard declared.insert(cell).inserted else {
        log.report(
          node, "\(name(of: cell, in: draft.replay.spec)) is declared twice",
          remedy: "take it out in one place")
        continue
      }
      cells.append((cell, node))
    }
    let note = fields.value("note").flatMap { figures.prose($0, key: "note") }
    guard let reason = fields.value("because").flatMap({ self.reason($0, draft) }) else {
      return nil
    }
    let printed = cells.compactMap { cell, node in
      draft.printed[cell].map { (cell: cell, value: $0.value, text: $0.text, node: node) }
    }
    let wrong = printed.filter {
      reason.replay.updates[$0.cell.iteration - 1][$0.cell.weight][$0.cell.field] != $0.value
    }
    if !wrong.isEmpty {
      let explanation = PrintedExplanation(draft.replay, iterations: draft.lastIteration)
      let remedy = explanation.remedy(for: printed.map { ($0.cell, $0.value) })
      for (cell, _, text, node) in wrong {
        let given = reason.replay.updates[cell.iteration - 1][cell.weight][cell.field]
        log.report(
          node,
          "these settings give \(name(of: cell, in: draft.replay.spec)) = "
            + "\(FigureScope.typographic(given.description)), "
            + "not the printed \(FigureScope.typographic(text))", remedy: remedy)
      }
    }
    guard log.count == found, let note else { return nil }
    return PrintedDifference(
      cells: Set(cells.map(\.cell)), explainedBy: reason.spec, reason: reason.words, note: note)
  }

  private func cell(_ node: SourceNode, _ draft: Draft) -> PrintedCell? {
    let spec = draft.replay.spec
    guard let update = figures.update(node, in: spec, key: "cells") else { return nil }
    guard let field = update.field else {
      log.report(
        node, "which figure of \(node.scalar ?? "") is meant?",
        remedy: "write \(node.scalar ?? "").after, or .step")
      return nil
    }
    let cell = PrintedCell(iteration: update.iteration, weight: update.weight, field: field)
    guard let printed = draft.printed[cell] else {
      log.report(
        node, "the table prints no \(name(of: cell, in: spec))",
        remedy: "name one of the figures in its rows")
      return nil
    }
    let computed = draft.replay.updates[cell.iteration - 1][cell.weight][field]
    guard computed != printed.value else {
      log.report(
        node,
        "\(name(of: cell, in: spec)) does not differ: computed and printed are "
          + FigureScope.typographic(printed.text),
        remedy: "take it out of “differs”")
      return nil
    }
    return cell
  }

  private func reason(
    _ node: SourceNode, _ draft: Draft
  ) -> (spec: ReplaySpec, replay: Replay, words: String)? {
    let found = log.count
    guard let fields = Fields(node, LessonFormat.because, log),
      let base = settings[draft.table.replay]
    else { return nil }
    let own = ReplaySettings(fields)
    guard log.count == found else { return nil }
    let spec = ReplaySpecBuilder(
      log: log, name: "the reason", node: node, own: own, all: own.over(base)
    ).spec()
    guard let spec else { return nil }
    guard spec.weights.map(\.name) == draft.replay.spec.weights.map(\.name) else {
      log.report(
        fields.node("weights"), "the weights must have the names that the replay gives them",
        remedy: Suggestion.list(draft.replay.spec.weights.map(\.name)))
      return nil
    }
    guard spec != draft.replay.spec else {
      log.report(
        node, "these are the settings of the replay itself",
        remedy: "name the settings under which the figures come out as printed")
      return nil
    }
    guard let replay = try? Replay(spec) else { return nil }
    return (spec, replay, DifferenceReason.words(for: own, in: spec))
  }

  private func reportUndeclared(_ draft: Draft, _ declared: Set<PrintedCell>) {
    let differing = draft.order.filter { cell in
      !declared.contains(cell)
        && draft.replay.updates[cell.iteration - 1][cell.weight][cell.field]
          != draft.printed[cell]?.value
    }
    guard !differing.isEmpty else { return }
    let explanation = PrintedExplanation(draft.replay, iterations: draft.lastIteration)
    let remedy = explanation.remedies(
      for: differing.compactMap { cell in draft.printed[cell].map { (cell, $0.value) } },
      naming: { name(of: $0, in: draft.replay.spec) })
    for cell in differing {
      guard let printed = draft.printed[cell] else { continue }
      let computed = draft.replay.updates[cell.iteration - 1][cell.weight][cell.field]
      log.report(
        printed.node,
        "\(name(of: cell, in: draft.replay.spec)) is printed as "
          + "\(FigureScope.typographic(printed.text)), computed as "
          + FigureScope.typographic(computed.description),
        remedy: remedy[cell] ?? PrintedExplanation.helpless)
    }
  }
}

extension PrintedTableReader.Draft {
  var id: String { table.id }
  var figures: PrintedTable { table }
  var figureCount: Int { printed.count }
  var lastIteration: Int { order.map(\.iteration).max() ?? 1 }
}
