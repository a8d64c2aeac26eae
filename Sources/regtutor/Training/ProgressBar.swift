internal import Glibc
import TerminalUI

/// How far a run has come, in one line of a terminal that is drawn over and over, and taken away
/// at the end.
struct ProgressBar {
  private let glyphs: Glyphs
  private var lastDraw: Duration?
  private var shown = false

  /// At most so often.
  private static let interval = Duration.milliseconds(100)

  /// `nil` where standard error is no terminal that can draw over a line.
  init?(glyphs: Glyphs) {
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    guard isatty(STDERR_FILENO) == 1, !type.isEmpty, type != "dumb" else { return nil }
    self.glyphs = glyphs
  }

  /// What there is to show.
  struct State {
    var epoch: Int
    var epochs: Int
    /// Of the whole run.
    var fraction: Double
    var stepsPerSecond: Double
    var secondsLeft: Double?
  }

  mutating func show(_ state: State, at now: Duration) {
    if let lastDraw, now - lastDraw < ProgressBar.interval { return }
    guard ProgressBar.isInForeground else { return }
    lastDraw = now
    shown = true
    write("\r" + line(state, columns: ProgressBar.columns) + "\u{1B}[K")
  }

  /// Shows a sentence in its place.
  mutating func say(_ sentence: String) {
    guard ProgressBar.isInForeground else { return }
    shown = true
    write("\r" + String(sentence.prefix(max(0, ProgressBar.columns - 1))) + "\u{1B}[K")
  }

  /// Takes the line away, before something else is written.
  mutating func erase() {
    guard shown else { return }
    shown = false
    write("\r\u{1B}[K")
  }

  /// The line, which always is shorter than the terminal is wide: else it would wrap, and could not
  /// be drawn over.
  func line(_ state: State, columns: Int) -> String {
    let head = "epoch \(state.epoch)/\(state.epochs) "
    let percent = " \(Int(state.fraction * 100)) %"
    let rate = " \(ProgressBar.rate(state.stepsPerSecond)) steps/s"
    let left = state.secondsLeft.map { ", \(ProgressBar.duration($0)) left" } ?? ""
    for tail in [percent + "," + rate + left, percent + left, percent, ""] {
      let room = columns - 1 - head.count - tail.count
      guard room >= 8 else { continue }
      return head
        + Gauge(fraction: state.fraction).line(columns: min(room, 40), glyphs: glyphs).text
        + tail
    }
    return String(head.prefix(max(0, columns - 1)))
  }

  private static func rate(_ rate: Double) -> String {
    guard rate.isFinite, rate > 0 else { return "0" }
    return rate >= 1000 ? "\(Int(rate / 1000))k" : "\(Int(rate))"
  }

  /// `0:07`, `12:30`, `3:05:00`.
  static func duration(_ seconds: Double) -> String {
    let total = Int(min(max(0, seconds.rounded(.up)), 359_999))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let (hours, minutes) = (total / 3600, total / 60 % 60)
    return hours > 0
      ? "\(hours):\(two(minutes)):\(two(total % 60))" : "\(minutes):\(two(total % 60))"
  }

  /// Sent to the background, a run leaves the terminal to others.
  private static var isInForeground: Bool {
    let group = tcgetpgrp(STDERR_FILENO)
    return group < 0 || group == getpgrp()
  }

  private static var columns: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// Nobody is told where standard error is gone.
  private func write(_ text: String) {
    var output = Output.standardError()
    try? output.write(text)
    try? output.flush()
  }
}
