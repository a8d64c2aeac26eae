/// Reads a section of a lesson that describes things by id, of which one may be like another but for
/// what it says itself: `same_as`.
struct InheritedSections {
  let log: IssueLog
  let scope: FigureScope
  /// The key of the section: “trainings”.
  let section: String
  /// As messages call what it describes: “training”.
  let what: String
  let format: FormatMapping

  struct Result<Value> {
    /// What was read without an issue.
    var values: [String: Value] = [:]
    /// Why a description is missing.
    var faults: [String: [LessonIssue]] = [:]
    /// Where each id stands.
    var keys: [(id: String, node: SourceNode)] = []
  }

  /// - Parameters:
  ///   - register: told of every id before any description is read.
  ///   - read: reads a description with all that it inherits; one with an issue is faulty.
  func read<Value>(
    _ node: SourceNode, register: (String) -> Void,
    _ read: (_ id: String, _ key: SourceNode, _ description: SourceNode) -> Value?
  ) -> Result<Value> {
    var result = Result<Value>()
    guard let entries = ValueReader(log: log).entries(node, what: "“\(section)”") else {
      scope.isIncomplete = true
      return result
    }
    var nodes: [String: SourceNode] = [:]
    var bases: [String: (id: String, node: SourceNode)] = [:]
    for entry in entries {
      let id = entry.key.scalar ?? ""
      if let owner = scope.owner(of: id) {
        log.report(
          entry.key, "\(VisibleText.quoted(id)) is a \(owner) already",
          remedy: "expressions name both; give the \(what) an id of its own")
        scope.isIncomplete = true
        continue
      }
      result.keys.append((id, entry.key))
      nodes[id] = entry.value
      if case .mapping(let pairs) = entry.value.content,
        let base = pairs.first(where: { $0.key.scalar == "same_as" })?.value, let name = base.scalar
      {
        bases[id] = (name, base)
        scope.use(name)
      }
    }
    for key in result.keys { register(key.id) }
    let inheritance = Inheritance(
      log: log, what: what,
      keys: Dictionary(entries.map { ($0.key.scalar ?? "", $0.key) }) { first, _ in first },
      bases: bases)
    for key in result.keys {
      let collected = log.collecting { () -> Value? in
        _ = ValueReader(log: log).text(key.node, as: .id(.figure), key: section)
        guard let line = inheritance.line(from: key.id) else { return nil }
        let descriptions = line.compactMap { nodes[$0] }
        guard let own = descriptions.first else { return nil }
        return read(key.id, key.node, laid(own, over: descriptions.dropFirst()))
      }
      if let value = collected.value, !collected.failed {
        result.values[key.id] = value
      } else {
        scope.faulty.insert(key.id)
        result.faults[key.id] = collected.issues
      }
    }
    return result
  }

  /// Keys of the first description, and of the others those that it has not.
  private func laid(_ own: SourceNode, over bases: ArraySlice<SourceNode>) -> SourceNode {
    guard case .mapping(var entries) = own.content else { return own }
    for base in bases {
      guard case .mapping(let inherited) = base.content else { continue }
      entries += inherited.filter { entry in
        guard let name = entry.key.scalar, name != "same_as" else { return false }
        // What is wrong with a key of the other is told there.
        return format.key(name) != nil && !entries.contains { $0.key.scalar == name }
      }
    }
    var result = own
    result.content = .mapping(entries)
    return result
  }
}
