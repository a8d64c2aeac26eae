import Regularization

/// Reads one lesson file.
struct LessonReader {
  /// As messages name it.
  let file: String
  /// The id that the file's name asks for.
  let expectedID: String
  /// What its trainings are trained by, if they are to be.
  var trainer: RunTrainer?

  func read(_ bytes: [UInt8]) -> LessonReading {
    let raw: SourceText
    switch FileBytes.text(of: bytes, file: file) {
    case .failure(let issue): return unreadable([issue])
    case .success(let text): raw = text
    }
    var characterIssues: [LessonIssue] = []
    let log = IssueLog(
      FileBytes.cleaned(raw, issues: &characterIssues), issues: characterIssues)
    var composer = SourceComposer(log: log)
    guard let root = composer.compose() else { return unreadable(log.sorted) }
    guard case .mapping = root.content else {
      log.report(
        root, "a lesson is keys with values, not \(root.kind)",
        remedy: "begin with “format_version: 1”")
      return unreadable(log.sorted)
    }
    if let issue = FormatVersion.foreignVersion(of: root, what: "lesson", log) {
      return unreadable([issue])
    }
    guard let fields = Fields(root, LessonFormat.lesson, log, lost: composer.lostSections) else {
      return unreadable(log.sorted)
    }
    return read(fields, log, lost: composer.lostSections)
  }

  /// A lesson in the place of one that cannot be read, so that the list of lessons still opens.
  func unreadable(_ issues: [LessonIssue]) -> LessonReading {
    let step = Step(
      id: "unreadable", title: "This lesson cannot be read", text: "", kind: .faulty(issues))
    var counts = CheckCounts()
    counts.lessons = 1
    return LessonReading(
      lesson: Lesson(
        id: expectedID, title: expectedID, summary: "This lesson cannot be read.", minutes: 1,
        steps: [step]),
      issues: issues, counts: counts)
  }

  private func read(_ fields: Fields, _ log: IssueLog, lost: Set<String>) -> LessonReading {
    FormatVersion.check(fields)
    if let id = fields.text("id"), id != expectedID {
      log.report(
        fields.node("id"),
        "the id is \(VisibleText.quoted(id)), the file's name "
          + VisibleText.quoted(CourseFileNames.lesson(expectedID)),
        remedy: "they must agree: write “id: \(expectedID)”, or rename the file")
    }
    var lesson = Lesson(
      id: expectedID, title: fields.text("title") ?? expectedID,
      summary: fields.text("summary") ?? "", minutes: fields.whole("minutes") ?? 1)
    lesson.sources = (fields.list("sources") ?? []).compactMap { source($0, log) }

    let scope = FigureScope()
    scope.isIncomplete = !lost.isDisjoint(with: [
      "replays", "printed", "trainings", "masks", "plots",
    ])
    let figures = FigureReader(scope: scope, log: log)
    var replays = ReplaysReader.Result()
    if let node = fields.value("replays") {
      replays = ReplaysReader(log: log, scope: scope).read(node)
    }
    lesson.replays = replays.replays
    let tables = PrintedTablesReader(
      log: log, scope: scope, figures: figures, settings: replays.settings)
    let printed = tables.read(fields.value("printed"))
    lesson.printedTables = printed.tables
    let trainings = fields.value("trainings").map {
      TrainingsReader(log: log, scope: scope, file: file).read($0)
    }
    let masks = fields.value("masks").map { MasksReader(log: log, scope: scope).read($0) }
    let plots = fields.value("plots").map { PlotsReader(log: log, scope: scope).read($0) }
    let faults = [
      printed.faults, trainings?.faults ?? [:], masks?.faults ?? [:], plots?.faults ?? [:],
    ].reduce(replays.faults) { $0.merging($1) { $0 + $1 } }

    var counts = CheckCounts()
    counts.lessons = 1
    let (steps, labs, links) = steps(
      fields, log, figures: figures, tables: printed.tables, sources: lesson.sources,
      faults: faults, counts: &counts)
    lesson.steps = steps
    let foreign = settle(links, of: &lesson, log)
    let isComplete =
      lost.isEmpty
      && !steps.contains { step in
        if case .faulty = step.kind { true } else { false }
      }
    if isComplete, !scope.isIncomplete {
      reportUnused(replays.keys, "replay", scope, log)
      reportUnused(printed.keys, "printed table", scope, log)
      reportUnused(trainings?.keys ?? [], "training", scope, log)
      reportUnused(masks?.keys ?? [], "masked network", scope, log)
      reportUnused(plots?.keys ?? [], "plot", scope, log)
    }
    if let trainer {
      LessonTrial(log: log, scope: scope, figures: figures, trainer: trainer).run(labs)
    }
    if lesson.steps.isEmpty {
      lesson.steps = unreadable(log.sorted).lesson.steps
    }
    counts.steps = lesson.steps.count
    counts.printedFigures = printed.figureCount
    counts.references = figures.references
    counts.claims = figures.claims
    if trainer != nil { counts.trainings = trainings?.keys.count ?? 0 }
    var reading = LessonReading(lesson: lesson, issues: log.sorted, counts: counts)
    reading.foreignLinks = foreign
    return reading
  }

