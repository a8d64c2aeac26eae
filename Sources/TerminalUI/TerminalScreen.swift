/// What shows a buffer: a real terminal, or one in memory.
public protocol TerminalScreen: AnyObject {
  var size: Size { get }
  func show(_ buffer: CellBuffer)
}

/// A terminal that keeps what it is shown, for tests.
public final class MemoryTerminal: TerminalScreen {
  public var size: Size
  /// Everything shown, in order.
  public private(set) var shown: [CellBuffer] = []

  public init(_ size: Size) { self.size = size }

  public func show(_ buffer: CellBuffer) { shown.append(buffer) }

  /// What is on the screen now; blank before anything is shown.
  public var screen: CellBuffer { shown.last ?? CellBuffer(size) }
}
