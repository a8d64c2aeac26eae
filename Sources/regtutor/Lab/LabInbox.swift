import Regularization
import Synchronization

/// What the thread that trains and the rest of the program tell each other beside snapshots.
final class LabInbox: Sendable {
  /// What happened on the thread.
  enum Event: Sendable {
    case opened(SampleSummary)
    case failed(message: String, remedy: String)
    case exported([String])
    case exportFailed(String)
    case cut(RunCut)
    case cutFailed(String)
  }

  private let events = Mutex<[Event]>([])
  private let wanted = Mutex(ObservationRequest())
  private let done = Atomic(0)
  /// Orders to go somewhere, the last of which makes the others needless.
  private let goes = Mutex(0...0)
  private let ended = Atomic(false)
  private let hurried = Atomic(false)
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called after every event, on the thread.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    wake()
  }

  func takeEvents() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }

  var isEmpty: Bool { events.withLock { $0.isEmpty } }

  /// What is to be observed.
  var request: ObservationRequest {
    get { wanted.withLock { $0 } }
    set { wanted.withLock { $0 = newValue } }
  }

  /// Whether steps follow each other so fast that not each of them can be evaluated.
  var isHurried: Bool {
    get { hurried.load(ordering: .relaxed) }
    set { hurried.store(newValue, ordering: .relaxed) }
  }

  /// How many commands were carried out.
  var commandsDone: Int { done.load(ordering: .acquiring) }
  func noteCommandDone() {
    done.add(1, ordering: .releasing)
    wake()
  }

  /// Takes note of an order to go somewhere; `follows` says that the order before was one, too.
  func noteGo(_ number: Int, follows: Bool) {
    goes.withLock { $0 = follows ? $0.lowerBound...number : number...number }
  }

  /// Whether a later order makes this one needless.
  func isNeedless(_ number: Int) -> Bool {
    isEnded || goes.withLock { $0.lowerBound <= number && number < $0.upperBound }
  }

  var isEnded: Bool { ended.load(ordering: .relaxed) }
  func end() { ended.store(true, ordering: .relaxed) }
}

/// The runs at a moment.
struct LabSnapshot: Sendable {
  var observation: GroupObservation
  /// Whether training went on at once.
  var isPlaying: Bool
  /// The commands that it has seen.
  var commandsDone: Int
  var time: Duration
}
