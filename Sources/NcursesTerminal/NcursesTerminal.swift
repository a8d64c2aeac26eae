public import TerminalUI
public struct TerminalOptions: Sendable {
  public init(glyphs: GlyphLevel? = nil, colors: ColorLevel? = nil, ignoresNoColor: Bool = false) {}
}
public struct TerminalUnavailable: Error, CustomStringConvertible { public var description: String { "not yet" } }
public final class NcursesTerminal {
  public init(_ options: TerminalOptions) throws(TerminalUnavailable) { throw TerminalUnavailable() }
  public var size: Size { Size(columns: 80, rows: 24) }
  public var glyphLevel: GlyphLevel { .braille }
  public func show(_ buffer: CellBuffer) {}
  public func wait(milliseconds: Int?) -> [TerminalEvent] { [] }
  public func redrawAll() {}
  public func close() {}
}
