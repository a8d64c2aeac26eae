/// A node of a file's tree: text as it is written, with its place, and nothing guessed.
struct SourceNode: Sendable, Hashable {
  enum Content: Sendable, Hashable {
    case scalar(String, ScalarStyle)
    case list([SourceNode])
    case mapping([Entry])
    /// It could not be parsed, or is refused, and an issue says why.
    case lost
  }

  struct Entry: Sendable, Hashable {
    var key: SourceNode
    var value: SourceNode
  }

  /// Where the node begins, in Unicode scalars.
  var line: Int
  var column: Int
  var content: Content

  var start: SourcePlace { SourcePlace(line: line, column: column) }

  var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  var isLost: Bool {
    if case .lost = content { true } else { false }
  }

  /// A key without a value, or a list's item without one.
  var isEmpty: Bool {
    if case .scalar("", .plain) = content { true } else { false }
  }

  /// What it is, in words.
  var kind: String {
    switch content {
    case .scalar: "one value"
    case .list: "a list"
    case .mapping: "keys with values"
    case .lost: "unreadable"
    }
  }
}

/// How a scalar is written in the file.
enum ScalarStyle: Sendable, Hashable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}
