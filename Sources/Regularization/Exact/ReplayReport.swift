/// How a replay is written down.
public enum ReplayFormat: String, CaseIterable, Sendable, Hashable {
  case text, csv, json, markdown
}

/// A replay as lines of text, made while they are asked for: a thousand iterations never lie in
/// memory as one string.
///
/// Lines carry no line feed. The same replay and format always give the same lines.
public struct ReplayReport: Sequence, Sendable {
  public let replay: Replay
  public let format: ReplayFormat

  public init(_ replay: Replay, format: ReplayFormat) {
    self.replay = replay
    self.format = format
  }

  public func makeIterator() -> some IteratorProtocol<String> {
    Lines(layout: layout, iterations: replay.updates)
  }

  private var layout: any ReplayLayout {
    switch format {
    case .text: ReplayTextLayout(replay: replay)
    case .csv: ReplayCSVLayout(spec: replay.spec)
    case .json: ReplayJSONLayout(spec: replay.spec, iterations: replay.iterations)
    case .markdown: ReplayMarkdownLayout(spec: replay.spec)
    }
  }
}

/// How a format writes its parts.
protocol ReplayLayout: Sendable {
  /// The lines before the first iteration.
  var opening: [String] { get }
  /// The lines of one iteration, given its updates.
  func lines(of updates: [WeightUpdate]) -> [String]
  /// The lines after the last iteration.
  var closing: [String] { get }
}

/// The columns of every tabular format, in order.
let replayColumns = [
  "iteration", "weight", "before", "gradient", "penalty", "step", "after", "event",
]

extension WeightUpdate {
  /// `before` to `after`: the five figures of ``replayColumns``.
  var figures: [ExactDecimal] { [before, gradient, penalty, step, after] }
}

private struct Lines: IteratorProtocol {
  private let layout: any ReplayLayout
  private let iterations: [[WeightUpdate]]
  /// How many blocks were taken after the opening: the iterations, then the closing.
  private var taken = 0
  private var block: [String]
  private var position = 0

  init(layout: any ReplayLayout, iterations: [[WeightUpdate]]) {
    self.layout = layout
    self.iterations = iterations
    block = layout.opening
  }

  mutating func next() -> String? {
    while position == block.count {
      guard taken <= iterations.count else { return nil }
      block = taken < iterations.count ? layout.lines(of: iterations[taken]) : layout.closing
      position = 0
      taken += 1
    }
    defer { position += 1 }
    return block[position]
  }
}
