/// Finds what somebody may have meant.
enum Suggestion {
  /// The nearest of `words`, if it is near enough for a slip of the fingers.
  static func nearest(to text: String, among words: some Sequence<String>) -> String? {
    let letters = Array(text.prefix(64))
    var best: (word: String, distance: Int)?
    for word in words {
      let distance = editDistance(letters, Array(word.prefix(64)))
      if distance < best?.distance ?? Int.max { best = (word, distance) }
    }
    guard let best, best.distance <= max(1, min(letters.count, best.word.count) / 3) else {
      return nil
    }
    return best.word
  }

  /// How many insertions, deletions, replacements and swaps of neighbours lead from one to the other.
  ///
  /// *Source*: Damerau 1964, restricted to swaps of letters that are edited once.
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in right.indices {
        var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }

  /// “a”, “b” and “c”.
  static func list(_ words: some Collection<String>, conjunction: String = "and") -> String {
    let quoted = words.map { VisibleText.quoted($0) }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "nothing" }
    return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// “did you mean “title”?”, or all that is allowed.
  static func remedy(for text: String, among words: [String], of what: String) -> String {
    if let meant = nearest(to: text, among: words) {
      return "did you mean \(VisibleText.quoted(meant))?"
    }
    guard !words.isEmpty else { return "there is no \(what) yet" }
    return "it must be \(words.count > 1 ? "one of " : "")\(list(words, conjunction: "or"))"
  }
}
