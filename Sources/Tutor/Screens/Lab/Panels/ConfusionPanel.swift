import Lessons
import Regularization
import TerminalUI

/// Which classes are taken for which, and samples whose class is not found.
struct ConfusionPanel: LabPanelContent {
  let picture: LabPicture

  private var part: String { picture.run.evaluated.validation > 0 ? "validation" : "training" }

  var title: String {
    let name = picture.hasTwins ? ", \(picture.name(ofRun: picture.front))" : ""
    return "classes found (\(part) samples\(name))"
  }

  // MARK: Cells

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let confusion = picture.run.confusion, confusion.classes > 0 else {
      return buffer.put([StyledLine("no classes found yet", .muted)], in: rect, glyphs: glyphs)
    }
    var room = rect
    if rect.rows < 4 || rect.rows >= min(8, confusion.classes + 2) {
      let lines = [summary(confusion)] + mistakes(confusion)
      let count = rect.rows < 4 ? rect.rows : 1
      buffer.put(Array(lines.prefix(count)), in: rect, glyphs: glyphs)
      room.row += count
      room.rows -= count
    }
    guard room.rows > 0 else { return }
    let grid = ConfusionGrid(confusion, first: picture.look.first, columns: rect.columns)
    let used = grid.draw(into: &buffer, in: room, glyphs: glyphs)
    let beside = Rect(
      column: room.column + used.columns + 3, row: room.row,
      columns: room.columns - used.columns - 3, rows: room.rows)
    let below = Rect(
      column: room.column, row: room.row + used.rows + 1, columns: room.columns,
      rows: room.rows - used.rows - 1)
    if beside.columns >= 24 {
      drawMistakes(confusion, into: &buffer, in: beside, glyphs: glyphs)
    } else if below.rows >= 2 {
      drawMistakes(confusion, into: &buffer, in: below, glyphs: glyphs)
    }
  }

  private func summary(_ confusion: Confusion) -> StyledLine {
    var line = StyledLine("found ", .muted)
    line.append(confusion.found.share(of: confusion.total))
    line.append("  rows: class, columns: found as", .muted)
    return line
  }

  private func mistakes(_ confusion: Confusion) -> [StyledLine] {
    confusion.mistakes(8).map {
      var line = StyledLine("\($0.count.grouped)".padded(left: 4) + " ", Style(.bad))
      line.append(confusion.name($0.label))
      line.append(" → ", .muted)
      line.append(confusion.name($0.found))
      return line
    }
  }

  /// The most frequent mistakes, and pictures of some where there are such.
  private func drawMistakes(
    _ confusion: Confusion, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs
  ) {
    let all = mistakes(confusion)
    guard !all.isEmpty else {
      let word = confusion.total > 0 ? "every class is found" : "no samples"
      return buffer.put([StyledLine(word, .muted)], in: rect, glyphs: glyphs)
    }
    let tiles = tiles(confusion, arrow: glyphs.text("→"))
    let hasTiles = tiles != nil && rect.rows >= 7
    let lines =
      [StyledLine("most frequent mistakes", .muted)]
      + all.prefix(hasTiles ? max(1, min(8, rect.rows / 4)) : rect.rows)
    buffer.put(lines, in: rect, glyphs: glyphs)
    guard hasTiles, let tiles else { return }
    tiles.draw(
      into: &buffer,
      in: Rect(
        column: rect.column, row: rect.row + lines.count + 1, columns: rect.columns,
        rows: rect.rows - lines.count - 1), glyphs: glyphs)
  }

  private func tiles(_ confusion: Confusion, arrow: String) -> Tiles? {
    guard let shape = picture.samples.imageShape, shape.rows > 0, shape.columns > 0 else {
      return nil
    }
    let size = shape.rows * shape.columns
    let images = confusion.misclassified.filter { $0.pixels.count == size }
    guard !images.isEmpty else { return nil }
    var tiles = Tiles(
      images.map {
        Tiles.Tile(
          confusion.name($0.label) + arrow + confusion.name($0.found), values: $0.pixels)
      }, columns: shape.columns, rows: shape.rows, first: picture.look.first, scale: 1)
    tiles.showsScale = false
    return tiles
  }

  // MARK: Sentences

  func lines(glyphs: Glyphs) -> [String] {
    guard let confusion = picture.run.confusion, confusion.classes > 0 else {
      return ["Classes: none are found yet."]
    }
    let total = confusion.total
    var lines = [
      picture.sentence(
        picture.front,
        "at step \(picture.run.now.step) the class is found of "
          + "\(confusion.found.share(of: total)) \(part) samples")
    ]
    let mistakes = confusion.mistakes(5)
    if mistakes.isEmpty {
      lines.append("No class is taken for another.")
    }
    for mistake in mistakes {
      lines.append(
        "\(confusion.name(mistake.label)) is taken for \(confusion.name(mistake.found)) "
          + "\(mistake.count.grouped) time\(mistake.count == 1 ? "" : "s").")
    }
    lines += [""] + accuracies(confusion).lines(glyphs: glyphs)
    if confusion.classes <= 12 { lines += [""] + matrix(confusion).lines(glyphs: glyphs) }
    if !confusion.misclassified.isEmpty {
      lines += [""] + misclassified(confusion).lines(glyphs: glyphs)
    }
    return lines
  }

  var tables: [Table]? {
    guard let confusion = picture.run.confusion, confusion.classes > 0 else { return [] }
    return [accuracies(confusion)] + (confusion.classes <= 12 ? [matrix(confusion)] : [])
      + (confusion.misclassified.isEmpty ? [] : [misclassified(confusion)])
  }

  private func accuracies(_ confusion: Confusion) -> Table {
    Table(
      columns: [
        .init("class", .leading), .init("samples", .trailing), .init("found", .trailing),
        .init("accuracy"),
      ],
      rows: (0..<confusion.classes).map { label in
        let count = confusion.samples(of: label)
        let found = confusion.count(label, label)
        return [
          StyledLine(confusion.name(label)), StyledLine(count.grouped), StyledLine(found.grouped),
          StyledLine(count > 0 ? (Double(found) / Double(count)).figure : "·"),
        ]
      })
  }

  private func matrix(_ confusion: Confusion) -> Table {
    let classes = 0..<confusion.classes
    return Table(
      columns: [.init("class, found as", .leading)]
        + classes.map { .init(StyledLine(confusion.name($0)), .trailing) },
      rows: classes.map { label in
        [StyledLine(confusion.name(label))]
          + classes.map { StyledLine(confusion.count(label, $0).grouped) }
      })
  }

  private func misclassified(_ confusion: Confusion) -> Table {
    Table(
      columns: [
        .init("sample not found", .leading), .init("class", .leading), .init("found as", .leading),
      ],
      rows: confusion.misclassified.map {
        [
          StyledLine("\($0.sample + 1)"), StyledLine(confusion.name($0.label)),
          StyledLine(confusion.name($0.found)),
        ]
      })
  }
}
