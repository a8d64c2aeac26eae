/// Follows `same_as` from one description of a lesson to another.
struct Inheritance {
  let log: IssueLog
  /// As messages call such a description: “replay”.
  let what: String
  /// Where each description's id stands.
  let keys: [String: SourceNode]
  /// The description that one is like, and where it says so.
  let bases: [String: (id: String, node: SourceNode)]

  /// The description, the one that it is like, and so on; `nil` where that has no end or leads
  /// nowhere, which is reported once.
  func line(from id: String) -> [String]? {
    var line = [id]
    var last = id
    while let base = bases[last] {
      guard keys[base.id] != nil else {
        if line.count == 1 {
          log.report(
            base.node, "there is no \(what) \(VisibleText.quoted(base.id))",
            remedy: Suggestion.remedy(
              for: base.id, among: keys.keys.filter { $0 != id }.sorted(), of: "other \(what)"))
        }
        return nil
      }
      if line.contains(base.id) {
        reportCircle(line, base)
        return nil
      }
      line.append(base.id)
      last = base.id
    }
    return line
  }

  /// For the first of those that go in the circle.
  private func reportCircle(_ line: [String], _ base: (id: String, node: SourceNode)) {
    let places = line.compactMap { keys[$0]?.line }
    guard line.first == base.id, places.min() == places.first else { return }
    log.report(
      base.node,
      "“same_as” goes in a circle: "
        + (line + [base.id]).map { VisibleText.quoted($0) }.joined(separator: " → "),
      remedy: "give the settings of one of them")
  }
}
