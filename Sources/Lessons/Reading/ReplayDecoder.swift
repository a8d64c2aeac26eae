import Regularization

/// Reads the replays of a lesson.
struct ReplayDecoder {
  private let collector: IssueCollector
  private var readers: [(id: String, key: YAMLEntry, reader: MappingReader)] = []

  init(_ lesson: MappingReader, _ collector: IssueCollector) {
    self.collector = collector
    for (key, id, value) in lesson.names("replays") {
      guard Scalars.identifier(key, collector) != nil else { continue }
      if id.contains("-") {
        Scalars.report(key, "“-” would be read as a minus", "use “_” in a replay’s id", collector)
        continue
      }
      guard let reader = MappingReader(value, LessonFormat.replay, collector) else { continue }
      readers.append((id, key, reader))
    }
  }

  func replays(_ figures: inout FigureTable) -> [LessonReplay] {
    var made: [LessonReplay] = []
    for (id, key, _) in readers {
      let before = collector.issues.count
      let spec = spec(of: id, seen: [])
      guard collector.issues.count == before, let spec else {
        figures.faulty.insert(id)
        continue
      }
      do throws(ReplaySpecError) {
        figures.replays[id] = try Replay(spec)
      } catch {
        collector.report(key.place, "\(error)", remedy: "correct the setting")
        figures.faulty.insert(id)
        continue
      }
      made.append(LessonReplay(id: id, title: title(of: id), spec: spec))
    }
    return made
  }

  /// The replay's own title, or that of the one it is the same as; the chain is known to end.
  private func title(of id: String) -> String {
    guard let reader = readers.first(where: { $0.id == id })?.reader else { return id }
    return reader.text("title") ?? reader.value("same_as")?.scalar.map { title(of: $0) } ?? id
  }

  private func spec(of id: String, seen: [String]) -> ReplaySpec? {
    guard let (_, _, reader) = readers.first(where: { $0.id == id }) else { return nil }
    var spec = ReplaySpec(
      weights: [], loss: .constantGradient([]), learningRate: .zero, iterations: 0)
    if let value = reader.value("same_as"), let base = value.scalar {
      guard base != id, !seen.contains(base) else {
        Scalars.report(
          value, "“same_as” leads back to “\(id)”", "give one of them its own settings", collector)
        return nil
      }
      guard readers.contains(where: { $0.id == base }) else {
        Scalars.report(
          value, "there is no replay “\(base)”",
          Spelling.remedy(for: base, among: readers.map(\.id).filter { $0 != id }), collector)
        return nil
      }
      guard let found = self.spec(of: base, seen: seen + [id]) else { return nil }
      spec = found
    } else {
      for name in ["title", "weights", "learning_rate", "iterations"] where !reader.has(name) {
        collector.report(
          reader.entry.place, "a replay needs the key “\(name)”", remedy: "add it, or “same_as”")
      }
      if !reader.has("gradient"), !reader.has("target") {
        collector.report(
          reader.entry.place, "the replay has no data loss", remedy: "add “gradient” or “target”")
      }
    }
    if reader.has("weights") {
      spec.weights = reader.names("weights").compactMap { key, name, value in
        guard name.first?.isLetter == true,
          name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else {
          Scalars.report(
            key, "“\(name)” cannot be referred to", "use letters and digits, like θ1", collector)
          return nil
        }
        return Scalars.decimal(value, collector).map { NamedWeight(name: name, initial: $0) }
      }
    }
    if reader.has("gradient"), reader.has("target") {
      collector.report(
        reader.place("target"), "a replay has a gradient or a target, not both",
        remedy: "delete one of them")
    }
    if let value = reader.value("gradient") {
      spec.loss = .constantGradient(figures(value, spec.weights))
    }
    if let value = reader.value("target") {
      spec.loss = .quadratic(targets: figures(value, spec.weights))
    }
    SettingsDecoder(reader, collector).apply(to: &spec)
    return spec
  }

  /// One figure for all weights, or one for each by name.
  private func figures(_ entry: YAMLEntry, _ weights: [NamedWeight]) -> [ExactDecimal] {
    guard case .mapping(let pairs) = entry.value else {
      return Scalars.decimal(entry, collector).map { Array(repeating: $0, count: weights.count) } ?? []
    }
    let names = weights.map(\.name)
    for (key, _) in pairs where !names.contains(key.scalar ?? "") {
      Scalars.report(
        key, "there is no weight “\(key.scalar ?? "")”",
        "the weights are \(names.joined(separator: ", "))", collector)
    }
    return names.compactMap { name in
      guard let pair = pairs.first(where: { $0.key.scalar == name }) else {
        collector.report(entry.place, "“\(name)” has no figure here", remedy: "add “\(name): …”")
        return nil
      }
      return Scalars.decimal(pair.value, collector)
    }
  }
}

/// Reads the settings that a replay, or a reason for a difference, may give.
struct SettingsDecoder {
  private let reader: MappingReader
  private let collector: IssueCollector

  init(_ reader: MappingReader, _ collector: IssueCollector) {
    self.reader = reader
    self.collector = collector
  }

  func apply(to spec: inout ReplaySpec) {
    if let penalty: PenaltyKind = reader.choice("penalty") { spec.penalty = penalty }
    if let strength = reader.decimal("strength") { spec.strength = strength }
    if let ratio = reader.decimal("l1_ratio") { spec.l1Ratio = ratio }
    if let convention: L2Convention = reader.choice("l2_convention") {
      spec.l2Convention = convention
    }
    if let rule: ZeroRule = reader.choice("zero_rule") { spec.zeroRule = rule }
    if let rate = reader.decimal("learning_rate") { spec.learningRate = rate }
    if let iterations = reader.integer("iterations") { spec.iterations = iterations }
    if let places = reader.integer("round_step") { spec.rounding = StepRounding(places: places) }
    roundings(&spec)
    checkEffects(spec)
  }

  private func roundings(_ spec: inout ReplaySpec) {
    for (key, name, value) in reader.names("round_step_at") {
      guard let (weightName, iteration) = FigureTable.indexed(name),
        let weight = spec.weights.firstIndex(where: { $0.name == weightName })
      else {
        Scalars.report(
          key, "“\(name)” names no step",
          "write it like \(spec.weights.first?.name ?? "θ1")[3]", collector)
        continue
      }
      guard let places = Scalars.integer(value, 0...ReplaySpec.placesLimit, collector) else {
        continue
      }
      guard spec.rounding != nil else {
        collector.report(
          reader.place("round_step_at"), "without “round_step” no step is rounded",
          remedy: "add “round_step”")
        return
      }
      spec.rounding?.exceptions[StepRounding.Cell(iteration: iteration, weight: weight)] = places
    }
  }

  /// A setting without effect misleads whoever reads the lesson.
  private func checkEffects(_ spec: ReplaySpec) {
    let idle: [(String, Bool, String)] = [
      ("strength", spec.penalty == .none, "there is no penalty"),
      ("zero_rule", spec.penalty == .none || spec.penalty == .l2, "the penalty has no L1 part"),
      ("l2_convention", spec.penalty == .none || spec.penalty == .l1, "the penalty has no L2 part"),
      ("l1_ratio", spec.penalty != .elasticNet, "the penalty is not elastic-net"),
    ]
    for (key, isIdle, why) in idle where isIdle && reader.has(key) {
      collector.report(
        reader.place(key), "“\(key)” has no effect: \(why)", remedy: "delete it, or set “penalty”")
    }
  }
}
