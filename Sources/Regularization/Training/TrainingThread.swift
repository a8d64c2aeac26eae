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
    var isPlaying = false
    var goal = TrainingGoal.none
    /// How many orders to play were given.
    var plays = 0
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

  /// Has a command carried out between two updates, after those given before. It is to be short, or
  /// to look itself whether it is still wanted: nothing breaks it off.
  public func perform(_ command: @escaping Command) { order { $0.commands.append(command) } }

  /// Trains until ``pause()``, or the goal, or until a run diverges.
  public func play(until goal: TrainingGoal = .none) {
    order {
      $0.isPlaying = true
      $0.goal = goal
      $0.plays += 1
    }
  }

  public func pause() { order { $0.isPlaying = false } }

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
    var play = Play(number: 0, step: .max, epoch: .max)
    while true {
      hasOrders.store(false, ordering: .relaxed)
      let now = orders.withLock { orders in
        defer { orders.commands = [] }
        return orders
      }
      if now.isEnding { return }
      for command in now.commands { command(group) }
      // Seen from where the commands given before it have led to.
      if now.plays != play.number { play = Play(number: now.plays, now.goal, group) }
      if now.isPlaying { trainOn(group, play) }
      let goesOn = isPlaying
      if mailbox.offer({ snapshot(group, goesOn) }) { onChange() }
      if !goesOn, !hasOrders.load(ordering: .acquiring), !mailbox.isRequested { wakeUp.wait() }
    }
  }

  /// An order to play, and the step and the epoch where it ends.
  private struct Play {
    var number: Int
    var step: Int
    var epoch: Int

    init(number: Int, step: Int, epoch: Int) {
      self.number = number
      self.step = step
      self.epoch = epoch
    }

    init(number: Int, _ goal: TrainingGoal, _ group: RunGroup) {
      self.init(number: number, step: .max, epoch: .max)
      switch goal {
      case .none: break
      case .step(let wanted): step = wanted
      case .epoch(let wanted): epoch = wanted
      case .endOfEpoch: epoch = group.epoch + 1
      case .steps(let steps):
        let (sum, overflow) = group.step.addingReportingOverflow(max(0, steps))
        step = overflow ? .max : sum
      }
    }
  }

  /// Trains until an order or a request comes in, or the goal is reached.
  private func trainOn(_ group: RunGroup, _ play: Play) {
    group.advance(to: play.step, epoch: play.epoch) { [self] in
      hasOrders.load(ordering: .relaxed) || mailbox.isRequested
    }
    guard group.step >= play.step || group.epoch >= play.epoch || group.isAtDivergence else {
      return
    }
    let isStopped = orders.withLock { orders in
      // Whoever ordered something else meanwhile wants it carried out.
      guard orders.isPlaying, orders.plays == play.number else { return false }
      orders.isPlaying = false
      return true
    }
    if isStopped { onChange() }
  }
}