  /// Finds what the lesson's links to its own steps lead to; returns those to other lessons.
  private func settle(
    _ links: [PlacedLink], of lesson: inout Lesson, _ log: IssueLog
  ) -> [PlacedLink] {
    let known = LinkResolution(lessons: [lesson])
    for link in links where link.link.lesson == lesson.id {
      do {
        _ = try known.resolved(link.link)
      } catch {
        log.report(link.issue(error))
      }
    }
    let own = lesson.id
    lesson.resolveLinks(among: known) { $0.lesson == own }
    return links.filter { $0.link.lesson != own }
  }

  private func source(_ node: SourceNode, _ log: IssueLog) -> Source? {
    guard let fields = Fields(node, LessonFormat.source, log), let text = fields.text("text") else {
      return nil
    }
    return Source(text: text, link: fields.text("link"))
  }

  private func reportUnused(
    _ keys: [(id: String, node: SourceNode)], _ what: String, _ scope: FigureScope, _ log: IssueLog
  ) {
    for key in keys where !scope.used.contains(key.id) {
      log.report(
        key.node, "the \(what) \(VisibleText.quoted(key.id)) is never used",
        remedy: "show it in a step, name it in an expression, or take it out")
    }
  }

  // MARK: Steps

  private func steps(
    _ fields: Fields, _ log: IssueLog, figures: FigureReader, tables: [PrintedTable],
    sources: [Source], faults: [String: [LessonIssue]], counts: inout CheckCounts
  ) -> (steps: [Step], labs: [LabReading], links: [PlacedLink]) {
    guard let nodes = fields.list("steps") else { return ([], [], []) }
    var reader = StepReader(
      log: log, scope: figures.scope, figures: figures,
      tables: Dictionary(tables.map { ($0.id, $0) }) { first, _ in first }, lesson: expectedID)
    reader.sources = sources
    reader.checksDraws = trainer != nil
    let sectionEnd =
      fields.keys.values.map(\.line).filter { $0 > (nodes.first?.line ?? 0) }.min() ?? Int.max
    var ids: [String: Int] = [:]
    var steps: [Step] = []
    var labs: [LabReading] = []
    var links: [PlacedLink] = []
    for (index, node) in nodes.enumerated() {
      // What the parser and the look at the characters found between this step's lines.
      let end = index + 1 < nodes.count ? nodes[index + 1].line : sectionEnd
      let earlier = log.issues.filter { node.line..<max(end, node.line + 1) ~= $0.line }
      var lab: LabReading?
      let collected = log.collecting { () -> Step in
        let read = reader.read(node)
        lab = read.lab
        links += read.links
        if let id = read.id {
          if let line = ids[id] {
            log.report(
              read.idNode, "the id \(VisibleText.quoted(id)) is in line \(line) already",
              remedy: "every step has an id of its own")
          } else {
            ids[id] = read.idNode.line
          }
        }
        return Step(
          id: read.id ?? "step-\(index + 1)", title: read.title ?? "Step \(index + 1)",
          text: read.text ?? "", kind: read.kind ?? .faulty([]))
      }
      var step = collected.value
      var issues = earlier + collected.issues
      let isFaulty = !issues.isEmpty || collected.failed || !collected.blockers.isEmpty
      for blocker in collected.blockers.sorted() { issues += faults[blocker] ?? [] }
      if isFaulty || step.kind == .faulty([]) {
        // What blocks a step may have issues that belong to a whole section.
        step.kind = .faulty(issues.isEmpty ? log.sorted : issues)
      } else if let lab {
        labs.append(lab)
      }
      steps.append(step)
    }
    counts.predictions = reader.predictions
    counts.wordKeys = reader.wordKeys
    return (steps, labs, links)
  }
}

