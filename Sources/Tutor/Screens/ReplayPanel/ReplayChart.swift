import Regularization
import TerminalUI

extension ReplayPanelState {
  /// The lines of the panel's chart: every weight of a single replay, or the cursor's weight in
  /// each of several.
  func chart(glyphs: Glyphs) -> LineChart {
    var series: [LineChart.Series] = []
    if lanes.count == 1, let lane = lanes.first {
      for weight in lane.spec.weights.indices {
        series.append(
          LineChart.Series(
            mathName(lane.spec.weights[weight].name), values(ofWeight: weight, lane: lane),
            index: weight))
      }
    } else {
      for (index, lane) in lanes.enumerated()
      where lane.spec.weights.indices.contains(cursor.weight) {
        series.append(
          LineChart.Series(
            lane.title, values(ofWeight: cursor.weight, lane: lane), index: index))
      }
    }
    return LineChart(series: series, glyphs: glyphs, lastX: iterations, cursor: cursor.row)
  }

  private func values(ofWeight weight: Int, lane: Lane) -> [Double?] {
    (0...rows).map { lane.replay.value(ofWeight: weight, after: $0).approximation }
  }
}
