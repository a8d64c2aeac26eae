extension LineChart {
  /// What the chart shows, a sentence a series, for a linear reading.
  public func summary(significantDigits: Int = 4) -> [String] {
    series.map { sentence(about: $0, significantDigits) }
  }

  private func sentence(about series: Series, _ digits: Int) -> String {
    let points = series.values.enumerated().compactMap {
      index, value -> (at: Int, value: Double)? in
      value.flatMap { $0.isFinite ? (step(index, of: series), $0) : nil }
    }
    guard let first = points.first, let last = points.last,
      let least = points.min(by: { $0.value < $1.value }),
      let most = points.max(by: { $0.value < $1.value })
    else { return "\(series.label): no values." }
    func figure(_ value: Double) -> String { value.rounded(significantDigits: digits) }
    let unit = xLabel.isEmpty ? "iteration" : xLabel
    guard points.count > 1 else {
      return "\(series.label): \(figure(first.value)) at \(unit) \(first.at)\(broken(series))."
    }
    guard least.value != most.value else {
      return "\(series.label): \(figure(first.value)) from \(unit) \(first.at) to \(last.at)"
        + "\(broken(series))."
    }
    var text = "\(series.label): from \(figure(first.value)) at \(unit) \(first.at) to "
    text += "\(figure(last.value)) at \(last.at); "
    text +=
      "lowest \(figure(least.value)) at \(least.at), highest \(figure(most.value)) at \(most.at)"
    text += crossings(points, significantDigits: digits) + broken(series)
    return text + "."
  }

  /// Where the values change their sign, with the zeros they pass through.
  private func crossings(
    _ points: [(at: Int, value: Double)], significantDigits: Int
  ) -> String {
    var places: [String] = []
    var lastSigned: (at: Int, value: Double)?
    var zero: Int?
    for point in points {
      if point.value == 0 {
        zero = zero ?? point.at
        continue
      }
      if let before = lastSigned, (before.value < 0) != (point.value < 0) {
        places.append(zero.map { "at \($0)" } ?? "between \(before.at) and \(point.at)")
      }
      lastSigned = point
      zero = nil
    }
    if places.isEmpty { return zero.map { "; exactly 0 from \($0) on" } ?? "" }
    if places.count > 3 { return "; crosses zero \(places.count) times, first \(places[0])" }
    return "; crosses zero " + places.joined(separator: ", ")
  }

  private func broken(_ series: Series) -> String {
    let index = series.values.firstIndex { $0.map { !$0.isFinite } ?? false }
    return index.map { "; not finite from \(step($0, of: series)) on" } ?? ""
  }
}
