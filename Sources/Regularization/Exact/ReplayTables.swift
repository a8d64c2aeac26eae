/// Comma-separated values: ``replayColumns``, figures in plain decimal notation with all their
/// digits, no trailing zeros and an ASCII minus sign; several events joined by `; `.
///
/// *Source*: RFC 4180 for the quoting of names.
/// *Differs*: lines end in a line feed alone, as other tools in a pipe expect.
struct ReplayCSVLayout: ReplayLayout {
  let spec: ReplaySpec

  var opening: [String] { [replayColumns.joined(separator: ",")] }
  var closing: [String] { [] }

  func lines(of updates: [WeightUpdate]) -> [String] {
    updates.map { update in
      var fields = [String(update.iteration), quoted(spec.weights[update.weight].name)]
      fields += update.figures.map(\.description)
      fields.append(update.events.words.joined(separator: "; "))
      return fields.joined(separator: ",")
    }
  }

  private func quoted(_ field: String) -> String {
    // By scalars: a carriage return and a line feed are one character in Swift.
    guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    var text = "\""
    for scalar in field.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return text + "\""
  }
}

/// A Markdown table with figures to the right and minus signs as they are printed (U+2212).
struct ReplayMarkdownLayout: ReplayLayout {
  let spec: ReplaySpec

  var opening: [String] {
    let rules = replayColumns.map { ["weight", "event"].contains($0) ? "---" : "---:" }
    return [row(replayColumns), row(rules)]
  }
  var closing: [String] { [] }

  func lines(of updates: [WeightUpdate]) -> [String] {
    updates.map { update in
      row(
        [String(update.iteration), escaped(spec.weights[update.weight].name)]
          + update.figures.map(UpdateWorking.plain)
          + [update.events.words.joined(separator: "; ")])
    }
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private func escaped(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isNewline {
        text.append(" ")
      } else {
        if "\\`*_[]<>|&".contains(character) { text.append("\\") }
        text.append(character)
      }
    }
    return text
  }
}
