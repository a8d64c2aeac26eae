import Regularization
import TerminalUI

extension ReplayPanelState {
  /// The lines of the panel's chart: every weight of a single replay, or the cursor's weight in
  /// each of several.
  func chart() -> LineChart {
    var series: [LineChart.Series] = []
    if lanes.count == 1, let lane = lanes.first {
      for weight in lane.spec.weights.indices {
        series.append(
          LineChart.Series(
            mathName(lane.spec.weights[weight].name),
            values: values(ofWeight: weight, lane: lane), index: weight))
      }
    } else {
      for (index, lane) in lanes.enumerated()
      where lane.spec.weights.indices.contains(cursor.weight) {
        series.append(
          LineChart.Series(
            lane.title, values: values(ofWeight: cursor.weight, lane: lane), index: index))
      }
    }
    return LineChart(
      series, xLabel: "iteration", cursor: cursor.row, includesZero: true,
      leastCount: iterations + 1)
  }

  private func values(ofWeight weight: Int, lane: Lane) -> [Double?] {
    Array(lane.points[weight].prefix(rows + 1))
  }
}
