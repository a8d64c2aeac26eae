/// How the weights of a run's layers stood at some of its recorded steps: those that ``spacing``
/// divides.
///
/// Weights are counted in bins half as wide as those that are shown. Doubling the range then joins
/// whole bins, so that what was counted in a smaller range can be shown in a larger one.
struct HistogramRecorder: Sendable {
  private struct Layer: Sendable {
    /// Of the fine bins.
    var range: Double
    var fine: [Int]
    var shown: WeightHistogram
  }

  private struct Record: Sendable {
    var step: Int
    var layers: [Layer]
  }

  private var records: [Record] = []
  private var spacing = 1
  /// Of each layer.
  private(set) var ranges: [Double] = []

  static let fineBins = 2 * WeightHistogram.recordedBins

  /// The smallest power of two that is at least so much.
  static func range(for largest: Double) -> Double {
    var range = 0x1p-6
    while range < largest, range < 0x1p100 { range *= 2 }
    return range
  }

  func isDue(_ step: Int) -> Bool { step % spacing == 0 }

  var history: [HistogramRecord] {
    records.map { HistogramRecord(step: $0.step, layers: $0.layers.map(\.shown)) }
  }

  /// Takes up the fine counts of every layer at a step behind all others.
  mutating func record(
    step: Int, fine: [[Int]], statistics: [WeightStatistics], ranges: [Double]
  ) {
    self.ranges = ranges
    records.append(
      Record(
        step: step,
        layers: fine.indices.map { layer in
          Layer(
            range: ranges[layer], fine: fine[layer],
            shown: WeightHistogram(
              range: ranges[layer],
              counts: HistogramRecorder.joined(fine[layer], from: ranges[layer], to: ranges[layer]),
              statistics: statistics[layer]))
        }))
    while records.count > RunObservation.histogramHistoryLimit {
      spacing *= 2
      let spacing = spacing
      records.removeAll { $0.step % spacing != 0 }
    }
  }

  /// Shows all records in these ranges, which are not smaller than before.
  mutating func widen(to ranges: [Double]) {
    self.ranges = ranges
    for index in records.indices {
      for layer in records[index].layers.indices
      where records[index].layers[layer].shown.range < ranges[layer] {
        let known = records[index].layers[layer]
        records[index].layers[layer].shown.counts = HistogramRecorder.joined(
          known.fine, from: known.range, to: ranges[layer])
        records[index].layers[layer].shown.range = ranges[layer]
      }
    }
  }

  mutating func forget(beyond step: Int) { records.removeAll { $0.step > step } }

  /// Fine counts of a range as counts of one that is 1, 2, 4 … times as large.
  ///
  /// *Formula*: with m shown bins, fine bin k begins at `−from + from·k/m`, so in bin
  /// `(from·(k/m − 1) + to)·m/(2·to) = (k + m(q − 1))/(2q)` for q = to/from.
  static func joined(_ fine: [Int], from: Double, to: Double) -> [Int] {
    let bins = fine.count / 2
    var counts = Array(repeating: 0, count: bins)
    guard to / from < 0x1p40 else {
      counts[bins / 2] = fine.reduce(0, +)
      return counts
    }
    let factor = Int(to / from)
    for (index, count) in fine.enumerated() {
      counts[(index + bins * (factor - 1)) / (2 * factor)] += count
    }
    return counts
  }
}
