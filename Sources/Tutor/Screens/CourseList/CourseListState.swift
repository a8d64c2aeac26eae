public import Lessons

/// The list of lessons, and what is being looked for in it.
public struct CourseListState: Hashable, Sendable {
  /// Index into the lessons that match ``query``.
  public var selection = 0
  /// What is looked for; empty shows every lesson.
  public var query = ""
  /// Whether keys go into ``query``.
  public var isTyping = false

  public init() {}

  /// Indices of the lessons whose title, summary or id has every word of the query.
  public func matches(in course: Course) -> [Int] {
    let words = query.lowercased().split(separator: " ")
    return course.lessons.indices.filter { index in
      let lesson = course.lessons[index]
      let text = "\(lesson.id) \(lesson.title) \(lesson.summary)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// The chosen lesson's index in the course; `nil` where nothing matches.
  public func chosen(in course: Course) -> Int? {
    let found = matches(in: course)
    return found.indices.contains(selection) ? found[selection] : nil
  }
}
