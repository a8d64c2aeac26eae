import Synchronization

/// Hands the newest value from one thread to another, and never makes the giver wait.
///
/// The taker asks with ``request()``; the giver, between two updates, looks at a flag with
/// ``offer(_:)`` and makes a value only when one is asked for; the taker picks it up with ``take()``.
public final class SnapshotMailbox<Value: Sendable>: Sendable {
  private let isWanted = Atomic(false)
  private let newest = Mutex<Value?>(nil)

  public init() {}

  /// Whether a value is asked for.
  public var isRequested: Bool { isWanted.load(ordering: .acquiring) }

  /// Asks for a value.
  public func request() { isWanted.store(true, ordering: .releasing) }

  /// Makes and leaves a value if one is asked for. Where the taker is picking up at this very
  /// moment the next offer serves it.
  ///
  /// Returns whether a value was left.
  @discardableResult
  public func offer(_ make: () -> sending Value) -> Bool {
    // Answered before the value is made: whoever has it may ask again at once, and be heard.
    guard isWanted.exchange(false, ordering: .acquiringAndReleasing) else { return false }
    let value = make()
    let isLeft = newest.withLockIfAvailable { $0 = value } != nil
    if !isLeft { isWanted.store(true, ordering: .releasing) }
    return isLeft
  }

  /// The newest value, once.
  public func take() -> Value? {
    newest.withLock { value in
      defer { value = nil }
      return value
    }
  }
}
