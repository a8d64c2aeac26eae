import Regularization

/// Reads printed tables and recomputes every figure in them.
struct PrintedDecoder {
  private let lesson: MappingReader
  private let collector: IssueCollector

  init(_ lesson: MappingReader, _ collector: IssueCollector) {
    self.lesson = lesson
    self.collector = collector
  }

  func tables(_ figures: inout FigureTable) -> [PrintedTable] {
    var tables: [PrintedTable] = []
    for (key, id, value) in lesson.names("printed") {
      figures.faulty.insert(id)
      guard Scalars.identifier(key, collector) != nil,
        let reader = MappingReader(value, LessonFormat.printed, collector),
        let replayID = reader.identifier("replay")
      else { continue }
      if figures.replays[id] != nil {
        Scalars.report(key, "“\(id)” is a replay’s id too", "give the table another", collector)
        continue
      }
      guard let replay = figures.replays[replayID] else {
        if !figures.faulty.contains(replayID), let value = reader.value("replay") {
          Scalars.report(
            value, "there is no replay “\(replayID)”",
            Spelling.remedy(for: replayID, among: figures.replays.keys.sorted()), collector)
        }
        continue
      }
      figures.faulty.remove(id)
      var table = PrintedTable(
        id: id, replay: replayID, source: reader.text("source") ?? "", rows: [])
      var places: [PrintedCell: YAMLEntry] = [:]
      table.rows = rows(reader, replay, &places)
      table.differences = differences(reader, replay, table, places)
      check(table, replay, places)
      figures.printed[id] = table
      tables.append(table)
    }
    return tables
  }

  private func rows(
    _ reader: MappingReader, _ replay: Replay, _ places: inout [PrintedCell: YAMLEntry]
  ) -> [PrintedRow] {
    reader.list("rows").compactMap { entry in
      guard let row = MappingReader(entry, LessonFormat.printedRow, collector),
        let iteration = row.integer("iteration"), let name = row.text("weight")
      else { return nil }
      guard let weight = replay.spec.weights.firstIndex(where: { $0.name == name }) else {
        collector.report(
          row.place("weight"), "there is no weight “\(name)”",
          remedy: "the weights are \(replay.spec.weights.map(\.name).joined(separator: ", "))")
        return nil
      }
      guard iteration <= replay.iterations else {
        collector.report(
          row.place("iteration"), "the replay has \(replay.iterations) iterations",
          remedy: "give it more, or leave the row out")
        return nil
      }
      var figures: [UpdateField: String] = [:]
      for field in UpdateField.allCases {
        guard let value = row.value(field.rawValue), row.decimal(field.rawValue) != nil else {
          continue
        }
        let cell = PrintedCell(iteration: iteration, weight: weight, field: field)
        if places[cell] != nil {
          Scalars.report(value, "this figure stands in an earlier row", "keep one", collector)
        }
        figures[field] = value.scalar
        places[cell] = value
      }
      return PrintedRow(iteration: iteration, weight: weight, figures: figures)
    }
  }

  private func differences(
    _ reader: MappingReader, _ replay: Replay, _ table: PrintedTable,
    _ places: [PrintedCell: YAMLEntry]
  ) -> [PrintedDifference] {
    reader.list("differs").compactMap { entry in
      guard let difference = MappingReader(entry, LessonFormat.difference, collector),
        let because = difference.value("because"),
        let settings = MappingReader(
          because, MappingFormat(what: "a reason", keys: LessonFormat.settings), collector)
      else { return nil }
      var spec = replay.spec
      SettingsDecoder(settings, collector).apply(to: &spec)
      let explained: Replay
      do throws(ReplaySpecError) {
        explained = try Replay(spec)
      } catch {
        collector.report(because.place, "\(error)", remedy: "correct the setting")
        return nil
      }
      var cells: Set<PrintedCell> = []
      for item in difference.list("cells") {
        guard let cell = cell(item, replay) else { continue }
        guard let printed = places[cell]?.scalar.flatMap({ ExactDecimal($0) }) else {
          Scalars.report(item, "the table prints no such figure", "name one that it prints", collector)
          continue
        }
        let computed = replay.figure(cell)
        let under = explained.figure(cell)
        if computed == printed {
          Scalars.report(
            item, "this figure does not differ: \(printed) is what is computed",
            "delete it from the list", collector)
        } else if under != printed {
          Scalars.report(
            item,
            "the reason does not explain it: printed \(printed), with these settings "
              + "\(under.map(\.description) ?? "nothing"), without them "
              + "\(computed.map(\.description) ?? "nothing")",
            "find the settings under which it comes out digit for digit", collector)
        }
        cells.insert(cell)
      }
      return PrintedDifference(
        cells: cells, explainedBy: spec, reason: PrintedReason.words(from: replay.spec, to: spec),
        note: difference.text("note") ?? "")
    }
  }

