import Lessons
import Regularization
import TerminalUI

/// Single weights with all their digits, and the next update of the chosen one taken apart.
struct TablePanel: LabPanelContent {
  let picture: LabPicture

  private var run: RunObservation { picture.run }
  private var chosen: WeightPlace { picture.look.chosen ?? LabLook.firstWeight }

  var title: String {
    let name = picture.hasTwins ? "\(picture.name(ofRun: picture.front)): " : ""
    return "\(name)weights, and the next update of one"
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    var explanation = explanationLines(columns: rect.columns, glyphs: glyphs)
    if let decaySentence {
      explanation += glyphs.text(StyledLine(decaySentence, .muted))
        .wrapped(columns: max(8, rect.columns), hangingIndent: 2)
    }
    buffer.put(explanation, in: rect, glyphs: glyphs)
    let rows = rect.rows - explanation.count - 1
    guard rows >= 3 else { return }
    let below = Rect(
      column: rect.column, row: rect.row + explanation.count + 1, columns: rect.columns, rows: rows)
    draw(tablesIn: below, into: &buffer, glyphs: glyphs)
  }

  // MARK: The chosen weight

  private func explanationLines(columns: Int, glyphs: Glyphs) -> [StyledLine] {
    var lines = [heading]
    guard let working = StepWorking(picture) else {
      lines.append(StyledLine("there is no next update to be taken apart", .muted))
      return lines
    }
    let shown = picture.look.subStep ?? .update
    lines.append(parts(shown))
    for text in working.lines(shown) {
      let isResult = shown == .update && text.hasPrefix(chosen.input == nil ? "b ←" : "w ←")
      let line = StyledLine(text, isResult ? .bold : .normal)
      lines += glyphs.text(line).wrapped(columns: max(8, columns), hangingIndent: 4)
    }
    return lines
  }

  private var heading: StyledLine {
    var line = StyledLine()
    if let before = run.preview?.update.before {
      line.append((chosen.input == nil ? "b = " : "w = ") + run.typographic(before), .bold)
      line.append("  ")
    }
    line.append(picture.name(of: chosen), .muted)
    return line
  }

  /// `forward ▸ loss ▸ backward ▸ update`, the part that is shown in bold.
  private func parts(_ shown: LabSubStep) -> StyledLine {
    let step = run.preview.map { "update \($0.step.grouped): " } ?? ""
    var line = StyledLine(step, .muted)
    guard picture.look.subStep != nil else { return line }
    for part in LabSubStep.allCases {
      if part != .forward { line.append(" ▸ ", .muted) }
      line.append(part.name, part == shown ? Style(.accent, bold: true) : .muted)
    }
    return line
  }

  // MARK: The largest and the smallest

  private func draw(tablesIn rect: Rect, into buffer: inout CellBuffer, glyphs: Glyphs) {
    let largest = table("largest", run.largest)
    let smallest = table("smallest", run.smallest)
    let width = largest.naturalSize(glyphs: glyphs).columns
    if rect.columns >= width + smallest.naturalSize(glyphs: glyphs).columns + 3 {
      largest.draw(
        into: &buffer,
        in: Rect(column: rect.column, row: rect.row, columns: width, rows: rect.rows),
        glyphs: glyphs)
      smallest.draw(
        into: &buffer,
        in: Rect(
          column: rect.column + width + 3, row: rect.row, columns: rect.columns - width - 3,
          rows: rect.rows), glyphs: glyphs)
    } else {
      let half = rect.rows / 2
      largest.draw(
        into: &buffer,
        in: Rect(
          column: rect.column, row: rect.row, columns: rect.columns,
          rows: half >= 3 ? half : rect.rows), glyphs: glyphs)
      guard half >= 3 else { return }
      smallest.draw(
        into: &buffer,
        in: Rect(
          column: rect.column, row: rect.row + half, columns: rect.columns, rows: rect.rows - half),
        glyphs: glyphs)
    }
  }

  /// With a column for what L2 and weight decay take from each weight, where anything does.
  private func table(_ title: String, _ values: [NamedValue]) -> Table {
    let decays = run.decayShares != nil
    return Table(
      columns: [.init(StyledLine("\(title) |w|", .muted), .leading), .init("w", .decimal)]
        + (decays ? [.init(StyledLine("decay", .muted), .trailing)] : []),
      rows: values.map { value in
        let style: Style = value.place == chosen ? Style(.accent, bold: true) : .normal
        return [
          StyledLine(picture.shortName(of: value.place), style),
          StyledLine(run.typographic(value.value), style),
        ] + (decays ? [StyledLine(value.decayShare.map(share) ?? "", style)] : [])
      })
  }

  private func share(_ value: Double) -> String { value.rounded(significantDigits: 3) }

  /// What L2 and weight decay take, over all weights.
  private var decaySentence: String? {
    guard let shares = run.decayShares else { return nil }
    let (low, high) = (share(shares.lowerBound), share(shares.upperBound))
    let name = "decay: the share of itself that a weight loses to λ per update"
    return low == high
      ? "\(name), \(low) for all"
      : "\(name), from \(low) to \(high)"
  }

  func lines(glyphs: Glyphs) -> [String] {
    var lines = [picture.sentence(picture.front, "the chosen weight is \(chosenInWords)")]
    if let working = StepWorking(picture) {
      let shown = picture.look.subStep.map { [$0] } ?? LabSubStep.allCases
      for part in shown {
        lines.append("\(part.name.prefix(1).uppercased() + part.name.dropFirst()):")
        lines += working.lines(part).map { "  \($0)" }
      }
    } else {
      lines.append("There is no next update to be taken apart.")
    }
    if let decaySentence {
      lines.append("\(decaySentence.prefix(1).uppercased())\(decaySentence.dropFirst()).")
    }
    return lines + (tables ?? []).flatMap { [""] + $0.lines(glyphs: glyphs) }
  }

  var tables: [Table]? {
    [table("largest", run.largest), table("smallest", run.smallest)].filter { !$0.rows.isEmpty }
  }

  private var chosenInWords: String {
    let value = run.preview.map { ": " + run.typographic($0.update.before) } ?? ""
    return picture.name(of: chosen) + value
  }
}
