public import TerminalUI

/// The page that leads to the handouts of a course, a file a lesson.
public struct HandoutIndex: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var title: String
    public var summary: String
    /// Beside the index.
    public var file: String

    public init(title: String, summary: String, file: String) {
      self.title = title
      self.summary = summary
      self.file = file
    }
  }

  public var title: String
  public var entries: [Entry]

  public init(title: String, entries: [Entry]) {
    self.title = title
    self.entries = entries
  }

  public var html: String {
    let items = entries.map { entry in
      "<li><a href=\"\(SVGWriter.escaped(entry.file))\">\(SVGWriter.escaped(entry.title))</a><br/>"
        + "\(Prose(entry.summary).inlineHTML)</li>\n"
    }
    let heading = "<h1>\(SVGWriter.escaped(title))</h1>\n"
    return HandoutHTML.page(
      title: title, body: "<main>\n\(heading)<ol>\n\(items.joined())</ol>\n</main>\n")
  }

  public func markdown(glyphs: Glyphs) -> String {
    let items = entries.enumerated().map { index, entry in
      "\(index + 1). [\(Prose.withoutMeaning(glyphs.text(entry.title)))](\(entry.file)): "
        + Prose(entry.summary).markdown(glyphs: glyphs) + "\n"
    }
    return "# \(Prose.withoutMeaning(glyphs.text(title)))\n\n" + items.joined()
  }

  public func text(glyphs: Glyphs) -> String {
    let items = entries.enumerated().map { index, entry in
      "\(index + 1). \(entry.title) (\(entry.file))\n"
        + Prose(entry.summary).plainLines(columns: 74, glyphs: glyphs).map { "   \($0)\n" }.joined()
    }
    return glyphs.text("\(title)\n\n" + items.joined())
  }
}
