/// What may stand behind a key.
indirect enum ValueFormat: Sendable {
  /// One line or more; at most `limit` characters.
  case text(limit: Int)
  /// Small Markdown with `{{ … }}`.
  case markdown
  /// `[a-z][a-z0-9_-]*`
  case identifier
  case integer(ClosedRange<Int>)
  case decimal
  case choice([String])
  /// An expression such as `l1.θ2[5]`.
  case expression
  case list(ValueFormat, fewest: Int)
  /// A mapping from names of the author's to values.
  case names(ValueFormat)
  case mapping(MappingFormat)
  case either(ValueFormat, ValueFormat)
}

/// A key of a mapping.
struct KeyFormat: Sendable {
  var name: String
  var value: ValueFormat
  var isRequired = false
  /// One sentence for the schema.
  var help: String
}

/// The keys that a mapping may have: the one table that the decoder and the JSON Schema read.
struct MappingFormat: Sendable {
  /// What the mapping is, for messages: "a lesson".
  var what: String
  var keys: [KeyFormat]

  /// The known key that is nearest to a misspelled one, if any is near.
  func nearest(to name: String) -> String? {
    Spelling.nearest(to: name, in: keys.map(\.name))
  }
}

/// Finding what an author may have meant.
enum Spelling {
  static func nearest(to name: String, in known: [String]) -> String? {
    let limit = max(1, min(3, name.count / 2))
    return known.map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit }.min { $0.1 < $1.1 }?.0
  }

  /// “did you mean …”, or all that is allowed.
  static func remedy(for name: String, among known: [String]) -> String {
    if let near = nearest(to: name, in: known) { return "did you mean “\(near)”?" }
    return known.isEmpty ? "there is none yet" : "allowed: \(known.joined(separator: ", "))"
  }

  /// How many characters to insert, delete, replace or swap with a neighbour.
  static func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left.prefix(60))
    let b = Array(right.prefix(60))
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { table[i][0] = i }
    for j in 0...b.count { table[0][j] = j }
    for i in 0..<a.count {
      for j in 0..<b.count {
        var best = min(
          table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = best
      }
    }
    return table[a.count][b.count]
  }
}
