/// Reads a course's glossary.
struct GlossaryReader {
  /// As messages name it.
  let file: String
  /// What terms may lead to.
  let course: Course

  func read(_ bytes: [UInt8]) -> (glossary: Glossary, issues: [LessonIssue]) {
    let document = SourceDocument.read(
      bytes, file: file, kind: .glossary, format: GlossaryFormat.file)
    let log = document.log
    guard let fields = document.fields else { return (Glossary(), log.sorted) }
    let figures = FigureReader(scope: FigureScope(), log: log)
    let known = LinkResolution(lessons: course.lessons)
    var taken: [String: String] = [:]
    var terms: [Glossary.Term] = []
    for node in fields.list("terms") ?? [] {
      guard let entry = Fields(node, GlossaryFormat.term, log) else { continue }
      let link = link(entry, known, log)
      guard let name = entry.text("term"),
        let text = entry.value("text").flatMap({ figures.prose($0, key: "text") })
      else { continue }
      if text.count > GlossaryFormat.textLimit {
        log.report(
          entry.node("text"), "“text” has \(text.count) characters",
          remedy: "at most \(GlossaryFormat.textLimit) fit in; a lesson can say more")
      }
      var names: [(String, SourceNode)] = [(name, entry.node("term"))]
      let symbol = entry.text("symbol")
      if let symbol { names.append((symbol, entry.node("symbol"))) }
      let aliases = entry.texts("aliases") ?? []
      names += aliases.map { ($0.text, $0.node) }
      for (word, place) in names {
        if let owner = taken[word.lowercased()] {
          log.report(
            place, "\(VisibleText.quoted(word)) is a word for \(VisibleText.quoted(owner)) already",
            remedy: "every word leads to one term: take one of the two out")
        } else {
          taken[word.lowercased()] = name
        }
      }
      terms.append(
        Glossary.Term(name, symbol: symbol, aliases: aliases.map(\.text), text: text, link: link))
    }
    return (Glossary(terms), log.sorted)
  }

  private func link(_ entry: Fields, _ known: LinkResolution, _ log: IssueLog) -> PageLink? {
    guard let place = entry.text("open") else { return nil }
    let parts = place.split(separator: ":").map(String.init)
    let link = PageLink(lesson: parts[0], step: parts.count == 2 ? parts[1] : nil)
    do {
      return try known.resolved(link)
    } catch {
      log.report(entry.node("open"), error.message, remedy: error.remedy)
      return nil
    }
  }
}
