import Synchronization

/// Where playing ends by itself.
public enum TrainingGoal: Sendable, Hashable {
  /// Nowhere.
  case none
  /// So many updates from where the runs stand when the order is taken up.
  case steps(Int)
  case step(Int)
  /// So many whole epochs of the first run.
  case epoch(Int)
  /// The end of the first run's present epoch.
  case endOfEpoch
}

/// Trains a group of runs on a thread of its own.
///
/// Whoever owns it says what to do by ``perform(_:)``, lets it run by ``play(until:)``, and picks up
/// what it has reached from ``mailbox``. All of it happens between two updates; nothing waits for the
/// other side but ``end()``.
public final class TrainingThread<Snapshot: Sendable>: Sendable {
  public typealias Command = @Sendable (RunGroup) -> Void
  /// Makes what is handed over; `isPlaying` says whether the runs go on at once.
  public typealias Picture = @Sendable (_ group: RunGroup, _ isPlaying: Bool) -> Snapshot

  /// What the thread hands over when it is asked.
  public let mailbox = SnapshotMailbox<Snapshot>()

  private struct Orders {
    var commands: [Command] = []
    /// The newest step that somebody wants to see; those before it are passed over.
    var sought: Int?
    var isPlaying = false
    var goal = TrainingGoal.none
    var isEnding = false
  }

  private let orders = Mutex(Orders())
  /// Whether ``orders`` have something that the thread has not seen.
  private let hasOrders = Atomic(false)
  private let wakeUp: ThreadEvent
  private let ended: ThreadEvent
  private let snapshot: Picture
  private let onChange: @Sendable () -> Void

  /// Starts the thread; it waits for orders.
  ///
  /// - Parameters:
  ///   - makeGroup: called on the thread, once.
  ///   - snapshot: called on the thread between two updates.
  ///   - onChange: called on the thread after a snapshot was left, and when it stops playing by
  ///     itself.
  ///
  /// *Throws*: ``TrainingProblem`` where the system has no thread to give.
  public init(
    makeGroup: @escaping @Sendable () -> RunGroup?, snapshot: @escaping Picture,
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
      if let group = makeGroup() { live(with: group) }
      self.ended.announce()
    }
    guard error == 0 else {
      throw TrainingProblem(
        "the system gives no thread (error \(error))", remedy: "end other programs, or try again")
    }
  }

  // MARK: Orders

  /// Has a command carried out between two updates, after those given before. It is to be short:
  /// long ways are for ``play(until:)`` and ``seek(_:)``.
  public func perform(_ command: @escaping Command) { order { $0.commands.append(command) } }

  /// Trains until ``pause()``, or the goal, or until a run diverges.
  public func play(until goal: TrainingGoal = .none) {
    order {
      $0.isPlaying = true
      $0.goal = goal
    }
  }

  public func pause() { order { $0.isPlaying = false } }

  /// Pauses and goes to a step that was computed already. Of several such orders that it has not got
  /// to, only the last is carried out; commands given in the meantime are carried out before it.
  public func seek(_ step: Int) {
    order {
      $0.sought = step
      $0.isPlaying = false
    }
  }

  public var isPlaying: Bool { orders.withLock { $0.isPlaying } }

  /// Asks for a snapshot: ``mailbox`` has it soon.
  public func requestSnapshot() {
    mailbox.request()
    wakeUp.announce()
  }

  /// Lets the thread end after the updates that it is at, and waits for nothing; what it has is given
  /// up with it.
  public func endSoon() { order { $0.isEnding = true } }

  /// Ends the thread after the updates that it is at, and waits for it.
  public func end() {
    endSoon()
    ended.wait()
    ended.announce()
  }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    hasOrders.store(true, ordering: .releasing)
    wakeUp.announce()
  }

  // MARK: On the thread

  private func live(with group: RunGroup) {
    while true {
      hasOrders.store(false, ordering: .relaxed)
      let now = orders.withLock { orders in
        defer {
          orders.commands = []
          orders.sought = nil
        }
        return orders
      }
      if now.isEnding { return }
      for command in now.commands { command(group) }
      if let sought = now.sought { seek(sought, group) }
      var isPlaying = now.isPlaying
      if isPlaying { isPlaying = trainOn(group, until: settle(now.goal, group)) }
      if mailbox.offer({ snapshot(group, isPlaying) }) { onChange() }
      if !isPlaying, !hasOrders.load(ordering: .acquiring), !mailbox.isRequested { wakeUp.wait() }
    }
  }

  /// The goal from where the runs stand, after the commands that were given before it.
  private func settle(_ goal: TrainingGoal, _ group: RunGroup) -> TrainingGoal {
    let settled = TrainingThread.absolute(goal, group)
    orders.withLock { orders in
      // Whoever gave another goal meanwhile wants it carried out.
      if orders.goal == goal { orders.goal = settled }
    }
    return settled
  }

  /// A goal that does not depend on where the runs stand.
  private static func absolute(_ goal: TrainingGoal, _ group: RunGroup) -> TrainingGoal {
    switch goal {
    case .steps(let steps):
      let (step, overflow) = group.step.addingReportingOverflow(max(0, steps))
      return .step(overflow ? .max : step)
    case .endOfEpoch: return .epoch(group.epoch + 1)
    case .none, .step, .epoch: return goal
    }
  }

  /// Trains until an order or a request comes in, or the goal is reached; gives whether it goes on.
  private func trainOn(_ group: RunGroup, until goal: TrainingGoal) -> Bool {
    let (step, epoch): (Int, Int) =
      switch goal {
      case .step(let step): (step, .max)
      case .epoch(let epoch): (.max, epoch)
      case .none, .steps, .endOfEpoch: (.max, .max)
      }
    group.advance(to: step, epoch: epoch) { [self] in
      hasOrders.load(ordering: .relaxed) || mailbox.isRequested
    }
    guard group.step >= step || group.epoch >= epoch || group.isAtDivergence else { return true }
    let isNewlyStopped = orders.withLock { orders in
      // Whoever gave another goal meanwhile wants it carried out.
      guard orders.isPlaying, orders.goal == goal else { return false }
      orders.isPlaying = false
      return true
    }
    if isNewlyStopped { onChange() }
    return !isNewlyStopped && isPlaying
  }

  private func seek(_ step: Int, _ group: RunGroup) {
    group.go(to: step) { [self] in
      hasOrders.load(ordering: .relaxed) && orders.withLock { $0.isEnding }
    }
  }
}
