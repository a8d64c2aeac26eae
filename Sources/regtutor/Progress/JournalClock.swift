internal import Glibc

/// The time of day, as the journal has it.
enum JournalClock {
  /// Milliseconds since 1970, UTC.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The local date and time for the name of a file: `2026-03-01-093005`.
  static var fileDate: String { text(of: now, "%Y-%m-%d-%H%M%S") }

  /// A time as people here write it: `2026-03-01 09:30`.
  static func display(_ milliseconds: Int64) -> String { text(of: milliseconds, "%Y-%m-%d %H:%M") }

  /// A time as programs read it: `2026-03-01T08:30:05Z`.
  static func universal(_ milliseconds: Int64) -> String {
    text(of: milliseconds, "%Y-%m-%dT%H:%M:%SZ", isLocal: false)
  }

  private static func text(
    of milliseconds: Int64, _ format: String, isLocal: Bool = true
  ) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    let known = isLocal ? localtime_r(&seconds, &parts) : gmtime_r(&seconds, &parts)
    guard known != nil else { return "\(milliseconds)" }
    var buffer = [CChar](repeating: 0, count: 64)
    let length = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
