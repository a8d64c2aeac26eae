/// A table of prose, whose cells may lead to the steps that show what they claim.
public struct TableStep: Sendable, Hashable {
  public struct Cell: Sendable, Hashable {
    /// Small Markdown, references resolved.
    public var text: String
    /// What the cell opens.
    public var link: PageLink?

    public init(_ text: String, link: PageLink? = nil) {
      self.text = text
      self.link = link
    }
  }

  public struct Row: Sendable, Hashable {
    public var head: String
    /// As many as there are ``TableStep/heads``.
    public var cells: [Cell]

    public init(_ head: String, _ cells: [Cell]) {
      self.head = head
      self.cells = cells
    }
  }

  /// Of the columns, at least one.
  public var heads: [String]
  /// At least one.
  public var rows: [Row]

  public init(heads: [String], rows: [Row]) {
    self.heads = heads
    self.rows = rows
  }

  /// The same table with each link replaced; `nil` takes it away.
  func mappingLinks(_ change: (PageLink) -> PageLink?) -> TableStep {
    var table = self
    for row in table.rows.indices {
      for column in table.rows[row].cells.indices {
        guard let link = table.rows[row].cells[column].link else { continue }
        table.rows[row].cells[column].link = change(link)
      }
    }
    return table
  }
}

extension Lesson {
  /// Puts into every link that leads to one of `known` what it leads to; takes dead ones away, so
  /// that the rest of a page can be taught.
  mutating func resolveLinks(among known: LinkResolution, where isMeant: (PageLink) -> Bool) {
    for index in steps.indices {
      guard case .table(let table) = steps[index].kind else { continue }
      steps[index].kind = .table(
        table.mappingLinks { isMeant($0) ? (try? known.resolved($0)) ?? nil : $0 })
    }
  }
}
