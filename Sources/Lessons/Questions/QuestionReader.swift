import Regularization

/// Reads a question as it is asked once, with its numbers drawn.
struct QuestionReader {
  let log: IssueLog
  let figures: FigureReader
  /// The lesson's.
  let sources: [Source]
  let shuffle: OptionShuffle

  /// Which item of an order comes first.
  enum Extreme: String, CaseIterable {
    case smallest, largest
  }

  /// The keys that belong to some forms alone.
  private static let owners: [(key: String, forms: [String])] =
    ["places", "significant", "tolerance", "unit", "wrong"].map { ($0, ["number"]) } + [
      ("first", ["order"]), ("keep_order", ["one", "several", "guess"]),
      ("tries", ["number", "one", "several", "order"]),
    ]

  func question(_ fields: Fields) -> Question? {
    let text = prose("question", fields)
    let hints = (fields.list("hints") ?? []).compactMap { figures.prose($0, key: "hints") }
    let explanation = prose("explain", fields)
    let tries = fields.whole("tries")
    guard let name = fields.one(of: LessonFormat.questionForms, what: "a question") else {
      return nil
    }
    for (key, forms) in QuestionReader.owners where !forms.contains(name) {
      guard let node = fields.key(key) else { continue }
      log.report(
        node, "“\(key)” has no effect with “\(name)”",
        remedy: "take it out: it belongs to \(Suggestion.list(forms, conjunction: "or"))")
    }
    var working: String?
    guard let form = form(name, fields, &working) else { return nil }
    let source = source(of: form, fields)
    guard let text else { return nil }
    let hasTwo = if case .one(let options) = form { options.count == 2 } else { false }
    let question = Question(
      text: text, form: form, hints: hints, tries: tries ?? (hasTwo ? 1 : Question.usualTries),
      working: working, explanation: explanation, source: source)
    prove(question, fields.node(name))
    return question
  }

  private func prose(_ key: String, _ fields: Fields) -> String? {
    fields.value(key).flatMap { figures.prose($0, key: key) }
  }

  private func form(_ name: String, _ fields: Fields, _ working: inout String?) -> Question.Form? {
    switch name {
    case "number":
      return FigureKeyReader(log: log, figures: figures).key(fields, &working).map { .number($0) }
    case "order": return order(fields).map { .order($0) }
    case "guess":
      let options = (fields.list(name) ?? []).compactMap { node -> QuestionOption? in
        guard let option = Fields(node, LessonFormat.possibleGuess, log) else { return nil }
        let say = prose("say", option)
        return prose("text", option).map { QuestionOption(text: $0, isRight: false, say: say) }
      }
      return options.count < 2 ? nil : .guess(shuffled(options, fields))
    default:
      guard let options = options(name, fields) else { return nil }
      return name == "one" ? .one(options) : .several(options)
    }
  }

  private func shuffled<Item>(_ items: [Item], _ fields: Fields) -> [Item] {
    let keeps = fields.value("keep_order").flatMap { fields.read.flag($0, key: "keep_order") }
    return keeps == true ? items : shuffle.order(items.count).map { items[$0] }
  }

  // MARK: Options

