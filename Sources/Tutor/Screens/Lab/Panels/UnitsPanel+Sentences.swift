import Lessons
import Regularization
import TerminalUI

extension UnitsPanel {
  /// A row a run: how much its units lean on each other, in figures.
  func comparison(isShort: Bool) -> Table {
    let titles =
      isShort
      ? ["|r|", "most", "unit"]
      : ["mean |r|", "largest rise", "without", "mean rise", "constant"]
    return Table(
      columns: [.init(StyledLine("run"), .leading)]
        + titles.map {
          .init(StyledLine($0, .muted), ["unit", "without"].contains($0) ? .leading : .decimal)
        },
      rows: layers.enumerated().map { index, layer in
        let name = StyledLine(
          picture.name(ofRun: index), Style(.series(index), bold: index == picture.front))
        guard let layer else { return [name] + titles.map { _ in StyledLine("·") } }
        let most = layer.mostCritical
        let cells = [
          layer.meanCorrelation?.figure ?? "·", layer.largestIncrease.signed,
          most.map { isShort ? "\($0.unit + 1)" : "unit \($0.unit + 1)" } ?? "·",
          layer.meanIncrease.signed, "\(layer.constantUnits)",
        ]
        return [name] + cells.prefix(titles.count).map { StyledLine($0) }
      })
  }

  // MARK: Sentences

  func lines(glyphs: Glyphs) -> [String] {
    var lines: [String] = []
    for (index, layer) in layers.enumerated() {
      guard let layer, let units = picture.observation.runs[index].units else { continue }
      lines += sentences(layer, units).map { picture.sentence(index, $0) }
    }
    guard !lines.isEmpty, let front = layers[picture.front] else {
      return ["Units: none are measured yet."]
    }
    lines.append(
      "Correlation: of the outputs of two units over the samples, from −1 to 1; the mean is of its "
        + "size. Rise: of the data loss when the unit’s output is 0 for every sample.")
    return lines + tables(front).flatMap { [""] + $0.lines(glyphs: glyphs) }
  }

  var tables: [Table]? { layers[picture.front].map(tables) ?? [] }

  private func tables(_ front: CoAdaptation) -> [Table] {
    let name = picture.hasTwins ? "\(picture.name(ofRun: picture.front)): " : ""
    let pairs = front.pairs(5)
    let alike = Table(
      columns: [.init(StyledLine(name + "most alike"), .leading), .init("correlation")],
      rows: pairs.map {
        [StyledLine("units \($0.one + 1) and \($0.other + 1)"), StyledLine($0.value.signed)]
      })
    return (picture.hasTwins ? [comparison(isShort: false)] : []) + [rises(front, name)]
      + (pairs.isEmpty ? [] : [alike])
  }

  private func sentences(_ layer: CoAdaptation, _ units: MeasuredUnits) -> [String] {
    var sentences = [
      "the \(layer.ablations.count) units of layer \(layer.layer + 1) at step "
        + "\(units.step.grouped), measured on \(layer.samples.share(of: units.partSamples)) "
        + "\(units.part.rawValue) samples in evaluation mode"
    ]
    if let mean = layer.meanCorrelation {
      sentences.append("the mean |correlation| of two units is \(mean.figure)")
    }
    if let most = layer.mostCritical {
      sentences.append(
        "the loss is \(layer.dataLoss.figure) with all units and at most \(most.dataLoss.figure) "
          + "(\(most.increase.signed)) without one of them, unit \(most.unit + 1); the mean rise over "
          + "all units is \(layer.meanIncrease.signed)")
    }
    let constant = layer.constant
    if !constant.isEmpty {
      let names = constant.prefix(10).map { "\($0 + 1)" }.joined(separator: ", ")
      let more = constant.count > 10 ? " and \(constant.count - 10) more" : ""
      sentences.append(
        "the same for every sample, and without a correlation: "
          + "\(constant.count == 1 ? "unit" : "units") \(names)\(more)")
    }
    return sentences
  }

  private func rises(_ layer: CoAdaptation, _ name: String) -> Table {
    Table(
      columns: [
        .init(StyledLine(name + "without"), .leading), .init("data loss"), .init("rise"),
      ],
      rows: layer.byIncrease.prefix(10).map {
        [
          StyledLine("unit \($0.unit + 1)"), StyledLine($0.dataLoss.figure),
          StyledLine($0.increase.signed),
        ]
      })
  }

  // MARK: Files

  func charts() -> [LabExport.Text] {
    layers.enumerated().flatMap { index, layer -> [LabExport.Text] in
      guard let layer, let units = picture.observation.runs[index].units else { return [] }
      let name = picture.hasTwins ? ", \(picture.name(ofRun: index))" : ""
      let ending = picture.hasTwins ? "-\(index + 1)" : ""
      let description = sentences(layer, units).map { picture.sentence(index, $0) }
        .joined(separator: " ")
      let varying = layer.varying
      let map = HeatMap(
        columns: varying.count, rows: varying.count, values: layer.values(of: varying), scale: 1
      ).svg(
        title: "Correlation of two units of layer \(layer.layer + 1)\(name)",
        description: description, rowLabels: varying.map { "\($0 + 1)" },
        columnsName: "\(varying.count) of \(layer.correlations.count) units")
      let rise = bars(ofRun: index).svg(
        title: "Rise of the loss without a unit of layer \(layer.layer + 1)\(name)",
        description: description)
      return [
        LabExport.Text(name: "correlations\(ending).svg", content: map),
        LabExport.Text(name: "rises\(ending).svg", content: rise),
      ]
    }
  }
}
