import Regularization

/// Reads the panel of a plot step.
struct PlotStepReader {
  let log: IssueLog
  let scope: FigureScope
  let figures: FigureReader

  /// `nil` where no plot can be drawn.
  func step(_ fields: Fields) -> PlotStep? {
    let plots = plots(fields)
    let dials = dials(fields, plots)
    let stops = (fields.list("stops") ?? []).compactMap { stop($0, plots.first?.spec.kind) }
    return plots.isEmpty ? nil : PlotStep(plots: plots, dials: dials, stops: stops)
  }

  private func plots(_ fields: Fields) -> [LessonPlot] {
    var plots: [LessonPlot] = []
    for (id, node) in fields.texts("plots") ?? [] {
      scope.use(id)
      if let plot = scope.plots[id] {
        if let first = plots.first, first.spec.kind != plot.spec.kind {
          log.report(
            node,
            "“\(first.id)” shows “\(first.spec.kind.rawValue)”, “\(id)” shows "
              + "“\(plot.spec.kind.rawValue)”",
            remedy: "beside each other both show the same; make a step for each")
        }
        plots.append(plot)
      } else if scope.faulty.contains(id) || scope.isIncomplete {
        log.block(by: id)
      } else {
        log.report(
          node, "there is no plot \(VisibleText.quoted(id))",
          remedy: Suggestion.remedy(for: id, among: scope.plotIDs, of: "plot"))
      }
    }
    return plots
  }

  private func dials(_ fields: Fields, _ plots: [LessonPlot]) -> [PlotDial] {
    let named = (fields.texts("dials") ?? []).compactMap { text, node in
      PlotDial(rawValue: text).map { ($0, node) }
    }
    for (dial, node) in named where !plots.isEmpty {
      // The share of L1 matters once the penalty is turned to the elastic net.
      let turns =
        plots.contains { dial.acts(on: $0.spec) }
        || dial == .l1Ratio && named.contains { $0.0 == .penalty }
          && plots.contains { $0.spec.kind == .geometry }
      if !turns {
        log.report(
          node, "the dial “\(dial.rawValue)” turns nothing: no plot of this step has what it sets",
          remedy: "take it out")
      }
      if dial == .penalty, plots.count > 1 {
        log.report(
          node, "the dial “penalty” would make the two plots the same",
          remedy: "take it out, or show one plot")
      }
    }
    return named.map(\.0)
  }

  private func stop(_ node: SourceNode, _ kind: PlotSpec.Kind?) -> PlotStep.Stop? {
    guard let fields = Fields(node, LessonFormat.plotStop, log) else { return nil }
    let text = fields.value("text").flatMap { figures.prose($0, key: "text") }
    guard let place = fields.value("at") else { return nil }
    let range: DecimalRange = kind == .penalty ? .any : .zeroOrMore
    guard let at = fields.read.decimal(place, range, key: "at") else { return nil }
    return PlotStep.Stop(at: at, text: text ?? "")
  }
}