  private func options(_ name: String, _ fields: Fields) -> [QuestionOption]? {
    guard let nodes = fields.list(name) else { return nil }
    var options: [QuestionOption] = []
    var judgedBy: Set<String> = []
    for node in nodes {
      guard let option = Fields(node, LessonFormat.option, log) else { continue }
      let text = prose("text", option)
      let say = prose("say", option)
      guard let judge = option.one(of: ["if", "right"], what: "an option"),
        let value = option.value(judge)
      else { continue }
      if judgedBy.insert(judge).inserted, judgedBy.count > 1 {
        log.report(
          option.key(judge) ?? node, "some of these options have “if”, some “right”",
          remedy: "let “if” judge all of them, or make two questions of it")
      }
      let isRight =
        judge == "if"
        ? figures.holds(value, key: "if") : option.read.flag(value, key: "right")
      if let text, let isRight {
        options.append(QuestionOption(text: text, isRight: isRight, say: say))
      }
    }
    guard options.count == nodes.count else { return nil }
    let texts = options.map(\.text)
    if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
      log.report(
        nodes[twice], "two options say \(VisibleText.quoted(texts[twice]))",
        remedy: "take one out")
    }
    let right = options.count(where: \.isRight)
    if right == 0 {
      log.report(
        fields.node(name), "no option is right",
        remedy: "put an “if” right, or add the option that is")
    } else if right == options.count {
      log.report(
        fields.node(name), "every option is right: there is nothing to choose",
        remedy: "add one that is wrong")
    } else if name == "one", right > 1 {
      let right = options.filter(\.isRight).map { VisibleText.quoted($0.text) }
      log.report(
        fields.node(name), "\(right.count) options are right: \(right.joined(separator: " and "))",
        remedy: "leave one of them, or write “several”")
    }
    return shuffled(options, fields)
  }

  // MARK: Order

  private func order(_ fields: Fields) -> [QuestionItem]? {
    guard let nodes = fields.list("order") else { return nil }
    let first = fields.text("first").flatMap(Extreme.init(rawValue:))
    var items: [(text: String, value: Ratio?, node: SourceNode)] = []
    for node in nodes {
      guard let item = Fields(node, LessonFormat.orderItem, log) else { continue }
      let text = prose("text", item)
      let by = item.value("by")
      let value = by.flatMap { figures.ratio($0, key: "by") }
      guard let text, by == nil || value != nil else { continue }
      items.append((text, value?.value, by ?? node))
    }
    guard items.count == nodes.count else { return nil }
    let valued = items.count { $0.value != nil }
    guard valued == 0 || valued == items.count else {
      log.report(
        items.first { $0.value == nil }?.node ?? fields.node("order"),
        "some of these items have “by”, this one has none",
        remedy: "write “by” for each, or for none")
      return nil
    }
    guard valued > 0 else {
      if let node = fields.key("first") {
        log.report(
          node, "“first” has no effect without “by”",
          remedy: "take it out: the items stand here in the right order")
      }
      return shuffle.disorder(items.count).map { QuestionItem(text: items[$0].text, rank: $0) }
    }
    guard let first else {
      if fields.key("first") == nil {
        log.report(
          fields.node("order"), "which item comes first is not said",
          remedy: "write “first: smallest” or “first: largest”")
      }
      return nil
    }
    let values = items.compactMap(\.value)
    for index in items.indices {
      guard let equal = values[..<index].firstIndex(where: { $0.isEqual(to: values[index]) })
      else { continue }
      log.report(
        items[index].node,
        "\(VisibleText.quoted(items[equal].text)) and \(VisibleText.quoted(items[index].text)) "
          + "are equal: both are \(FigureReader.shown(values[index]))",
        remedy: "order what is different")
      return nil
    }
    let ordered = items.indices.sorted {
      let order = values[$0].compared(to: values[$1])
      return first == .smallest ? order < 0 : order > 0
    }
    return shuffle.disorder(items.count).map {
      QuestionItem(text: items[ordered[$0]].text, rank: $0)
    }
  }

  // MARK: Keys in words

  /// The source of a key that is not computed.
  private func source(of form: Question.Form, _ fields: Fields) -> String? {
    let isInWords: Bool
    switch form {
    case .number, .guess: isInWords = false
    case .one, .several:
      let nodes = fields.list(fields.key("one") == nil ? "several" : "one") ?? []
      isInWords = nodes.contains { $0.has("right") }
    case .order: isInWords = !(fields.list("order") ?? []).contains { $0.has("by") }
    }
    let node = fields.value("source")
    guard isInWords else {
      if let node {
        log.report(
          node, "“source” has no effect: the key is computed, or there is none",
          remedy: "take it out; what the lesson is based on stands in “sources”")
      }
      return nil
    }
    if fields.key("explain") == nil {
      log.report(
        fields.node.start, "a key in words needs “explain”",
        remedy: "say why it is right; a key that can be computed has “if” or “by” instead")
    }
    guard let node, let beginning = fields.text("source") else {
      if fields.key("source") == nil {
        log.report(
          fields.node.start, "a key in words needs a “source”",
          remedy: "name one of the lesson’s sources; a key that can be computed has “if” or “by”")
      }
      return nil
    }
    let found = sources.filter { $0.text.hasPrefix(beginning) }
    guard found.count == 1 else {
      log.report(
        node,
        found.isEmpty
          ? "no source of the lesson begins with \(VisibleText.quoted(beginning))"
          : "\(found.count) sources of the lesson begin with \(VisibleText.quoted(beginning))",
        remedy: "write how one of them begins")
      return nil
    }
    return found[0].text
  }

  // MARK: Proof

  /// That the key passes its own test and that what is next to it fails; both always do, unless the
  /// judging is broken.
  private func prove(_ question: Question, _ node: SourceNode) {
    guard !question.isGuess else { return }
    var wrong: [QuestionAnswer] = []
    switch (question.form, question.key) {
    case (.one(let options), _):
      guard options.count(where: \.isRight) == 1 else { return }
      wrong = options.indices.filter { !options[$0].isRight }.map { .option($0) }
    case (.several(let options), .options(let key)):
      wrong = options.indices.map { .options(key.symmetricDifference([$0])) }
    case (.order(let items), .order(let key)):
      wrong = items.indices.dropLast().map { index in
        var order = key
        order.swapAt(index, index + 1)
        return .order(order)
      }
    default: break
    }
    let isSound =
      question.judge(question.key).isRight && !wrong.contains { question.judge($0).isRight }
    guard !isSound else { return }
    log.report(
      node, "the key does not pass its own judging, or a wrong answer does",
      remedy: "report this as an error of the program")
  }
}

extension SourceNode {
  /// Whether it is a mapping with the key.
  fileprivate func has(_ key: String) -> Bool {
    guard case .mapping(let entries) = content else { return false }
    return entries.contains { $0.key.scalar == key }
  }
}
