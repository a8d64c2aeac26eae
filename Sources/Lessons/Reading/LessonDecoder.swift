import Regularization

/// Makes a lesson of a file's YAML and reports every problem on the way.
struct LessonDecoder {
  let root: YAMLEntry
  let source: SourceText
  let id: String
  let collector: IssueCollector
  var figures = FigureTable()

  init(_ root: YAMLEntry, _ source: SourceText, id: String) {
    self.root = root
    self.source = source
    self.id = id
    collector = IssueCollector(source)
  }

  func decode() -> (Lesson, [LessonIssue]) {
    var decoder = self
    let lesson = decoder.lesson()
    return (lesson, collector.issues.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
  }

  private mutating func lesson() -> Lesson {
    var lesson = Lesson(id: id, title: id, summary: "", minutes: 1)
    if let reader = MappingReader(root, LessonFormat.lesson, collector) {
      _ = reader.integer("format_version")
      if let written = reader.identifier("id"), written != id {
        collector.report(
          reader.value("id")?.place ?? root.place, "the id is “\(written)”, the file “\(id).yaml”",
          remedy: "make the two the same")
      }
      lesson.title = reader.text("title") ?? id
      lesson.summary = reader.text("summary") ?? ""
      lesson.minutes = reader.integer("minutes") ?? 1
      lesson.sources = reader.list("sources").compactMap { entry in
        guard let source = MappingReader(entry, LessonFormat.source, collector) else { return nil }
        return Source(text: source.text("text") ?? "", link: source.text("link"))
      }
      lesson.replays = ReplayDecoder(reader, collector).replays(&figures)
      lesson.printedTables = PrintedDecoder(reader, collector).tables(&figures)
      lesson.steps = steps(reader)
    }
    if lesson.steps.isEmpty {
      lesson.steps = [
        Step(id: "fault", title: "This lesson has no pages", text: "", kind: .faulty(collector.issues))
      ]
    }
    return lesson
  }

  private func steps(_ reader: MappingReader) -> [Step] {
    var ids: Set<String> = []
    return reader.list("steps").enumerated().map { index, entry in
      let before = collector.issues.count
      let step = step(entry, index, &ids)
      let found = Array(collector.issues.dropFirst(before))
      guard found.isEmpty, let step else {
        return Step(
          id: step?.id ?? "step-\(index + 1)", title: step?.title ?? "Page \(index + 1)",
          text: "", kind: .faulty(found))
      }
      return step
    }
  }

  private func step(_ entry: YAMLEntry, _ index: Int, _ ids: inout Set<String>) -> Step? {
    guard let reader = MappingReader(entry, LessonFormat.step, collector) else { return nil }
    let id = reader.identifier("id") ?? "step-\(index + 1)"
    if !ids.insert(id).inserted {
      collector.report(
        reader.value("id")?.place ?? entry.place, "two steps have the id “\(id)”",
        remedy: "give each its own")
    }
    var prose = ProseResolver(figures: figures, collector: collector)
    let text = reader.value("text").flatMap { prose.resolve($0) } ?? ""
    for claim in reader.list("claims") { prose.check(claim: claim) }
    let title = reader.text("title") ?? id
    let kinds = ["text", "replay", "predict"]
    guard let kind = reader.value("kind")?.scalar, kinds.contains(kind) else {
      if let value = reader.value("kind") {
        Scalars.report(
          value, "“\(value.scalar ?? value.kind)” is no kind of step",
          Spelling.remedy(for: value.scalar ?? "", among: kinds), collector)
      }
      return Step(id: id, title: title, text: text, kind: .text)
    }
    if kind == "text" {
      for key in ["replays", "rows", "dials", "printed", "notes", "asks"] where reader.has(key) {
        collector.report(
          reader.place(key), "a text step has no “\(key)”", remedy: "make it “kind: replay”")
      }
      return Step(id: id, title: title, text: text, kind: .text)
    }
    return Step(
      id: id, title: title, text: text,
      kind: .replay(replayStep(reader, isPredict: kind == "predict", &prose)))
  }

  private func replayStep(
    _ reader: MappingReader, isPredict: Bool, _ prose: inout ProseResolver
  ) -> ReplayStep {
    if !reader.has("replays") {
      collector.report(
        reader.entry.place, "the step shows no replay", remedy: "add “replays: [id]”")
    }
    var ids: [String] = []
    for entry in reader.list("replays") {
      guard let id = entry.scalar else { continue }
      if figures.replays[id] == nil {
        if !figures.faulty.contains(id) {
          Scalars.report(
            entry, "there is no replay “\(id)”",
            Spelling.remedy(for: id, among: figures.replays.keys.sorted()), collector)
        }
      } else if ids.contains(id) {
        Scalars.report(entry, "“\(id)” stands here twice", "name every replay once", collector)
      } else {
        ids.append(id)
      }
    }
    if ids.count > 4 {
      collector.report(
        reader.place("replays"), "\(ids.count) replays do not fit beside each other",
        remedy: "show at most four")
    }
    var step = ReplayStep(replays: ids, rowsShown: reader.integer("rows") ?? 0)
    let shared = ids.compactMap { figures.replays[$0]?.iterations }.min() ?? 0
    if step.rowsShown > shared {
      collector.report(
        reader.place("rows"), "the replays have \(shared) iterations",
        remedy: "“rows” is at most \(shared)")
    }
    for entry in reader.list("dials") {
      guard let dial: Dial = Scalars.choice(entry, collector) else { continue }
      step.dials.append(dial)
    }
    for entry in reader.list("printed") {
      guard let id = entry.scalar else { continue }
      guard let table = figures.printed[id] else {
        if !figures.faulty.contains(id) {
          Scalars.report(
            entry, "there is no printed table “\(id)”",
            Spelling.remedy(for: id, among: figures.printed.keys.sorted()), collector)
        }
        continue
      }
      if !ids.contains(table.replay) {
        Scalars.report(
          entry, "“\(id)” belongs to the replay “\(table.replay)”, which this step does not show",
          "add the replay, or leave the table out", collector)
      }
      step.printed.append(id)
    }
    for entry in reader.list("notes") {
      guard let note = MappingReader(entry, LessonFormat.note, collector),
        let row = note.integer("row"), let text = note.value("text").flatMap({ prose.resolve($0) })
      else { continue }
      if row > shared {
        collector.report(
          note.place("row"), "row \(row) is never shown", remedy: "the last row is \(shared)")
      }
      step.notes.append(RowNote(row: row, text: text))
    }
    step.notes.sort { $0.row < $1.row }
    step.asks = asks(reader, ids, after: step.rowsShown, &prose)
    if isPredict, !reader.has("asks") {
      collector.report(
        reader.entry.place, "a predict step asks nothing", remedy: "add “asks”, or make it a replay")
    }
    if !isPredict, reader.has("asks") {
      collector.report(
        reader.place("asks"), "a replay step asks nothing", remedy: "make it “kind: predict”")
    }
    return step
  }

  private func asks(
    _ reader: MappingReader, _ ids: [String], after rows: Int, _ prose: inout ProseResolver
  ) -> [Ask] {
    var asks: [Ask] = []
    var last = rows + 1
    for entry in reader.list("asks") {
      guard let ask = MappingReader(entry, LessonFormat.ask, collector),
        let value = ask.value("cell"), let name = Scalars.text(value, collector)
      else { continue }
      do throws(ExpressionError) {
        let cell = try figures.cell(name)
        guard ids.contains(cell.replay) else {
          Scalars.report(
            value, "this step does not show “\(cell.replay)”", "ask about a replay it shows",
            collector)
          continue
        }
        if cell.iteration < last {
          Scalars.report(
            value, "iteration \(cell.iteration) is shown before it is asked for",
            "ask in the order of the iterations, beyond the rows that are shown", collector)
        }
        last = max(last, cell.iteration)
        guard let update = figures.replays[cell.replay]?.update(ofWeight: cell.weight, in: cell.iteration)
        else { continue }
        var made = Ask(cell: cell, answer: update[cell.field])
        made.question = ask.value("question").flatMap { prose.resolve($0) }
        made.places = ask.integer("places")
        made.explanation = ask.value("explain").flatMap { prose.resolve($0) }
        made.hints = ask.list("hints").compactMap { prose.resolve($0) }
        made.foreseen = foreseen(ask, made, &prose)
        check(made, ask)
        asks.append(made)
      } catch {
        prose.report(error, at: source.find(name, from: value.place))
      }
    }
    return asks
  }

  private func check(_ made: Ask, _ reader: MappingReader) {
    if !made.judge(made.answer.description).isRight {
      collector.report(
        reader.entry.place, "the key does not pass its own test", remedy: "report this as a bug")
    }
  }

  private func foreseen(
    _ reader: MappingReader, _ ask: Ask, _ prose: inout ProseResolver
  ) -> [ForeseenAnswer] {
    var known: [ForeseenAnswer] = []
    for entry in reader.list("wrong") {
      guard let wrong = MappingReader(entry, LessonFormat.wrong, collector),
        let written = wrong.value("answer"), let value = prose.value(written),
        let say = wrong.value("say").flatMap({ prose.resolve($0) })
      else { continue }
      guard value.isExact else {
        Scalars.report(
          written, "this answer never ends", "an answer that can be typed is needed", collector)
        continue
      }
      if ask.judge(value.numerator.description).isRight {
        Scalars.report(
          written, "\(value.numerator) is the right answer", "foresee a wrong one", collector)
      } else if known.contains(where: { $0.answer == value.numerator }) {
        Scalars.report(
          written, "\(value.numerator) is foreseen twice", "keep one of the two", collector)
      }
      known.append(ForeseenAnswer(answer: value.numerator, say: say))
    }
    return known
  }
}
