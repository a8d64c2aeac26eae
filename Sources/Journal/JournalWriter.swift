import Dispatch
import Synchronization
internal import Glibc

/// Writes what happens into the journal, in the background, so that no key waits for the disk.
///
/// The file is opened, or made, when there is the first thing to write. What cannot be written stays in
/// memory and is tried again with what comes next.
public final class JournalWriter: Sendable {
  private struct State {
    var waiting: [JournalChange] = []
    var journal: Journal?
    /// Open files that have lost their name to another. To close one would take the log of the other away.
    var displaced: [Journal] = []
    /// What was told last, so that it is told once.
    var told: String?
    /// Whether it is of no use to try again.
    var isGivenUp = false
  }

  public let path: String
  private let tell: @Sendable (String) -> Void
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "journal.writer")
  private let date: @Sendable () -> String

  /// - Parameters:
  ///   - journal: where it is open already.
  ///   - fault: why it could not be opened, where that was told.
  ///   - date: for the name of a damaged file that is set aside.
  ///   - tell: called from another thread with a sentence about what became of the journal.
  public init(
    _ path: String, journal: Journal? = nil, fault: JournalFault? = nil,
    date: @escaping @Sendable () -> String,
    tell: @escaping @Sendable (String) -> Void
  ) {
    self.path = path
    self.date = date
    self.tell = tell
    var initial = State(journal: journal)
    if let fault {
      initial.told = JournalOpening.sentence(for: fault)
      initial.isGivenUp = fault.isLasting
    }
    state = Mutex(initial)
  }

  /// Has changes written, together and after those before.
  public func keep(_ changes: [JournalChange]) {
    guard !changes.isEmpty else { return }
    let isOfUse = state.withLock { state in
      if !state.isGivenUp { state.waiting += changes }
      return !state.isGivenUp
    }
    guard isOfUse else { return }
    queue.async { [self] in drain() }
  }

  /// Writes what is left and closes the file; gives up after so many seconds.
  public func close(within seconds: Double) {
    let isDone = DispatchSemaphore(value: 0)
    queue.async { [self] in
      drain()
      state.withLock { $0.journal = nil }
      isDone.signal()
    }
    _ = isDone.wait(timeout: .now() + seconds)
  }

  // MARK: On the queue

  private func drain() {
    var (changes, journal) = state.withLock { ($0.waiting, $0.journal) }
    guard !changes.isEmpty else { return }
    var said: String?
    do throws(JournalFault) {
      if let open = journal, !open.isInPlace {
        displace(open)
        journal = nil
      }
      if journal == nil {
        let opening = try JournalOpening(path, date: date())
        journal = opening.journal
        said = opening.notice
      }
      do throws(JournalFault) {
        try journal?.write(changes)
      } catch .damaged {
        // It was whole when it was opened.
        if let open = journal { displace(open) }
        journal = nil
        let opening = try JournalOpening(path, date: date())
        said = opening.notice
        try opening.journal.write(changes)
        journal = opening.journal
      }
      let written = changes.count
      changes = []
      state.withLock {
        $0.waiting.removeFirst(written)
        $0.journal = journal
        $0.told = nil
      }
    } catch {
      let sentence = JournalOpening.sentence(for: error)
      state.withLock {
        $0.journal = nil
        if error.isLasting {
          $0.isGivenUp = true
          $0.waiting = []
        }
        if $0.told != sentence { said = sentence }
        $0.told = sentence
      }
    }
    if let said { tell(said) }
  }

  private func displace(_ journal: Journal) {
    state.withLock {
      $0.displaced.append(journal)
      $0.journal = nil
    }
  }
}
