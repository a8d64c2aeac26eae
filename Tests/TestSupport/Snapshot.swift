import Foundation
public import TerminalUI
public import Testing

/// Compares what a buffer shows, text and styles, with `Tests/Snapshots/NAME.txt`.
///
/// `REGTUTOR_RECORD=all|failed|missing` in the environment writes the file, and fails the test so
/// that no recording passes for a check.
public func expectSnapshot(
  _ buffer: CellBuffer, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectSnapshot(text: snapshotText(of: buffer), named: name, sourceLocation: sourceLocation)
}

/// The same for plain text.
public func expectSnapshot(
  text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let file = repositoryRoot.appending(path: "Tests/Snapshots/\(name).txt")
  let text = text.hasSuffix("\n") ? text : text + "\n"
  let recorded = try? String(contentsOf: file, encoding: .utf8)
  let mode = ProcessInfo.processInfo.environment["REGTUTOR_RECORD"].flatMap(RecordMode.init)
  guard let outcome = SnapshotOutcome(text, recorded: recorded, mode: mode) else { return }
  var message = "snapshot \(name): \(outcome.message)"
  if outcome.isWritten {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    } catch {
      message += " (could not be written: \(error))"
    }
  }
  Issue.record("\(message)", sourceLocation: sourceLocation)
}

/// Which snapshots are written anew.
public enum RecordMode: String, Sendable {
  case all, failed, missing
}

/// What is wrong with a snapshot and whether it is to be written; nil if it holds.
public struct SnapshotOutcome: Equatable, Sendable {
  public let message: String
  public let isWritten: Bool

  public init?(_ text: String, recorded: String?, mode: RecordMode?) {
    switch (recorded, mode) {
    case (_, .all): self.init(message: "recorded", isWritten: true)
    case (nil, .some): self.init(message: "recorded, there was none", isWritten: true)
    case (nil, nil):
      self.init(message: "there is none; set REGTUTOR_RECORD=missing", isWritten: false)
    case (let old?, _) where old == text: return nil
    case (let old?, .failed):
      self.init(message: "recorded anew\n" + difference(old, text), isWritten: true)
    case (let old?, _): self.init(message: "differs\n" + difference(old, text), isWritten: false)
    }
  }

  private init(message: String, isWritten: Bool) {
    self.message = message
    self.isWritten = isWritten
  }
}

/// The lines that differ, old and new, with their numbers.
private func difference(_ old: String, _ new: String) -> String {
  let old = old.components(separatedBy: "\n")
  let new = new.components(separatedBy: "\n")
  var lines: [String] = []
  for index in 0..<max(old.count, new.count) {
    let before = index < old.count ? old[index] : nil
    let after = index < new.count ? new[index] : nil
    guard before != after else { continue }
    if let before { lines.append("\(index + 1) - \(before)") }
    if let after { lines.append("\(index + 1) + \(after)") }
  }
  return lines.joined(separator: "\n")
}

/// A buffer as a snapshot has it: its rows, one letter a cell for the styles, and their legend.
public func snapshotText(of buffer: CellBuffer) -> String {
  var letters: [Style: Character] = [.normal: "."]
  var legend: [String] = []
  var alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".makeIterator()
  var styles: [String] = []
  for row in 0..<buffer.size.rows {
    var line = ""
    for column in 0..<buffer.size.columns {
      let style = buffer[column, row].style
      if letters[style] == nil {
        let letter = alphabet.next() ?? "?"
        letters[style] = letter
        legend.append("\(letter) \(describe(style))")
      }
      line.append(letters[style] ?? "?")
    }
    while line.last == "." { line.removeLast() }
    styles.append(line)
  }
  let head = "\(buffer.size.columns)x\(buffer.size.rows)"
  return ([head] + buffer.lines + ["--- styles"] + styles + ["--- legend"] + legend)
    .joined(separator: "\n") + "\n"
}

private func describe(_ style: Style) -> String {
  var words = ["\(style.ink)"]
  if style.isBold { words.append("bold") }
  if style.isItalic { words.append("italic") }
  if style.isUnderlined { words.append("underlined") }
  if style.isReversed { words.append("reversed") }
  if let background = style.background { words.append("on \(background)") }
  return words.joined(separator: " ")
}