/// Reads all printed tables of a lesson.
struct PrintedTablesReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader
  let settings: [String: ReplaySettings]

  struct Result {
    var tables: [PrintedTable] = []
    var faults: [String: [LessonIssue]] = [:]
    var keys: [(id: String, node: SourceNode)] = []
    var figureCount = 0
  }

  func read(_ node: SourceNode?) -> Result {
    var result = Result()
    guard let node else { return result }
    guard let entries = ValueReader(log: log).entries(node, what: "“printed”") else {
      scope.isIncomplete = true
      return result
    }
    let reader = PrintedTableReader(log: log, scope: scope, figures: figures, settings: settings)
    var drafts: [PrintedTableReader.Draft] = []
    for entry in entries {
      let id = entry.key.scalar ?? ""
      let collected = log.collecting { () -> PrintedTableReader.Draft? in
        let isID = ValueReader(log: log).text(entry.key, as: .id(.figure), key: "printed") != nil
        if scope.replayIDs.contains(id) {
          log.report(
            entry.key, "\(VisibleText.quoted(id)) is a replay already",
            remedy: "expressions name both; give the table an id of its own")
          return nil
        }
        return isID ? reader.draft(id, entry.value) : nil
      }
      result.keys.append((id, entry.key))
      if !scope.replayIDs.contains(id) { scope.tableIDs.append(id) }
      if let draft = collected.value {
        drafts.append(draft)
        scope.tables[id] = draft.figures
        result.figureCount += draft.figureCount
      } else {
        if !scope.replayIDs.contains(id) { scope.faulty.insert(id) }
        result.faults[id] = collected.issues
      }
    }
    for draft in drafts {
      let collected = log.collecting { reader.table(draft) }
      if let table = collected.value, collected.blockers.isEmpty {
        result.tables.append(table)
      } else {
        scope.faulty.insert(draft.id)
        result.faults[draft.id] = collected.issues
      }
    }
    return result
  }
}

/// The version of the format that a file is written in.
enum FormatVersion {
  /// The issue of a file in another version, of which nothing else can be said.
  static func foreignVersion(
    of root: SourceNode, what: String, _ log: IssueLog
  ) -> LessonIssue? {
    guard case .mapping(let entries) = root.content,
      let node = entries.first(where: { $0.key.scalar == "format_version" })?.value,
      let text = node.scalar, let version = Int(text), version != LessonFormat.version
    else { return nil }
    return log.source.issue(
      ScalarMap.extent(of: node, in: log.source),
      "the \(what) is written in version \(version) of the format",
      remedy: version > LessonFormat.version
        ? "this program reads version \(LessonFormat.version); a newer one may read it"
        : "there is no such version; this program reads version \(LessonFormat.version)")
  }

  static func check(_ fields: Fields) {
    guard let node = fields.value("format_version"),
      let text = fields.read.raw(node, key: "format_version"),
      text != String(LessonFormat.version)
    else { return }
    fields.read.log.report(
      node, "“format_version” cannot be \(VisibleText.quoted(text))",
      remedy: "write “format_version: \(LessonFormat.version)”")
  }
}
