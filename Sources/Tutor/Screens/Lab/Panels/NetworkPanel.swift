import Lessons
import Regularization
import TerminalUI

/// A small network with what its units give for one sample and its links by weight.
struct NetworkPanel: LabPanelContent {
  let picture: LabPicture

  var title: String {
    "network (training mode: training sample 1, masks of the next update)"
  }

  /// What layers of units are called, the inputs first.
  static func titles(_ picture: NetworkPicture) -> [String] {
    picture.activations.indices.map { layer in
      if layer == 0 { return "input" }
      return layer == picture.activations.count - 1 ? "output" : "hidden \(layer)"
    }
  }

  static func isDropped(_ picture: NetworkPicture, _ layer: Int, _ unit: Int) -> Bool {
    layer < picture.isDropped.count && unit < picture.isDropped[layer].count
      && picture.isDropped[layer][unit]
  }

  func diagram(ofRun index: Int) -> NetworkDiagram? {
    guard let seen = picture.observation.runs[index].picture else { return nil }
    let layers = seen.activations.enumerated().map { layer, values in
      values.enumerated().map { unit, value in
        NetworkDiagram.Unit(activation: value, isDropped: Self.isDropped(seen, layer, unit))
      }
    }
    var diagram = NetworkDiagram(layers: layers, weights: seen.weights, titles: Self.titles(seen))
    diagram.inputNames = (layers.first ?? []).indices.map(picture.samples.title(ofInput:))
    return diagram
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let front = picture.front
    let isDouble = picture.hasTwins && rect.columns >= 100
    let runs = isDouble ? [front, front == 0 ? 1 : 0].sorted() : [front]
    let width = (rect.columns - 3 * (runs.count - 1)) / runs.count
    for (place, run) in runs.enumerated() {
      draw(
        run, into: &buffer,
        in: Rect(
          column: rect.column + place * (width + 3), row: rect.row, columns: width,
          rows: rect.rows), glyphs: glyphs)
    }
  }

  private func draw(_ index: Int, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    guard let diagram = diagram(ofRun: index) else {
      buffer.put(
        [StyledLine("The network is too large to be drawn.", .muted)], in: rect, glyphs: glyphs)
      return
    }
    let head = rect.rows >= 7 && rect.columns >= 16 ? [heading(index)] : []
    buffer.put(head, in: rect, glyphs: glyphs)
    diagram.draw(
      into: &buffer,
      in: Rect(
        column: rect.column, row: rect.row + head.count, columns: rect.columns,
        rows: rect.rows - head.count), glyphs: glyphs)
  }

  private func heading(_ index: Int) -> StyledLine {
    let run = picture.observation.runs[index]
    var line = StyledLine()
    if picture.hasTwins {
      line.append(picture.name(ofRun: index) + "  ", Style(.series(index), bold: true))
    }
    line.append("step \(run.position.step)", .muted)
    if let target { line.append("  sample 1: \(target)", .muted) }
    if let seen = run.picture {
      let zeros = seen.weights.joined().count { $0 == 0 }
      line.append("  weights exactly 0: ", .muted)
      line.append("\(zeros) of \(seen.weights.joined().count)")
    }
    return line
  }

  /// The class or the value that the sample should give, where it is known.
  private var target: String? {
    guard let point = picture.samples.trainingPoints.first, point.target.isFinite else {
      return nil
    }
    guard picture.samples.isOfClasses else { return Double(point.target).figure }
    return picture.samples.title(ofClass: Int(point.target))
  }

  // MARK: Sentences

  func lines(glyphs: Glyphs) -> [String] {
    var lines = [
      "Network in training mode: training sample 1\(target.map { " (\($0))" } ?? ""), "
        + "with the masks of the next update."
    ]
    for (index, run) in picture.observation.runs.enumerated() {
      guard let seen = run.picture else {
        lines.append(picture.sentence(index, "the network is too large to be drawn"))
        continue
      }
      let sentences = units(seen) + links(seen)
      lines += sentences.map { picture.sentence(index, $0) }
    }
    guard let seen = picture.run.picture else { return lines }
    let heading = picture.hasTwins ? ["", picture.name(ofRun: picture.front)] : [""]
    return lines + heading + table(seen).lines(glyphs: glyphs)
  }

  /// A sentence a layer: how many of its units are dropped and how many give 0.
  private func units(_ seen: NetworkPicture) -> [String] {
    zip(Self.titles(seen), seen.activations.indices).map { title, layer in
      let values = seen.activations[layer]
      let dropped = values.indices.count { Self.isDropped(seen, layer, $0) }
      let zeros = values.count { $0 == 0 }
      let noun = values.count == 1 ? "unit" : "units"
      var text = "\(title): \(values.count) \(noun), "
      if layer < seen.activations.count - 1 {
        text += dropped == 0 ? "none dropped" : "\(dropped) dropped"
        text += " in the next update, "
      }
      return text + "\(zeros == 0 ? "none gives" : zeros == 1 ? "1 gives" : "\(zeros) give") 0"
    }
  }

  /// A sentence for the links between two layers: how many are exactly 0, and the strongest three.
  private func links(_ seen: NetworkPicture) -> [String] {
    let titles = Self.titles(seen)
    return seen.weights.indices.compactMap { layer -> String? in
      guard layer + 1 < seen.activations.count, !seen.weights[layer].isEmpty else { return nil }
      let width = max(1, seen.activations[layer + 1].count)
      let weights = seen.weights[layer]
      let zeros = weights.count { $0 == 0 }
      let strongest = weights.indices.filter { weights[$0] != 0 && weights[$0].isFinite }
        .sorted { (weights[$0].magnitude, $1) > (weights[$1].magnitude, $0) }.prefix(3)
      var text = "from \(titles[layer]) to \(titles[layer + 1]): "
      text += "\(zeros) of \(weights.count) links \(zeros == 1 ? "is" : "are") exactly 0"
      let named = strongest.map { index in
        let from = name(index / width, ofLayer: layer, titles)
        let to = name(index % width, ofLayer: layer + 1, titles)
        return "\(from) to \(to) \(Double(weights[index]).figure)"
      }
      if !named.isEmpty { text += "; the strongest: " + named.joined(separator: ", ") }
      return text
    }
  }

  private func name(_ unit: Int, ofLayer layer: Int, _ titles: [String]) -> String {
    layer == 0 ? picture.samples.title(ofInput: unit) : "\(titles[layer]) unit \(unit + 1)"
  }

  /// What units give, the first sixteen of each layer.
  private func table(_ seen: NetworkPicture) -> Table {
    let titles = Self.titles(seen)
    let rows = seen.activations.enumerated().flatMap { layer, values in
      values.prefix(16).enumerated().map { unit, value in
        [
          titles[layer],
          layer == 0 ? picture.samples.title(ofInput: unit) : "\(unit + 1)",
          Double(value).figure, Self.isDropped(seen, layer, unit) ? "dropped" : "",
        ].map { StyledLine($0) }
      }
    }
    return Table(
      columns: [
        .init("layer", .leading), .init("unit", .leading), .init("gives", .decimal),
        .init("", .leading),
      ], rows: rows)
  }
}
