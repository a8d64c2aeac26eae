/// The format of a course's glossary.
public enum GlossaryFormat {
  public static let mappings = [file, term]

  static let file = FormatMapping(
    name: "glossary", summary: "A course’s words and symbols, and what they mean.",
    keys: [
      key("format_version", .version, "The version of the format: 1."),
      key(
        "terms", .list(.mapping("glossary term"), count: 1...LessonFormat.listLimit),
        "The words, in any order."),
    ])

  static let term = FormatMapping(
    name: "glossary term", summary: "A word or a symbol.",
    keys: [
      key("term", .text(limit: 40), "The word, as it stands in a sentence."),
      key("symbol", .text(limit: 12), "As it stands in formulas: λ.", isRequired: false),
      key(
        "aliases", .list(.text(limit: 40), count: 1...20), "Other words by which it is found.",
        isRequired: false),
      key("text", .prose, "What it means, in one or two sentences, at most 240 characters."),
      key("open", .page, "The lesson that introduces it, or LESSON:STEP."),
    ])

  /// Longer explanations are lessons.
  static let textLimit = 240

  private static func key(
    _ name: String, _ type: FormatType, _ summary: String, isRequired: Bool = true
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: isRequired, summary: summary)
  }
}
