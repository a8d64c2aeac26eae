import Regularization

/// Reads a step; what is wrong with it stays in it.
struct StepReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  /// The lesson's printed tables by id, without those that are faulty.
  let tables: [String: PrintedTable]
  /// The id of the lesson.
  let lesson: String
  /// The lesson's.
  var sources: [Source] = []
  /// Whether questions that are drawn are read with every number that can be drawn.
  var checksDraws = false
  /// How many predictions and questions were read whose key is computed.
  private(set) var predictions = 0
  /// How many questions have a key in words.
  private(set) var wordKeys = 0

  init(
    log: IssueLog, scope: FigureScope, figures: FigureReader, tables: [String: PrintedTable],
    lesson: String
  ) {
    self.log = log
    self.scope = scope
    self.figures = figures
    self.tables = tables
    self.lesson = lesson
  }

  /// A step as far as it could be read; `kind` is `nil` where something is wrong.
  struct Result {
    var id: String?
    var title: String?
    var text: String?
    var kind: StepKind?
    /// Where its id stands.
    var idNode: SourceNode
    var lab: LabReading?
    /// Links to other steps.
    var links: [PlacedLink] = []
  }

  mutating func read(_ node: SourceNode) -> Result {
    guard case .mapping(let entries) = node.content else {
      if node.isLost { return Result(idNode: node) }
      log.report(
        node, "a step must be keys with values, not \(node.kind)",
        remedy: "begin it with “- id: …”, and line its other keys up with “id”")
      return Result(idNode: node)
    }
    let kindNode = entries.first { $0.key.scalar == "kind" }?.value
    let kind = kindNode?.scalar ?? ""
    let format = LessonFormat.stepKinds.first { $0.kind == kind }?.mapping
    guard let fields = Fields(node, format ?? LessonFormat.step(ofUnknownKind: kind), log) else {
      return Result(idNode: node)
    }
    var result = Result(idNode: fields.node("id"))
    result.id = fields.text("id")
    result.title = fields.text("title")
    _ = fields.text("kind")
    result.text = fields.value("text").flatMap { figures.prose($0, key: "text") }
    result.kind = .text
    if format == LessonFormat.trainStep || fields.key("runs") != nil {
      result.lab = TrainStepReader(log: log, scope: scope, figures: figures).plan(fields)
      result.kind = result.lab.map { .train($0.plan) }
    } else if format == LessonFormat.questionStep || fields.key("question") != nil {
      result.kind = question(fields).map { .question($0) }
    } else if format == LessonFormat.maskStep || fields.key("mask") != nil {
      result.kind = MaskStepReader(log: log, scope: scope, figures: figures).step(fields)
        .map { .mask($0) }
    } else if format == LessonFormat.tableStep || fields.key("heads") != nil {
      let reading = TableStepReader(log: log, figures: figures, lesson: lesson).table(fields)
      result.links = reading?.links ?? []
      result.kind = reading.map { .table($0.table) }
    } else if format == LessonFormat.plotStep || fields.key("plots") != nil {
      result.kind = PlotStepReader(log: log, scope: scope, figures: figures).step(fields)
        .map { .plot($0) }
    } else if format != LessonFormat.textStep {
      result.kind = panel(fields).map { .replay($0) }
    }
    for task in result.lab?.plan.tasks ?? [] {
      if case .guess = task.kind { predictions += 1 }
    }
    for key in ["claims", "claims_if_installed"] {
      for claim in fields.list(key) ?? [] {
        figures.claim(claim, in: result.lab?.plan, isForInstalled: key != "claims")
      }
    }
    if format == nil { result.kind = nil }
    return result
  }

  private mutating func question(_ fields: Fields) -> QuestionStep? {
    let reader = QuestionStepReader(
      log: log, scope: scope, figures: figures, sources: sources,
      place: "\(lesson)/\(fields.value("id")?.scalar ?? "")", checksDraws: checksDraws)
    let step = reader.step(fields)
    if let question = step?.question, !question.isGuess {
      if question.source == nil { predictions += 1 } else { wordKeys += 1 }
    }
    return step
  }

  // MARK: The replay panel

  private mutating func panel(_ fields: Fields) -> ReplayStep? {
    var replays: [(id: String, replay: Replay)] = []
    for (id, node) in fields.texts("replays") ?? [] {
      scope.use(id)
      if scope.faulty.contains(id) || (scope.isIncomplete && scope.replays[id] == nil) {
        log.block(by: id)
      } else if let replay = scope.replays[id] {
        reportMismatch(id, replay, node, replays.first)
        replays.append((id, replay))
      } else {
        let isTable = scope.tableIDs.contains(id)
        log.report(
          node,
          isTable ? "“\(id)” is a printed table" : "there is no replay \(VisibleText.quoted(id))",
          remedy: isTable
            ? "name it in “printed”, and its replay here"
            : Suggestion.remedy(for: id, among: scope.replayIDs, of: "replay"))
      }
    }
    var step = ReplayStep(replays: replays.map(\.id))
    let iterations = replays.first?.replay.iterations
    step.rowsShown = fields.whole("rows") ?? 0
    if let iterations, step.rowsShown > iterations {
      log.report(
        fields.node("rows"),
        "“rows” is \(step.rowsShown), and the replay has \(iterations) iterations",
        remedy: "at most \(iterations) rows can be shown")
    }
    step.dials = dials(fields, replays.map(\.replay.spec))
    for (id, node) in fields.texts("printed") ?? [] {
      if let table = table(id, node, replays.map(\.id)) { step.printed.append(table.id) }
    }
    step.notes = NotesReader(log: log, figures: figures).notes(
      fields, LessonFormat.note, key: "row", last: iterations, of: "the replay")
    step.asks = asks(fields, step)
    return replays.isEmpty ? nil : step
  }

  /// Columns in lock-step have the same weights and as many rows.
  private func reportMismatch(
    _ id: String, _ replay: Replay, _ node: SourceNode, _ first: (id: String, replay: Replay)?
  ) {
    guard let first else { return }
    if replay.iterations != first.replay.iterations {
      log.report(
        node,
        "“\(first.id)” has \(first.replay.iterations) iterations, “\(id)” has \(replay.iterations)",
        remedy: "in lock-step all have as many")
    }
    let names = replay.spec.weights.map(\.name)
    let expected = first.replay.spec.weights.map(\.name)
    if names != expected {
      log.report(
        node,
        "“\(first.id)” has the weights \(Suggestion.list(expected)), "
          + "“\(id)” has \(Suggestion.list(names))",
        remedy: "in lock-step all have the same weights in the same order")
    }
  }

  private func dials(_ fields: Fields, _ specs: [ReplaySpec]) -> [Dial] {
    (fields.texts("dials") ?? []).compactMap { text, node in
      guard let dial = Dial(rawValue: text) else { return nil }
      let turns = specs.contains { spec in
        switch dial {
        case .learningRate: true
        case .strength: spec.penalty != .none
        case .zeroRule: spec.penalty == .l1 || spec.penalty == .elasticNet
        case .l2Convention: spec.penalty == .l2 || spec.penalty == .elasticNet
        }
      }
      if !turns, !specs.isEmpty {
        log.report(
          node, "the dial “\(text)” turns nothing: no replay of this step has what it sets",
          remedy: "take it out")
      }
      return dial
    }
  }

  private func table(_ id: String, _ node: SourceNode, _ replays: [String]) -> PrintedTable? {
    scope.use(id)
    guard let table = tables[id] else {
      if scope.faulty.contains(id) || scope.isIncomplete {
        log.block(by: id)
      } else {
        let isReplay = scope.replayIDs.contains(id)
        log.report(
          node,
          isReplay ? "“\(id)” is a replay" : "there is no printed table \(VisibleText.quoted(id))",
          remedy: isReplay
            ? "name it in “replays”"
            : Suggestion.remedy(for: id, among: scope.tableIDs, of: "printed table"))
      }
      return nil
    }
    if !replays.isEmpty, !replays.contains(table.replay) {
      log.report(
        node,
        "the table “\(id)” is held against the replay “\(table.replay)”, which this step lacks",
        remedy: "add “\(table.replay)” to “replays”, or take the table out")
    }
    return table
  }

  // MARK: Predictions

  private mutating func asks(_ fields: Fields, _ step: ReplayStep) -> [Ask] {
    var asks: [Ask] = []
    for node in fields.list("asks") ?? [] {
      predictions += 1
      guard let ask = ask(node, step, asks.last?.cell) else { continue }
      asks.append(ask)
    }
    return asks
  }

  private func ask(_ node: SourceNode, _ step: ReplayStep, _ before: CellReference?) -> Ask? {
    guard let fields = Fields(node, LessonFormat.ask, log) else { return nil }
    func prose(_ key: String) -> String? {
      fields.value(key).flatMap { figures.prose($0, key: key) }
    }
    let question = prose("question")
    let explanation = prose("explain")
    let hints = (fields.list("hints") ?? []).compactMap { figures.prose($0, key: "hints") }
    let places = fields.whole("places")
    guard let cellNode = fields.value("cell"), let cell = figures.cell(cellNode, key: "cell")
    else { return nil }
    reportMisplaced(cell, cellNode, step, before)
    guard
      let answer = scope.replays[cell.replay]?.update(ofWeight: cell.weight, in: cell.iteration)?[
        cell.field]
    else { return nil }
    var ask = Ask(
      cell: cell, answer: answer, question: question, hints: hints, places: places,
      explanation: explanation)
    let foreseen = ForeseenReader(log: log, figures: figures)
    ask.foreseen = foreseen.answers(
      fields,
      to: FigureKey(value: Ratio(answer), precision: places.map { .places($0) } ?? .exact))
    // The key in its own spelling must be right; it always is, unless the judging is broken.
    if !ask.judge(answer.description).isRight {
      log.report(
        cellNode, "the answer \(answer.description) does not pass its own judging",
        remedy: "report this as an error of the program")
    }
    return ask
  }

  private func reportMisplaced(
    _ cell: CellReference, _ node: SourceNode, _ step: ReplayStep, _ before: CellReference?
  ) {
    if !step.replays.isEmpty, !step.replays.contains(cell.replay) {
      log.report(
        node, "the replay “\(cell.replay)” is not shown in this step",
        remedy: "add it to “replays”, or ask for a figure of \(Suggestion.list(step.replays))")
    }
    if cell.iteration <= step.rowsShown {
      log.report(
        node, "iteration \(cell.iteration) is on the screen: “rows” is \(step.rowsShown)",
        remedy: "ask for a later iteration, or show at most \(cell.iteration - 1) rows")
    }
    if cell.field == .before {
      log.report(
        node, "“before” is the weight after the iteration before, which is on the screen",
        remedy: "ask for “after”")
    }
    guard let before else { return }
    if cell == before {
      log.report(node, "this figure is asked for already", remedy: "take one of the two out")
    } else if cell.iteration < before.iteration {
      log.report(
        node, "iteration \(cell.iteration) is asked for after iteration \(before.iteration)",
        remedy: "put the asks in the order of their iterations")
    }
  }
}
