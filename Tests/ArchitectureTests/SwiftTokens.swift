/// A word or a punctuation mark of Swift code, with its place.
struct Token: Hashable {
  var text: String
  /// 1-based.
  var line: Int
  /// Whether it is the first of its line.
  var startsLine: Bool
}

/// The code of a Swift text: comments and the letters of string literals are left out, code in
/// interpolations is kept.
struct SwiftTokens {
  let tokens: [Token]

  init(_ text: String) {
    var scanner = Scanner(text)
    scanner.scanCode(untilClosingParenthesis: false)
    tokens = scanner.tokens
  }

  /// The lines in which `phrase` occurs, a sequence of tokens such as `try !`.
  ///
  /// What follows a `.` or a `func` is another thing of the same name, and is not meant.
  func lines(of phrase: String) -> [Int] {
    let wanted = SwiftTokens(phrase).tokens.map(\.text)
    return tokens.indices.filter { start in
      guard start + wanted.count <= tokens.count,
        tokens[start..<(start + wanted.count)].map(\.text) == wanted
      else { return false }
      return start == 0 || !["func", "."].contains(tokens[start - 1].text)
    }.map { tokens[$0].line }
  }

  /// The tokens between the bracket at `open` and the one that closes it.
  func inside(_ open: Int) -> ArraySlice<Token> {
    let pairs = ["(": ")", "{": "}", "[": "]"]
    guard tokens.indices.contains(open), let close = pairs[tokens[open].text] else { return [] }
    var depth = 0
    for index in open..<tokens.count {
      if tokens[index].text == tokens[open].text { depth += 1 }
      if tokens[index].text == close { depth -= 1 }
      if depth == 0 { return tokens[(open + 1)..<index] }
    }
    return tokens[(open + 1)...]
  }
}

/// Walks a text once; string literals call it again for their interpolations.
private struct Scanner {
  private let characters: [Character]
  private var position = 0
  private var line = 1
  private var startsLine = true
  var tokens: [Token] = []

  init(_ text: String) { characters = Array(text) }

  mutating func scanCode(untilClosingParenthesis: Bool) {
    var depth = 0
    while let character = peek() {
      if startsWith("//") {
        while let next = peek(), !next.isNewline { advance() }
      } else if startsWith("/*") {
        skipBlockComment()
      } else if character.isWhitespace {
        advance()
      } else if character == "\"" || (character == "#" && isRawString()) {
        skipString()
      } else if character.isLetter || character == "_" || character == "`" {
        emit { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "`" }
      } else if character.isNumber {
        emit { $0.isLetter || $0.isNumber || $0 == "_" }
      } else {
        if character == "(" { depth += 1 }
        if character == ")" {
          depth -= 1
          if untilClosingParenthesis, depth < 0 {
            advance()
            return
          }
        }
        emit { _ in false }
      }
    }
  }

  private mutating func emit(while belongs: (Character) -> Bool) {
    let first = line
    let starts = startsLine
    var text = ""
    repeat {
      text.append(characters[position])
      advance()
    } while peek().map(belongs) ?? false
    tokens.append(Token(text: text, line: first, startsLine: starts))
    startsLine = false
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if startsWith("/*") {
        depth += 1
        advance(2)
      } else if startsWith("*/") {
        depth -= 1
        advance(2)
      } else {
        advance()
      }
    } while depth > 0 && position < characters.count
  }

  private func isRawString() -> Bool {
    var index = position
    while index < characters.count, characters[index] == "#" { index += 1 }
    return index < characters.count && characters[index] == "\""
  }

  private mutating func skipString() {
    // A literal takes part in code as one token, so that `f("a")` is not `f()`.
    tokens.append(Token(text: "\"\"", line: line, startsLine: startsLine))
    startsLine = false
    var pounds = ""
    while peek() == "#" {
      pounds.append("#")
      advance()
    }
    let quote = startsWith("\"\"\"") ? "\"\"\"" : "\""
    advance(quote.count)
    while position < characters.count {
      if startsWith(quote + pounds) {
        advance(quote.count + pounds.count)
        return
      }
      if startsWith("\\" + pounds + "(") {
        advance(pounds.count + 2)
        scanCode(untilClosingParenthesis: true)
      } else if startsWith("\\" + pounds) {
        advance(pounds.count + 2)
      } else if quote.count == 1, peek()?.isNewline == true {
        return  // Not valid Swift; the next line is read as code again.
      } else {
        advance()
      }
    }
  }

  private func peek() -> Character? {
    position < characters.count ? characters[position] : nil
  }

  private func startsWith(_ text: String) -> Bool {
    var index = position
    for character in text {
      guard index < characters.count, characters[index] == character else { return false }
      index += 1
    }
    return true
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < characters.count {
      if characters[position].isNewline {
        line += 1
        startsLine = true
      }
      position += 1
    }
  }
}
