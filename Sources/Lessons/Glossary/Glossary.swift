/// What the course's words and symbols mean.
public struct Glossary: Sendable, Hashable {
  public struct Term: Sendable, Hashable {
    public var name: String
    /// As it stands in formulas: λ.
    public var symbol: String?
    /// Other words for the same.
    public var aliases: [String]
    /// Small Markdown, one or two sentences.
    public var text: String
    /// Where the course introduces it; `nil` where there is no such page.
    public var link: PageLink?

    public init(
      _ name: String, symbol: String? = nil, aliases: [String] = [], text: String, link: PageLink?
    ) {
      self.name = name
      self.symbol = symbol
      self.aliases = aliases
      self.text = text
      self.link = link
    }

    /// The words by which it is found.
    public var names: [String] { [name] + (symbol.map { [$0] } ?? []) + aliases }
  }

  /// By name.
  public var terms: [Term]

  public init(_ terms: [Term] = []) {
    self.terms = terms.sorted { $0.name.lowercased() < $1.name.lowercased() }
  }

  public var isEmpty: Bool { terms.isEmpty }

  /// Indices of the terms that a query means: those that are called so; else those whose names,
  /// and after them those whose explanations, have all of its words.
  public func matches(_ query: String) -> [Int] {
    let wanted = query.lowercased()
    let words = wanted.split(separator: " ")
    guard !words.isEmpty else { return Array(terms.indices) }
    let called = terms.indices.filter { index in
      terms[index].names.contains { $0.lowercased() == wanted }
    }
    func have(_ text: (Term) -> String) -> [Int] {
      terms.indices.filter { index in
        let text = text(terms[index]).lowercased()
        return words.allSatisfy { text.contains($0) }
      }
    }
    let named = have { $0.names.joined(separator: " ") }
    let explained = have { $0.names.joined(separator: " ") + " " + $0.text }
    var found: [Int] = []
    for index in called + named + explained where !found.contains(index) { found.append(index) }
    return found
  }

  /// The terms that are called exactly so.
  public func called(_ name: String) -> [Term] {
    terms.filter { term in term.names.contains { $0.lowercased() == name.lowercased() } }
  }

  /// The name nearest to what may be a slip of the fingers.
  public func nearest(to name: String) -> String? {
    Suggestion.nearest(to: name.lowercased(), among: terms.flatMap(\.names).map { $0.lowercased() })
  }
}
