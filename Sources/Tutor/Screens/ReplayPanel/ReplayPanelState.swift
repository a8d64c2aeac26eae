public import Lessons
public import Regularization

/// A replay that grows a row per key, or several of them in lock-step.
public struct ReplayPanelState: Hashable, Sendable {
  /// One of the replays that stand beside each other.
  public struct Lane: Hashable, Sendable {
    public let id: String
    public let title: String
    /// As the lesson has it, before the learner turned a dial.
    public let original: ReplaySpec
    public internal(set) var replay: Replay {
      didSet { points = Lane.points(of: replay) }
    }
    /// `points[weight][iteration]`: the weights as a chart draws them.
    private(set) var points: [[Double]]

    init(id: String, title: String, replay: Replay) {
      self.id = id
      self.title = title
      original = replay.spec
      self.replay = replay
      points = Lane.points(of: replay)
    }

    private static func points(of replay: Replay) -> [[Double]] {
      replay.spec.weights.indices.map { weight in
        (0...replay.iterations).map {
          replay.value(ofWeight: weight, after: $0).rounded(toPlaces: 24).approximation
        }
      }
    }

    public var spec: ReplaySpec { replay.spec }
    public var isChanged: Bool { spec != original }
  }

  /// The cell that is explained. Its row is 0 for the initial weights.
  public struct Cursor: Hashable, Sendable {
    public var lane = 0
    public var weight = 0
    public var row = 0
    /// `after` or `step`.
    public var field: UpdateField = .after
  }

  public enum Focus: Hashable, Sendable {
    case table
    /// Index into ``ReplayStep/dials``.
    case dial(Int)
  }

  /// What the learner types: a prediction or a dial's value.
  public enum Typing: Hashable, Sendable {
    case prediction
    case dial(Int)
  }

  public let step: ReplayStep
  public internal(set) var lanes: [Lane]
  public let printedTables: [PrintedTable]
  /// How many iterations are shown.
  public var rows: Int
  public var cursor = Cursor()
  public var focus: Focus = .table
  public var showsPrinted = false
  public var showsAllDigits = false
  /// What was typed so far into the open field.
  public var typed = ""
  /// Whether a dial's value is being typed; a pending prediction always takes figures.
  public var typingDial: Int?
  /// Which predictions are done, by index into ``ReplayStep/asks``.
  public var predictions: [Prediction]
  /// What was said to the last prediction or its hint.
  public var feedback: Feedback?

  public init(_ step: ReplayStep, in lesson: Lesson) {
    self.step = step
    lanes = step.replays.compactMap { id in
      guard let named = lesson.replay(id), let replay = try? Replay(named.spec) else { return nil }
      return Lane(id: id, title: named.title, replay: replay)
    }
    printedTables = step.printed.compactMap { lesson.printedTable($0) }
    predictions = step.asks.map { _ in Prediction() }
    rows = 0
    rows = min(step.rowsShown, iterations)
    if let ask = step.asks.first, let lane = lanes.firstIndex(where: { $0.id == ask.cell.replay }) {
      cursor.lane = lane
      cursor.weight = ask.cell.weight
    }
    cursor.row = rows
  }

  /// How many iterations every lane has.
  public var iterations: Int { lanes.map(\.replay.iterations).min() ?? 0 }

  public var isComplete: Bool { rows >= iterations }

  public var isChanged: Bool { lanes.contains(where: \.isChanged) }

  /// The first iteration in which the lanes part ways, whether it is shown yet or not; `nil` with
  /// one lane, or where they never do.
  public var firstDifference: Int? {
    lanes.count < 2 ? nil : Replay.firstDifference(among: lanes.map(\.replay))
  }

  /// The remark that belongs to the rows shown, unless the learner has changed the replay.
  public var note: RowNote? {
    isChanged ? nil : step.notes.last { $0.row <= rows }
  }

  public var explained: WeightUpdate? {
    guard lanes.indices.contains(cursor.lane) else { return nil }
    return lanes[cursor.lane].replay.update(ofWeight: cursor.weight, in: cursor.row)
  }

  /// The printed table of a lane; `nil` once its settings are not the lesson's.
  public func printedTable(ofLane lane: Int) -> PrintedTable? {
    guard !lanes[lane].isChanged else { return nil }
    return printedTables.first { $0.replay == lanes[lane].id }
  }
}
