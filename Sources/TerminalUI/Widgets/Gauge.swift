/// How far along something is, as a hairline: `━━━━────`.
public struct Gauge: Hashable, Sendable {
  /// From 0 to 1; what is not finite counts as 0.
  public let fraction: Double

  public init(fraction: Double) {
    self.fraction = fraction.isFinite ? min(1, max(0, fraction)) : 0
  }

  /// `done` of `total`; empty if there is nothing to do.
  public init(_ done: Int, of total: Int) {
    self.init(fraction: total > 0 ? Double(done) / Double(total) : 0)
  }

  /// Full only at the very end, and not empty once something is done.
  public func line(columns: Int, glyphs: Glyphs) -> StyledLine {
    let columns = max(0, columns)
    var full = Int((fraction * Double(columns)).rounded())
    if fraction < 1, columns > 0 { full = min(full, columns - 1) }
    if fraction > 0, columns > 1 { full = max(full, 1) }
    return StyledLine([
      StyledRun(String(repeating: glyphs.gaugeFull, count: full), .accent),
      StyledRun(String(repeating: glyphs.gaugeEmpty, count: columns - full), .muted),
    ])
  }
}
