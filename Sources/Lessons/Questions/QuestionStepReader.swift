import Regularization

/// Reads the question of a step, with every number that it can draw where it is checked.
struct QuestionStepReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  let sources: [Source]
  /// The ids of lesson and step.
  let place: String
  let checksDraws: Bool

  func step(_ fields: Fields) -> QuestionStep? {
    let shuffle = OptionShuffle(place: place)
    guard let node = fields.value("draw") else {
      if let set = fields.key("set"), fields.key("draw") == nil {
        log.report(
          set, "“set” has no effect without “draw”",
          remedy: "give the replay these settings, or draw them")
      }
      return QuestionReader(log: log, figures: figures, sources: sources, shuffle: shuffle)
        .question(fields).map { QuestionStep(question: $0) }
    }
    guard let choices = choices(node) else { return nil }
    let draw = QuestionDraw(
      choices: choices,
      template: QuestionTemplate(
        node: fields.node, source: log.source, replays: scope.replays, tables: scope.tables,
        faulty: scope.faulty, isIncomplete: scope.isIncomplete, replayIDs: scope.replayIDs,
        tableIDs: scope.tableIDs, trainingIDs: scope.trainingIDs,
        masks: scope.masks.mapValues(\.plan), maskIDs: scope.maskIDs, sources: sources,
        shuffle: shuffle))
    let first = draw.template.read(draw.numbers(QuestionDraw.first), draw: QuestionDraw.first)
    figures.count(first.figures)
    for id in first.used { scope.use(id) }
    for id in first.blockers { log.block(by: id) }
    if checksDraws, first.blockers.isEmpty {
      let found = log.count
      reportCombinations(draw)
      // Where an expression could not be read, what it names is not known.
      if log.count == found { reportUnused(choices, first.used, node) }
    } else {
      first.issues.forEach(log.report)
    }
    return first.question.map { QuestionStep(question: $0, draw: draw) }
  }

  private func choices(_ node: SourceNode) -> [QuestionDraw.Choice]? {
    let read = ValueReader(log: log)
    guard let entries = read.entries(node, what: "“draw”") else { return nil }
    let found = log.count
    var choices: [QuestionDraw.Choice] = []
    for entry in entries {
      let name = entry.key.scalar ?? ""
      if !WeightName.isAllowed(name) {
        log.report(
          entry.key, "\(VisibleText.quoted(name)) is no name for a number",
          remedy: "begin with a letter; then letters, digits and “_”, at most \(WeightName.limit)")
      }
      if let owner = scope.owner(of: name) {
        log.report(
          entry.key, "\(VisibleText.quoted(name)) is a \(owner) already",
          remedy: "give the number a name of its own")
      }
      let nodes = read.list(entry.value, count: 2...50, key: name) ?? []
      var values: [ExactDecimal] = []
      for node in nodes {
        guard let value = read.decimal(node, .any, key: name) else { continue }
        guard !values.contains(value) else {
          log.report(node, "\(value) stands twice in “\(name)”", remedy: "take one out")
          continue
        }
        values.append(value)
      }
      choices.append(QuestionDraw.Choice(name: name, values: values))
    }
    var count = 1
    for choice in choices { count = min(count * max(1, choice.values.count), 1_000_000) }
    if count > QuestionDraw.combinationLimit {
      log.report(
        node, "this can be drawn in \(count) ways",
        remedy: "at most \(QuestionDraw.combinationLimit) are allowed: each of them is checked")
    }
    return log.count == found ? choices : nil
  }

  /// What is wrong with every combination is wrong with the question; what is wrong with some is told
  /// with the first of them.
  private func reportCombinations(_ draw: QuestionDraw) {
    let readings = draw.combinations.map { numbers in
      (numbers: numbers, issues: draw.template.read(numbers, draw: QuestionDraw.first).issues)
    }
    let common = readings.dropFirst().reduce(into: Set(readings.first?.issues ?? [])) {
      $0.formIntersection($1.issues)
    }
    readings.first?.issues.filter { common.contains($0) }.forEach(log.report)
    guard let failing = readings.first(where: { !common.isSuperset(of: $0.issues) }) else { return }
    let numbers = failing.numbers.map { "\($0.name) = \($0.value)" }
    for var issue in failing.issues where !common.contains(issue) {
      issue.message = "with \(numbers.joined(separator: ", ")): \(issue.message)"
      log.report(issue)
    }
  }

  private func reportUnused(
    _ choices: [QuestionDraw.Choice], _ used: Set<String>, _ node: SourceNode
  ) {
    guard case .mapping(let entries) = node.content else { return }
    for choice in choices where !used.contains(choice.name) {
      log.report(
        entries.first { $0.key.scalar == choice.name }?.key ?? node,
        "nothing depends on \(VisibleText.quoted(choice.name))",
        remedy: "name it in an expression or in “set”, or take it out")
    }
  }
}
