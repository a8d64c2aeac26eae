import CNcurses
public import TerminalUI

import Glibc

/// The terminal that the program runs in, drawn with ncurses.
///
/// For one thread; only ``waker`` may be used from others. There is one at a time.
public final class NcursesTerminal: TerminalScreen {
  /// What the terminal can show, or what the caller has asked for.
  public let glyphLevel: GlyphLevel
  /// What colour the terminal has and the user wants, or what the caller has asked for.
  public let colorLevel: ColorLevel
  /// Ends a wait from another thread.
  public let waker = TerminalWaker()

  private var handlers: SignalHandlers
  private var savedTermios: CNcurses.termios
  private var screen: OpaquePointer?
  private var writer: CellWriter
  private var shown: CellBuffer?
  /// What the last ``show(_:)`` took.
  public private(set) var lastDrawing = Drawing()
  private var hasHungUp = false

  /// What showing a buffer took.
  public struct Drawing: Sendable {
    /// How many cells differed from what was shown.
    public var cells = 0
    /// For how long the terminal took no more, or the processor was given to others.
    public var stalled = Duration.zero
  }

  /// Takes the terminal over.
  ///
  /// *Throws*: why there is no screen; the terminal is then as it was.
  public init(glyphs: GlyphLevel? = nil, color: ColorLevel? = nil) throws(TerminalUnavailable) {
    let type = try Self.usableType()
    glyphLevel = Self.prepareLocale(type: type, wanted: glyphs)
    savedTermios = CNcurses.termios()
    tcgetattr(STDIN_FILENO, &savedTermios)
    signalState.pointee.termios = savedTermios
    handlers = SignalHandlers()
    handlers.install()
    // The window's size, not what LINES and COLUMNS said when the shell exported them.
    use_env(false)
    use_tioctl(true)
    guard let screen = curses_newterm() else {
      handlers.remove()
      throw .failedToStart(type)
    }
    self.screen = screen
    if getenv("ESCDELAY") == nil { set_escdelay(25) }
    cbreak()
    noecho()
    keypad(curses_stdscr(), true)
    nodelay(curses_stdscr(), true)
    curs_set(0)
    colorLevel = Self.startColor(wanted: color)
    writer = CellWriter(
      palette: Palette(colorLevel), glyphLevel: glyphLevel, colors: Int(curses_colors()))
    Self.prepareRestoreBytes()
  }

  deinit { close() }

  /// Gives the terminal and the signal handlers back as they were; more than once does no harm.
  public func close() {
    guard let screen else { return }
    self.screen = nil
    endwin()
    tcsetattr(STDIN_FILENO, TCSANOW, &savedTermios)
    handlers.remove()
    delscreen(screen)
  }

  private static func usableType() throws(TerminalUnavailable) -> String {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    guard let term = getenv("TERM"), term.pointee != 0 else { throw .typeIsUnset }
    let type = String(cString: term)
    // Asked first, because its answer says what is wrong and newterm's does not.
    guard curses_setupterm() == 1 else { throw .typeIsUnknown(type) }
    guard curses_capability("cup") != nil, curses_capability("clear") != nil else {
      throw .cannotAddressCells(type)
    }
    return type
  }

  private static func prepareLocale(type: String, wanted: GlyphLevel?) -> GlyphLevel {
    setlocale(LC_ALL, "")
    // Figures are read and written with a point in every locale.
    setlocale(LC_NUMERIC, "C")
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? ""
    guard let wanted else { return .detected(term: type, codeset: codeset) }
    if wanted != .ascii, GlyphLevel.detected(term: "xterm", codeset: codeset) == .ascii {
      _ = setlocale(LC_CTYPE, "C.UTF-8") ?? setlocale(LC_CTYPE, "UTF-8")
    }
    return wanted
  }

  private static func startColor(wanted: ColorLevel?) -> ColorLevel {
    let noColor = getenv("NO_COLOR").map { String(cString: $0) }
    // Without start_color ncurses writes no colour at all, not even a reset.
    guard wanted ?? .detected(colors: 256, noColor: noColor) != .none, has_colors(),
      start_color() == OK, use_default_colors() == OK
    else { return .none }
    let detected = ColorLevel.detected(colors: Int(curses_colors()), noColor: nil)
    // A wish cannot give the terminal more colours than it has.
    return wanted == .sixteen && detected == .extended ? .sixteen : detected
  }

  private static func prepareRestoreBytes() {
    var bytes: [UInt8] = []
    for name in ["rmkx", "op", "sgr0", "cnorm", "rmcup"] {
      guard let text = curses_capability(name) else { continue }
      bytes += TerminalCapability.withoutPadding(String(cString: text)).utf8
    }
    let state = signalState
    state.pointee.restoreBytes?.deallocate()
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    memory.initialize(from: bytes, count: bytes.count)
    state.pointee.restoreCount = bytes.count
    state.pointee.restoreBytes = memory
  }

