/// Strings of the terminal's description.
enum TerminalCapability {
  /// The text without its `$<5/>` delays, which only slow hardware needs.
  static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "$", rest.first == "<", let end = rest.firstIndex(of: ">") {
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(character)
      }
    }
    return result
  }
}
