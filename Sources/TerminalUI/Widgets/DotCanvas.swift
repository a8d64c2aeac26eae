/// A raster finer than cells: 2x4 dots of a braille cell, two halves of a block, one ASCII mark.
struct DotCanvas {
  let columns: Int
  let rows: Int
  private let level: GlyphLevel
  let dotsAcross: Int
  let dotsDown: Int
  private var bits: [UInt8]
  private var owners: [Int]
  /// By series, for ASCII.
  private let marks: [Character]

  init(columns: Int, rows: Int, level: GlyphLevel, marks: [Character] = ["*"]) {
    self.marks = marks.isEmpty ? ["*"] : marks
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.level = level
    dotsAcross = self.columns * Self.dotsPerCell(level).across
    dotsDown = self.rows * Self.dotsPerCell(level).down
    bits = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: -1, count: self.columns * self.rows)
  }

  static func dotsPerCell(_ level: GlyphLevel) -> (across: Int, down: Int) {
    switch level {
    case .braille: (2, 4)
    case .blocks: (1, 2)
    case .ascii: (1, 1)
    }
  }

  /// Sets a dot for a series; the series drawn first keeps a cell that both pass through.
  mutating func set(x: Int, y: Int, series: Int) {
    guard x >= 0, y >= 0, x < dotsAcross, y < dotsDown else { return }
    let cell: Int
    let bit: UInt8
    switch level {
    case .braille:
      cell = (y / 4) * columns + x / 2
      let left: [UInt8] = [0x01, 0x02, 0x04, 0x40]
      let right: [UInt8] = [0x08, 0x10, 0x20, 0x80]
      bit = (x % 2 == 0 ? left : right)[y % 4]
    case .blocks:
      cell = (y / 2) * columns + x
      bit = y % 2 == 0 ? 1 : 2
    case .ascii:
      cell = y * columns + x
      bit = 1
    }
    bits[cell] |= bit
    if owners[cell] < 0 { owners[cell] = series }
  }

  /// A straight line of dots; `phase` counts them, so that dashes run on from line to line.
  mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int, dash: Dash,
    phase: inout Int
  ) {
    let across = abs(end.x - start.x)
    let down = -abs(end.y - start.y)
    let stepX = start.x < end.x ? 1 : -1
    let stepY = start.y < end.y ? 1 : -1
    var (x, y) = start
    var error = across + down
    while true {
      if dash.isOn(phase) { set(x: x, y: y, series: series) }
      if (x, y) == end { return }
      phase += 1
      let twice = 2 * error
      if twice >= down {
        error += down
        x += stepX
      }
      if twice <= across {
        error += across
        y += stepY
      }
    }
  }

  /// What a cell shows and whose it is, or nil where it is empty.
  func mark(column: Int, row: Int) -> (character: Character, series: Int)? {
    let cell = row * columns + column
    guard bits[cell] != 0 else { return nil }
    switch level {
    case .braille:
      guard let scalar = UnicodeScalar(0x2800 + UInt32(bits[cell])) else { return nil }
      return (Character(scalar), owners[cell])
    case .blocks: return (bits[cell] == 3 ? "█" : bits[cell] == 1 ? "▀" : "▄", owners[cell])
    case .ascii: return (marks[owners[cell] % marks.count], owners[cell])
    }
  }

  static func asciiMark(_ series: Int) -> Character {
    let marks: [Character] = [
      "*", "o", "+", "x", "#", "@", "%", "&", "=", "~", "$", "a", "b", "c", "d", "e",
    ]
    return marks[((series % marks.count) + marks.count) % marks.count]
  }
}

/// How a series' line is broken, so that it is known without its colour.
enum Dash: CaseIterable, Hashable {
  case solid, dashed, dotted, dashDotted

  init(pattern: Int, level: GlyphLevel) {
    let count = Dash.allCases.count
    // ASCII marks differ already.
    self = level == .ascii ? .solid : Dash.allCases[((pattern % count) + count) % count]
  }

  func isOn(_ phase: Int) -> Bool {
    switch self {
    case .solid: true
    case .dashed: phase % 6 < 4
    case .dotted: phase % 3 == 0
    case .dashDotted: phase % 9 < 4 || phase % 9 == 6
    }
  }

  /// The line as a legend shows it.
  func sample(level: GlyphLevel, mark: Character) -> String {
    switch level {
    case .ascii: String(repeating: mark, count: 2)
    case .blocks, .braille:
      switch self {
      case .solid: "──"
      case .dashed: "╌╌"
      case .dotted: "··"
      case .dashDotted: "─·"
      }
    }
  }
}