  private func cell(_ entry: YAMLEntry, _ replay: Replay) -> PrintedCell? {
    let text = entry.scalar ?? ""
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 2, let (name, iteration) = FigureTable.indexed(parts[0]),
      let weight = replay.spec.weights.firstIndex(where: { $0.name == name }),
      let field = UpdateField(rawValue: parts[1])
    else {
      Scalars.report(
        entry, "“\(text)” names no figure",
        "write it like \(replay.spec.weights[0].name)[3].after", collector)
      return nil
    }
    return PrintedCell(iteration: iteration, weight: weight, field: field)
  }

  /// Every printed figure is the computed one, or is declared.
  private func check(
    _ table: PrintedTable, _ replay: Replay, _ places: [PrintedCell: YAMLEntry]
  ) {
    for (cell, entry) in places {
      guard let printed = entry.scalar.flatMap({ ExactDecimal($0) }),
        let computed = replay.figure(cell), printed != computed,
        !table.differences.contains(where: { $0.cells.contains(cell) })
      else { continue }
      let name = replay.spec.weights[cell.weight].name
      Scalars.report(
        entry, "printed \(entry.scalar ?? ""), computed \(computed)",
        PrintedReason.suggestion(
          for: printed, cell, in: replay, named: "\(name)[\(cell.iteration)].\(cell.field.rawValue)"),
        collector)
    }
  }
}

extension Replay {
  func figure(_ cell: PrintedCell) -> ExactDecimal? {
    update(ofWeight: cell.weight, in: cell.iteration)?[cell.field]
  }
}

/// Why a printed figure may differ, in words.
enum PrintedReason {
  static func words(from old: ReplaySpec, to new: ReplaySpec) -> String {
    var words: [String] = []
    if new.zeroRule != old.zeroRule { words.append("the zero rule is “\(new.zeroRule.rawValue)”") }
    if new.l2Convention != old.l2Convention {
      words.append(
        "the L2 penalty is " + (new.l2Convention == .half ? "λ/2·θ²" : "λ·θ²"))
    }
    if let rounding = new.rounding, new.rounding != old.rounding {
      var text = "each step is rounded to \(rounding.places) places"
      for (cell, places) in rounding.exceptions.sorted(by: { $0.key.iteration < $1.key.iteration }) {
        text += ", \(new.weights[cell.weight].name) in iteration \(cell.iteration) to \(places)"
      }
      words.append(text + ", and the rounded chain is carried on")
    }
    if new.penalty != old.penalty { words.append("the penalty is \(new.penalty.rawValue)") }
    if new.strength != old.strength { words.append("λ is \(new.strength)") }
    if new.learningRate != old.learningRate { words.append("η is \(new.learningRate)") }
    if new.l1Ratio != old.l1Ratio { words.append("the l1 ratio is \(new.l1Ratio)") }
    return words.isEmpty ? "nothing is changed" : words.joined(separator: "; ")
  }

  /// What an author can paste, where a plain setting explains the figure.
  static func suggestion(
    for printed: ExactDecimal, _ cell: PrintedCell, in replay: Replay, named name: String
  ) -> String {
    var tries: [(String, ReplaySpec)] = []
    for rule in ZeroRule.allCases {
      var spec = replay.spec
      spec.zeroRule = rule
      tries.append(("zero_rule: \(rule.rawValue)", spec))
    }
    for convention in L2Convention.allCases {
      var spec = replay.spec
      spec.l2Convention = convention
      tries.append(("l2_convention: \(convention.rawValue)", spec))
    }
    for places in 0...8 {
      var spec = replay.spec
      spec.rounding = StepRounding(places: places)
      tries.append(("round_step: \(places)", spec))
    }
    for (setting, spec) in tries {
      if let other = try? Replay(spec), other.figure(cell) == printed {
        return "correct it, or declare it: differs: [{cells: [\"\(name)\"], "
          + "because: {\(setting)}, note: …}]"
      }
    }
    return "correct it, or declare under “differs” which settings give it"
  }
}