  public var size: Size {
    guard screen != nil, let window = curses_stdscr() else { return Size(columns: 0, rows: 0) }
    return Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// Shows a buffer; writes only what differs from what is on the screen.
  public func show(_ buffer: CellBuffer) {
    lastDrawing = Drawing()
    guard screen != nil, let window = curses_stdscr() else { return }
    let size = size
    for row in 0..<size.rows {
      let count = differences(in: row, of: buffer, columns: size.columns)
      guard count > 0 else { continue }
      lastDrawing.cells += count
      let cells = writer.row(row, of: buffer, columns: size.columns)
      mvwadd_wchnstr(window, Int32(row), 0, cells, Int32(cells.count))
    }
    shown = buffer
    let (time, worked) = (nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_THREAD_CPUTIME_ID))
    wrefresh(window)
    lastDrawing.stalled = .nanoseconds(
      max(
        0, nanoseconds(CLOCK_MONOTONIC) - time - (nanoseconds(CLOCK_THREAD_CPUTIME_ID) - worked)))
  }

  private func differences(in row: Int, of buffer: CellBuffer, columns: Int) -> Int {
    guard let shown, shown.size == buffer.size else { return columns }
    return (0..<columns).count { shown[$0, row] != buffer[$0, row] }
  }

  private func nanoseconds(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Writes the whole screen anew, whatever another program has left on it.
  public func redrawAll() {
    guard screen != nil, let window = curses_stdscr() else { return }
    clearok(curses_curscr(), true)
    wrefresh(window)
  }

  /// Waits for events: for ever if `milliseconds` is nil; empty when time is up or on a wake.
  public func wait(milliseconds: Int?) -> [TerminalEvent] {
    guard screen != nil, !hasHungUp else { return [.terminated(signal: SIGHUP)] }
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signalState.pointee.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = milliseconds.map { Int32(clamping: max(0, $0)) } ?? -1
    if poll(&sources, 2, timeout) < 0 {
      // Interrupted by a signal, whose number is in the pipe by now.
      _ = poll(&sources, 2, 0)
    }
    var events: [TerminalEvent] = []
    if sources[1].revents != 0 { handleSignals(&events) }
    let input = Int32(sources[0].revents)
    if input & POLLIN != 0 {
      // Ready, and yet nothing there: the other end has gone.
      if curses_waiting_bytes(STDIN_FILENO) <= 0 { hasHungUp = true } else { readKeys(&events) }
    } else if input & (POLLHUP | POLLERR | POLLNVAL) != 0 {
      hasHungUp = true
    }
    if hasHungUp { events.append(.terminated(signal: SIGHUP)) }
    return events
  }

  private func readKeys(_ events: inout [TerminalEvent]) {
    var input: [KeyInput] = []
    while true {
      var code: wint_t = 0
      let kind = wget_wch(curses_stdscr(), &code)
      if kind == ERR { break }
      if kind == KEY_CODE_YES {
        if let key = key(code: Int32(bitPattern: code)) { input.append(.key(key)) }
      } else if let scalar = Unicode.Scalar(code) {
        input.append(.scalar(scalar))
      }
    }
    events += KeyDecoder.keys(input).map { .key($0) }
  }

  private func handleSignals(_ events: inout [TerminalEvent]) {
    let signals = pendingSignals()
    if signals.contains(SIGTSTP) {
      endwin()
      tcsetattr(STDIN_FILENO, TCSANOW, &savedTermios)
      SignalHandlers.stop()
      resume(&events, alsoPending: signals.union(pendingSignals()))
    } else if signals.contains(SIGCONT) {
      // Stopped without being asked, so that whatever ran meanwhile has left its own modes.
      endwin()
      resume(&events, alsoPending: signals)
    } else {
      if signals.contains(SIGWINCH) { resize(&events) }
      report(signals, &events)
    }
  }

  private func resume(_ events: inout [TerminalEvent], alsoPending signals: Set<Int32>) {
    reset_prog_mode()
    resize(&events)
    redrawAll()
    // The one mode that ncurses does not bring back by itself.
    keypad(curses_stdscr(), true)
    events.append(.resumed)
    report(signals, &events)
  }

  private func report(_ signals: Set<Int32>, _ events: inout [TerminalEvent]) {
    for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP] where signals.contains(signal) {
      events.append(.terminated(signal: signal))
    }
  }

  private func pendingSignals() -> Set<Int32> {
    var signals: Set<Int32> = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(signalState.pointee.readEnd, &bytes, bytes.count)
      guard count > 0 else { return signals }
      for byte in bytes[..<count] where byte != 0 { signals.insert(Int32(byte)) }
    }
  }

  private func resize(_ events: inout [TerminalEvent]) {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard curses_window_size(&columns, &rows) == 0, columns > 0, rows > 0 else { return }
    let now = Size(columns: Int(columns), rows: Int(rows))
    guard now != size else { return }
    resizeterm(rows, columns)
    shown = nil
    events.append(.resized(size))
  }
}
