/// The issues found in one file, in the order in which they were found.
final class IssueLog {
  let source: SourceText
  private(set) var issues: [LessonIssue] = []
  /// How many were found, kept or not.
  private(set) var count = 0
  private var seen: Set<LessonIssue> = []
  /// Replays and tables that a step needs and that have issues of their own.
  private var blockers: Set<String> = []

  /// So many are kept: a file that is no lesson at all should not fill the screen for minutes.
  static let limit = 100

  init(_ source: SourceText, issues: [LessonIssue] = []) {
    self.source = source
    issues.forEach(report)
  }

  /// The place and the words are only worked out for an issue that is kept.
  func report(
    _ place: @autoclosure () -> SourcePlace, _ message: @autoclosure () -> String,
    remedy: @autoclosure () -> String
  ) {
    guard issues.count < IssueLog.limit else {
      count += 1
      return
    }
    report(source.issue(place(), message(), remedy: remedy()))
  }

  func report(
    _ node: SourceNode, _ message: @autoclosure () -> String,
    remedy: @autoclosure () -> String
  ) {
    report(ScalarMap.extent(of: node, in: source), message(), remedy: remedy())
  }

  func report(_ issue: LessonIssue) {
    count += 1
    guard issues.count < IssueLog.limit, seen.insert(issue).inserted else { return }
    issues.append(issue)
    if issues.count == IssueLog.limit {
      issues.append(
        source.issue(
          .wholeFile, "there are more problems than \(IssueLog.limit)",
          remedy: "put these right first"))
    }
  }

  /// What follows cannot be judged before the replay or table `id` is put right.
  func block(by id: String) { blockers.insert(id) }

  /// The issues that `body` reports, and the ids that it was blocked by.
  func collecting<Value>(
    _ body: () -> Value
  ) -> (value: Value, issues: [LessonIssue], failed: Bool, blockers: Set<String>) {
    let outer = blockers
    blockers = []
    let kept = issues.count
    let found = count
    let value = body()
    let inner = blockers
    blockers = outer
    return (value, Array(issues[min(kept, issues.count)...]), count > found, inner)
  }

  /// By place; the whole file's first.
  var sorted: [LessonIssue] {
    issues.enumerated().sorted { left, right in
      (left.element.line, left.element.column, left.offset)
        < (right.element.line, right.element.column, right.offset)
    }.map(\.element)
  }
}
