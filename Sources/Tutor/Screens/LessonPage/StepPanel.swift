public import Lessons
import TerminalUI

/// What a learner works with on a page, below or beside its prose. Every kind of step that has something
/// to do on its page has a case here, and a folder in `Screens/` with its state, keys, cells and
/// sentences.
public enum StepPanel: Hashable, Sendable {
  case replay(ReplayPanelState)
  case question(QuestionPanelState)
  case mask(MaskPanelState)
  case table(TablePanelState)
  case plot(PlotPanelState)

  /// `nil` for a step that has none: prose, a lab (which has a screen of its own), a faulty step.
  init?(_ step: Step, in lesson: Lesson) {
    switch step.kind {
    case .replay(let replay): self = .replay(ReplayPanelState(replay, in: lesson))
    case .question(let question): self = .question(QuestionPanelState(question))
    case .mask(let mask): self = .mask(MaskPanelState(mask))
    case .table(let table): self = .table(TablePanelState(table, lesson: lesson.id))
    case .plot(let plot): self = .plot(PlotPanelState(plot))
    case .text, .train, .faulty: return nil
    }
  }

  /// What the page, the linear view and the handout ask of it.
  var contents: any PagePanel {
    switch self {
    case .replay(let panel): panel
    case .question(let panel): panel
    case .mask(let panel): panel
    case .table(let panel): panel
    case .plot(let panel): panel
    }
  }

  mutating func update(_ message: TutorMessage) -> PanelReply {
    switch self {
    case .replay(var panel):
      defer { self = .replay(panel) }
      return panel.update(message)
    case .question(var panel):
      defer { self = .question(panel) }
      return panel.update(message)
    case .mask(var panel):
      defer { self = .mask(panel) }
      return panel.update(message)
    case .table(var panel):
      defer { self = .table(panel) }
      return panel.update(message)
    case .plot(var panel):
      defer { self = .plot(panel) }
      return panel.update(message)
    }
  }

  /// Stands still, where it moves: it goes out of sight.
  mutating func pause() {
    guard case .mask(var panel) = self else { return }
    panel.pause()
    self = .mask(panel)
  }

  /// What a key changed, in sentences.
  func changes(from old: StepPanel, glyphs: Glyphs) -> [String] {
    switch (self, old) {
    case (.replay(let panel), .replay(let before)): panel.changes(from: before, glyphs: glyphs)
    case (.question(let panel), .question(let before)):
      panel.changes(from: before, glyphs: glyphs)
    case (.mask(let panel), .mask(let before)): panel.changes(from: before, glyphs: glyphs)
    case (.table(let panel), .table(let before)): panel.changes(from: before, glyphs: glyphs)
    case (.plot(let panel), .plot(let before)): panel.changes(from: before, glyphs: glyphs)
    default: []
    }
  }
}

/// What a panel answers to a message.
public enum PanelReply: Hashable, Sendable {
  case done
  /// One sentence about the key.
  case say(String)
  /// There is nothing further in the panel: the page after this one.
  case forward
  /// The page before this one.
  case back
  /// Another page, from which the way leads back to this one.
  case follow(PageLink)
}

/// The panel of a page: the same state as keys, cells and sentences.
protocol PagePanel: Hashable, Sendable {
  /// What can be pressed, most important first; the page adds what every page has.
  var bindings: [KeyBinding<TutorMessage>] { get }
  /// The message of a key while a field is open for it; `nil` leaves the key to the table.
  func typing(_ key: Key) -> TutorMessage?
  /// Whether a field is open that ``TutorMessage/leavePressed`` closes first.
  var isTyping: Bool { get }
  mutating func update(_ message: TutorMessage) -> PanelReply
  /// Seconds until it wants a ``TutorMessage/ticked``; `nil` while it stands still.
  var tickInterval: Double? { get }

  /// The parts from top to bottom, in a window of `rows`, of which there may be fewer than they need.
  ///
  /// - Parameter isShort: whether the screen is too low to show all parts at once.
  func blocks(glyphs: Glyphs, columns: Int, rows: Int, isShort: Bool) -> [PageLayout.Block]

  /// What is said when the page opens.
  func opening(glyphs: Glyphs) -> [String]
  func changes(from old: Self, glyphs: Glyphs) -> [String]
  /// The finished panel, for a handout, in lines of at most 78 columns where they are sentences.
  func handout(glyphs: Glyphs) -> [String]
  /// The same as parts of a document, which has room for tables and pictures.
  func handoutParts(glyphs: Glyphs) -> [HandoutPart]
  /// What can be chosen by number, beside Enter.
  var choices: [LinearView.Choice] { get }
  /// What Enter does, as the menu says it; more sentences may follow.
  var menu: String { get }
  /// What a line of input means here, without blanks; `nil`: what it means on any page.
  func messages(forLine text: String) -> [TutorMessage]?
}

extension PagePanel {
  func typing(_ key: Key) -> TutorMessage? { nil }
  var isTyping: Bool { false }
  var tickInterval: Double? { nil }
  var choices: [LinearView.Choice] { LinearView.choices(of: bindings) }
  func messages(forLine text: String) -> [TutorMessage]? { nil }
  func handoutParts(glyphs: Glyphs) -> [HandoutPart] { [.lines(handout(glyphs: glyphs))] }
}
