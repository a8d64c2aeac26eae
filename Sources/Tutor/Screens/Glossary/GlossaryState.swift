public import Lessons

/// The glossary while it is open: what is looked for in it, and which term is chosen.
public struct GlossaryState: Hashable, Sendable {
  /// Index into the terms that match ``query``.
  public internal(set) var selection = 0
  /// What is looked for; empty shows every term.
  public internal(set) var query: String
  /// Whether keys go into ``query``.
  public internal(set) var isTyping = false

  public init(query: String = "") {
    self.query = query
  }

  /// Indices of the terms to choose from.
  public func matches(in glossary: Glossary) -> [Int] { glossary.matches(query) }

  /// The chosen term; `nil` where nothing matches.
  public func chosen(in glossary: Glossary) -> Glossary.Term? {
    let found = matches(in: glossary)
    return found.isEmpty ? nil : glossary.terms[found[min(selection, found.count - 1)]]
  }
}

/// What a learner asks of the glossary, beside the messages that every screen knows.
public enum GlossaryCommand: Hashable, Sendable {
  case show
  /// Shows what a word means.
  case lookUp(String)
  /// Follows the link of the term with this index among those that match.
  case followTerm(Int)
}

extension TutorState {
  /// Opens the glossary over a page or the list of lessons.
  mutating func showGlossary(_ command: GlossaryCommand) {
    guard !course.glossary.isEmpty else { return }
    if case .lookUp(let word) = command {
      glossary = GlossaryState(query: word)
    } else {
      glossary = GlossaryState()
    }
    // What is out of sight stands still.
    page?.panel?.pause()
  }

  /// The part of `update` that the glossary answers while it is open.
  mutating func updateGlossary(_ message: TutorMessage) -> [TutorEffect] {
    guard var glossary else { return [] }
    let count = glossary.matches(in: course.glossary).count
    var link: PageLink?
    switch message {
    case .typedSubmitted: glossary.isTyping = false
    case .nextPressed: link = glossary.chosen(in: course.glossary)?.link
    case .inGlossary(.followTerm(let index)):
      glossary.selection = max(0, min(index, count - 1))
      link = glossary.chosen(in: course.glossary)?.link
    case .inGlossary(.lookUp(let word)): glossary = GlossaryState(query: word)
    case .downPressed: glossary.selection = max(0, min(glossary.selection + 1, count - 1))
    case .upPressed: glossary.selection = max(0, glossary.selection - 1)
    case .firstPressed: glossary.selection = 0
    case .lastPressed: glossary.selection = max(0, count - 1)
    case .scrolledDown: glossary.selection = max(0, min(glossary.selection + 10, count - 1))
    case .scrolledUp: glossary.selection = max(0, glossary.selection - 10)
    case .findPressed:
      glossary = GlossaryState()
      glossary.isTyping = true
    case .typed(let character):
      if glossary.query.count < 60 { glossary.query.append(character) }
      glossary.selection = 0
    case .eraseTypedPressed:
      if glossary.query.isEmpty { glossary.isTyping = false } else { glossary.query.removeLast() }
      glossary.selection = 0
    case .typedCancelled: glossary = GlossaryState()
    case .leavePressed:
      self.glossary = nil
      return []
    default: break
    }
    self.glossary = glossary
    return link.map { follow($0) } ?? []
  }
}
