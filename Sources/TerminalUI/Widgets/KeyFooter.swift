/// The line of live keys at the bottom: `→ step  ← back  ↑↓ cell  ? keys`.
public struct KeyFooter: Hashable, Sendable {
  private struct Item: Hashable, Sendable {
    var keys: [Key]
    var label: String
  }

  private var items: [Item] = []
  private var help: Item?

  /// Takes the enabled bindings that are meant for the footer, the most important first.
  ///
  /// Neighbours with the same label share it; the one of `?` comes last and is never dropped.
  public init<Message>(_ bindings: [KeyBinding<Message>]) {
    for binding in bindings where binding.isEnabled && binding.isInFooter {
      guard let key = binding.keys.first else { continue }
      if binding.keys.contains(.character("?")) {
        help = Item(keys: [.character("?")], label: binding.label)
      } else if items.last?.label == binding.label {
        items[items.count - 1].keys.append(key)
      } else {
        items.append(Item(keys: [key], label: binding.label))
      }
    }
  }

  /// As many of the keys as fit, from the left.
  public func line(columns: Int, glyphs: Glyphs) -> StyledLine {
    var shown = items.map { Self.line($0, glyphs) }
    let last = help.map { Self.line($0, glyphs) }
    while true {
      let all = shown + (last.map { [$0] } ?? [])
      let width = all.reduce(0) { $0 + $1.columns } + 2 * max(0, all.count - 1)
      if width <= columns || shown.isEmpty {
        var line = StyledLine()
        for (index, item) in all.enumerated() {
          if index > 0 { line.append("  ") }
          line.runs += item.runs
        }
        return line.truncated(columns: columns, glyphs: glyphs)
      }
      shown.removeLast()
    }
  }

  private static func line(_ item: Item, _ glyphs: Glyphs) -> StyledLine {
    let names = item.keys.map(glyphs.name)
    let arrows = names.allSatisfy { $0.count == 1 && !$0.utf8.allSatisfy { $0 < 0x80 } }
    let keys = names.joined(separator: arrows ? "" : names.contains { $0.count > 1 } ? "/" : " ")
    return StyledLine([
      StyledRun(keys, .bold), StyledRun(" " + glyphs.text(item.label), .muted),
    ])
  }
}
