import Synchronization

/// Trains on a thread of its own.
///
/// Whoever owns it says what to do by ``perform(_:)``, lets it run by ``play()``, and picks up what it
/// has reached from ``mailbox``. All of it happens between two updates; nothing waits for the other
/// side but ``end()``.
public final class TrainingThread<Snapshot: Sendable>: Sendable {
  public typealias Command = @Sendable (TrainingTimeline) -> Void

  /// What the thread hands over when it is asked.
  public let mailbox = SnapshotMailbox<Snapshot>()

  private struct Orders {
    var commands: [Command] = []
    var isPlaying = false
    var isEnding = false
    var divergence: Divergence?
  }

  private let orders = Mutex(Orders())
  /// Whether ``orders`` have something that the thread has not seen.
  private let hasOrders = Atomic(false)
  private let wakeUp: ThreadEvent
  private let ended: ThreadEvent
  private let snapshot: @Sendable (TrainingTimeline) -> Snapshot
  private let onChange: @Sendable () -> Void

  /// Starts the thread; it waits for orders.
  ///
  /// - Parameters:
  ///   - makeTimeline: called on the thread, once.
  ///   - snapshot: what is handed over; called on the thread between two updates.
  ///   - onChange: called on the thread after a snapshot was left, and when it stops playing.
  ///
  /// *Throws*: ``TrainingProblem`` where the system has no thread to give.
  public init(
    makeTimeline: @escaping @Sendable () -> TrainingTimeline?,
    snapshot: @escaping @Sendable (TrainingTimeline) -> Snapshot,
    onChange: @escaping @Sendable () -> Void
  ) throws(TrainingProblem) {
    guard let wakeUp = ThreadEvent(), let ended = ThreadEvent() else {
      throw TrainingProblem("there is no memory for a thread", remedy: "end other programs")
    }
    self.wakeUp = wakeUp
    self.ended = ended
    self.snapshot = snapshot
    self.onChange = onChange
    let error = startThread { [self] in
      if let timeline = makeTimeline() { live(with: timeline) }
      self.ended.announce()
    }
    guard error == 0 else {
      throw TrainingProblem(
        "the system gives no thread (error \(error))", remedy: "end other programs, or try again")
    }
  }

  // MARK: Orders

  /// Has a command carried out between two updates, after those given before.
  public func perform(_ command: @escaping Command) { order { $0.commands.append(command) } }

  /// Trains until ``pause()``, or until it diverges.
  public func play() { order { $0.isPlaying = true } }
  public func pause() { order { $0.isPlaying = false } }

  public var isPlaying: Bool { orders.withLock { $0.isPlaying } }

  /// What made it stop; `nil` once it was asked.
  public func takeDivergence() -> Divergence? {
    orders.withLock { orders in
      defer { orders.divergence = nil }
      return orders.divergence
    }
  }

  /// Asks for a snapshot: ``mailbox`` has it soon.
  public func requestSnapshot() {
    mailbox.request()
    wakeUp.announce()
  }

  /// Ends the thread after the update that it is at, and waits for it.
  public func end() {
    order { $0.isEnding = true }
    ended.wait()
    ended.announce()
  }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    hasOrders.store(true, ordering: .releasing)
    wakeUp.announce()
  }

  // MARK: On the thread

  private func live(with timeline: TrainingTimeline) {
    while true {
      hasOrders.store(false, ordering: .relaxed)
      let now = orders.withLock { orders in
        defer { orders.commands = [] }
        return orders
      }
      if now.isEnding { return }
      for command in now.commands { command(timeline) }
      if now.isPlaying { trainOn(timeline) }
      if mailbox.offer({ snapshot(timeline) }) { onChange() }
      if !now.isPlaying, !hasOrders.load(ordering: .acquiring), !mailbox.isRequested {
        wakeUp.wait()
      }
    }
  }

  private func trainOn(_ timeline: TrainingTimeline) {
    do throws(Divergence) {
      try timeline.advance(steps: .max) { [self] in
        hasOrders.load(ordering: .relaxed) || mailbox.isRequested
      }
    } catch {
      orders.withLock { orders in
        orders.isPlaying = false
        orders.divergence = error
      }
      onChange()
    }
  }
}
