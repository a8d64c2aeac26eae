public import Lessons
public import TerminalUI

/// The glossary in sentences.
public struct GlossaryLines {
  private let terms: [Glossary.Term]
  private let glyphs: Glyphs

  /// More than so many terms are named only: nobody wants to hear all.
  private static let limit = 12

  public init(_ terms: [Glossary.Term], glyphs: Glyphs) {
    self.terms = terms
    self.glyphs = glyphs
  }

  init(_ glossary: GlossaryState, of course: Course, glyphs: Glyphs) {
    let all = course.glossary
    self.init(glossary.matches(in: all).map { all.terms[$0] }, glyphs: glyphs)
  }

  /// What is said when the glossary opens.
  func opening(query: String) -> [String] {
    guard !terms.isEmpty else { return ["", "No term has the word “\(query)”."] }
    guard terms.count <= GlossaryLines.limit else {
      let names = terms.map { $0.name + ($0.symbol.map { " (\($0))" } ?? "") }
      return ["", "The glossary has \(terms.count) terms; ?WORD tells what one means:"]
        + StyledLine(names.joined(separator: ", ") + ".").wrapped(columns: 78).map(\.text)
    }
    return [""]
      + terms.enumerated().flatMap { index, term in
        let place = term.link.map { " [\(index + 1): open \($0.words())]" } ?? ""
        return wrapped(sentence(term) + place)
      }
  }

  /// Each term with its explanation and the lesson that introduces it.
  public func all() -> [String] {
    terms.flatMap { term in
      wrapped(sentence(term) + (term.link.map { " See \($0.words())." } ?? ""))
    }
  }

  var choices: [LinearView.Choice] {
    guard terms.count <= GlossaryLines.limit else { return [] }
    return terms.enumerated().map { index, term in
      LinearView.Choice(
        label: term.link.map { "\(term.name): open \($0.words())." } ?? "\(term.name).",
        message: .inGlossary(.followTerm(index)))
    }
  }

  private func sentence(_ term: Glossary.Term) -> String {
    var others: [String] = []
    // In ASCII a symbol may be one of the other words.
    for name in term.names.dropFirst().map({ glyphs.text($0) }) where !others.contains(name) {
      others.append(name)
    }
    let text = Prose(term.text).plainLines(columns: nil, glyphs: glyphs).filter { !$0.isEmpty }
      .joined(separator: " ")
    return term.name + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))") + ": " + text
  }

  private func wrapped(_ text: String) -> [String] {
    StyledLine(glyphs.text(text)).wrapped(columns: 78, hangingIndent: 4).map(\.text)
  }
}
