public import TerminalUI

/// One lesson or a whole course as a document, for paper and for files: made once, rendered as text,
/// Markdown or HTML.
public struct Handout: Hashable, Sendable {
  public var title: String
  public var lessons: [HandoutLesson]

  public init(title: String, lessons: [HandoutLesson]) {
    self.title = title
    self.lessons = lessons
  }
}

/// A lesson from start to end.
public struct HandoutLesson: Hashable, Sendable {
  public var id: String
  public var title: String
  public var summary: String
  public var minutes: Int
  public var sections: [HandoutSection]
  /// Where its facts come from, in small Markdown.
  public var sources: [String]

  /// All questions, in their order; they are numbered from 1, and their answers stand at the end.
  var questions: [HandoutQuestion] {
    sections.flatMap { section in
      section.parts.compactMap { if case .question(let question) = $0 { question } else { nil } }
    }
  }
}

/// A step of a lesson.
public struct HandoutSection: Hashable, Sendable {
  /// The step's.
  public var id: String
  public var title: String
  public var parts: [HandoutPart]
}

/// What a section is made of.
public enum HandoutPart: Hashable, Sendable {
  /// Small Markdown, several paragraphs.
  case prose(String)
  /// Small Markdown, a paragraph each.
  case sentences([String])
  /// Heads the parts that follow it.
  case heading(String)
  case table(Table)
  case grid(HandoutGrid)
  case chart(HandoutChart)
  case question(HandoutQuestion)
  /// Text that is laid out already.
  case lines([String])
}

/// A table of prose, whose cells have more than a line.
public struct HandoutGrid: Hashable, Sendable {
  public var heads: [String]
  /// Cells in small Markdown; the first heads its row.
  public var rows: [[String]]
  /// The table where there are only letters.
  public var lines: [String]
}

/// A picture, as a file has it and as lines of text.
public struct HandoutChart: Hashable, Sendable {
  public var title: String
  /// Documents, each a picture of its own.
  public var svg: [String]
  /// What is drawn where there are only letters.
  public var text: [String]
  /// What it shows, in words.
  public var summary: [String]
}

/// Something that the learner answers, with its answer.
public struct HandoutQuestion: Hashable, Sendable {
  /// Small Markdown, as everything here.
  public var text: String
  public var options: [String]
  public var answer: String
  /// How one comes to it, a paragraph each.
  public var working: [String]

  public init(_ text: String, options: [String] = [], answer: String, working: [String] = []) {
    self.text = text
    self.options = options
    self.answer = answer
    self.working = working
  }
}
