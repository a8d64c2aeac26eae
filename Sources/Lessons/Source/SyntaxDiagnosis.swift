import Yams

/// Says in a lesson author's words what the YAML parser found.
struct SyntaxDiagnosis {
  let source: SourceText
  /// How many lines of the file stand before what was parsed.
  let firstLine: Int

  func issue(for error: YamlError) -> LessonIssue {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = SourcePlace(line: mark.line + firstLine, column: mark.column)
      if let refused = refusedSign(before: place) { return refused }
      if problem.contains("another document") {
        return source.issue(
          place, "a second document begins here",
          remedy:
            "one file is \(source.kind == .lesson ? "one lesson" : source.kind.name); take out the line “---”"
        )
      }
      let tab = tabInIndentation(of: place.line)
      if let tab {
        return source.issue(
          tab, "a tab is used to indent", remedy: "indent with spaces; YAML allows no tabs there")
      }
      if context?.text.contains("Maximum nesting") == true || problem.contains("nesting") {
        return source.issue(
          place, "the file is nested too deeply",
          remedy: "\(source.kind.name) needs no more than a handful of levels")
      }
      let known = SyntaxDiagnosis.sentences.first { problem.contains($0.part) }
      let opening = context.map {
        SourcePlace(line: $0.mark.line + firstLine, column: $0.mark.column)
      }
      if let known, let opening, known.pointsAtOpening {
        return source.issue(opening, known.sentence, remedy: known.remedy)
      }
      let belongs =
        opening.map { $0.line < place.line ? " (the part begins in line \($0.line))" : "" } ?? ""
      return source.issue(
        inside(place), (known?.sentence ?? "the YAML is wrong: \(problem)") + belongs,
        remedy: known?.remedy
          ?? "check the indentation, the quotation marks and the brackets around this place")
    case .reader(let problem, _, _, _):
      return source.issue(
        .wholeFile, "the file cannot be read: \(problem)", remedy: "save the file as UTF-8 text")
    default:
      return source.issue(
        .wholeFile, "the file cannot be parsed", remedy: "check that it is YAML")
    }
  }

  /// A place behind the last line moves to the end of the last line that has text.
  private func inside(_ place: SourcePlace) -> SourcePlace {
    var place = place
    while place.line > firstLine + 1, place.line > source.lines.count || lineIsBlank(place.line) {
      place.line -= 1
      let count =
        source.lines.indices.contains(place.line - 1)
        ? source.lines[place.line - 1].unicodeScalars.count : 0
      place.column = count + 1
    }
    return place
  }

  private func lineIsBlank(_ number: Int) -> Bool {
    !source.lines.indices.contains(number - 1)
      || source.lines[number - 1].allSatisfy { $0 == " " || $0 == "\t" }
  }

  private func tabInIndentation(of number: Int) -> SourcePlace? {
    for line in [number, number - 1] where source.lines.indices.contains(line - 1) {
      let indent = source.lines[line - 1].unicodeScalars.prefix { $0 == " " || $0 == "\t" }
      if let tab = indent.firstIndex(of: "\t") {
        let column = indent.distance(from: indent.startIndex, to: tab) + 1
        return SourcePlace(line: line, column: column)
      }
    }
    return nil
  }

  // MARK: Words

  /// A complaint of the parser, put so that one sees what to do.
  private struct Complaint {
    /// What the parser's words contain.
    var part: String
    var sentence: String
    var remedy: String
    /// Whether the place to look at is where the unfinished part begins.
    var pointsAtOpening = false
  }

  private static let sentences = [
    Complaint(
      part: "mapping values are not allowed", sentence: "a “: ” stands where no value can begin",
      remedy: "put a text that contains “: ” in quotation marks, or check the indentation"),
    Complaint(
      part: "cannot start any token", sentence: "a text cannot begin with this character",
      remedy: "put the text in quotation marks"),
    Complaint(
      part: "could not find expected ':'", sentence: "a key without “:”",
      remedy: "write “key: value”, or indent the line if it continues a text"),
    Complaint(
      part: "did not find expected key", sentence: "no key begins here",
      remedy: "line the keys up with those above, and close every quotation mark and bracket"),
    Complaint(
      part: "did not find expected '-'", sentence: "no item of the list begins here",
      remedy: "line it up with the “- ” above, or indent it further"),
    Complaint(
      part: "did not find expected ',' or ']'",
      sentence: "this list in brackets is not continued or not closed",
      remedy: "put a “,” between its items and “]” at its end",
      pointsAtOpening: true),
    Complaint(
      part: "did not find expected ',' or '}'",
      sentence: "these braces are not continued or not closed",
      remedy: "put a “,” between the pairs and “}” at the end; quote a text with “,” or “: ”",
      pointsAtOpening: true),
    Complaint(
      part: "unexpected end of stream", sentence: "this quotation mark is not closed",
      remedy: "close it with the same mark that opened it",
      pointsAtOpening: true),
    Complaint(
      part: "unexpected document indicator", sentence: "this quotation mark is not closed",
      remedy: "close it with the same mark that opened it",
      pointsAtOpening: true),
    Complaint(
      part: "unknown escape character", sentence: "no such escape exists",
      remedy: "write “\\\\” for a backslash, or use single quotation marks"),
    Complaint(
      part: "did not find expected hexdecimal number", sentence: "the escape lacks digits",
      remedy: "write \\x with 2, \\u with 4 or \\U with 8 hexadecimal digits"),
    Complaint(
      part: "invalid Unicode character escape", sentence: "the escape stands for no character",
      remedy: "write the character itself"),
    Complaint(
      part: "block sequence entries are not allowed", sentence: "a list cannot begin here",
      remedy: "begin it on a line of its own"),
    Complaint(
      part: "block mapping entries are not allowed", sentence: "keys cannot begin here",
      remedy: "begin them on a line of their own"),
    Complaint(
      part: "mapping keys are not allowed", sentence: "keys cannot begin here",
      remedy: "begin them on a line of their own"),
    Complaint(
      part: "expected <document start>", sentence: "text behind the end of the lesson",
      remedy: "check the indentation: everything belongs to a key"),
    Complaint(
      part: "did not find expected node content", sentence: "a value is missing here",
      remedy: "write a value, or take out the sign before it"),
    Complaint(
      part: "incompatible YAML document", sentence: "another version of YAML is asked for",
      remedy: "take out the line that begins with “%”"),
  ]

  // MARK: Anchors, aliases and tags

  static func refusal(
    of sign: Unicode.Scalar, text: String, in kind: DocumentKind
  ) -> String {
    switch sign {
    case "&": "\(VisibleText.quoted(text)) is a YAML anchor; \(kind.name) has none"
    case "*": "\(VisibleText.quoted(text)) is a YAML alias; \(kind.name) has none"
    default: "\(VisibleText.quoted(text)) is a YAML tag; \(kind.name) has none"
    }
  }

  static func remedy(for sign: Unicode.Scalar, in kind: DocumentKind) -> String {
    switch sign {
    case "&", "*":
      "write it out\(kind == .lesson ? " (replays share settings by “same_as”)" : ""); "
        + "quote a text that begins with “\(sign)”"
    default: "leave it out; put a text that begins with “!” in quotation marks"
    }
  }

  /// An anchor or a tag before braces or keys, which makes what follows unreadable.
  private func refusedSign(before place: SourcePlace) -> LessonIssue? {
    var line = place.line
    var looked = 0
    while line > firstLine, looked < 2 {
      defer { line -= 1 }
      guard source.lines.indices.contains(line - 1), !lineIsBlank(line) else { continue }
      looked += 1
      let scalars = Array(source.lines[line - 1].unicodeScalars)
      for (index, scalar) in scalars.enumerated() where scalar == "&" || scalar == "!" {
        guard line < place.line || index < place.column else { break }
        let before = scalars[..<index].last { $0 != " " }
        let opens = before.map { ":-[{,?".unicodeScalars.contains($0) } ?? true
        guard opens, index == 0 || scalars[index - 1] == " " || before == "[" || before == "{"
        else { continue }
        let name = scalars[index...].prefix { !" ,[]{}\t".unicodeScalars.contains($0) }
        let rest = scalars[(index + name.count)...].drop { $0 == " " }
        // Before anything else the sign begins a text and is refused as such.
        let isBeforeText = rest.first.map { !"[{\"'".unicodeScalars.contains($0) } ?? false
        guard !isBeforeText || before == "[" || before == "{" || before == "," else { continue }
        let text = String(String.UnicodeScalarView(name))
        return source.issue(
          SourcePlace(line: line, column: index + 1, length: name.count),
          SyntaxDiagnosis.refusal(of: scalar, text: text, in: source.kind),
          remedy: SyntaxDiagnosis.remedy(for: scalar, in: source.kind))
      }
    }
    return nil
  }
}
