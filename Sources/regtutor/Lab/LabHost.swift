import Lessons
import Regularization
import Tutor

/// Carries out the orders of a lab: sets its runs up on a thread of their own, has them trained,
/// watches the time, and tells what became of it.
///
/// For one thread, which asks for ``reports(at:)`` whenever it was woken or ``deadline`` has come, and
/// says by ``drew(_:from:to:)`` that what was told is on the screen.
final class LabHost {
  /// What the command line says of a lab.
  struct Settings: Sendable {
    var threads = 1
    /// `nil`: the fastest.
    var instructionSet: InstructionSet?
    /// Bytes for the states that the way back needs.
    var memoryLimit = LabOptions.usualMemory << 20
    var framesPerSecond = 30
    /// Empty: the current folder.
    var exportFolder = ""
  }

  /// All of the machine's processors but one, which has the keys and the screen.
  static var usualThreads: Int { max(1, MachineOptions.processors - 1) }

  private let settings: Settings
  private let lessonsFolder: String?
  private let wake: @Sendable () -> Void
  private let shelf = SampleShelf()
  private var session: LabSession?
  /// Whether the runs are not set up yet.
  private var isLoading = false
  private var last: GroupObservation?
  /// What could be told at once.
  private var answers: [LabReport] = []

  private var slowMotion: SlowMotion?
  /// The epochs that the present play goes to.
  private var goal: Int?
  private var wasPlaying = false
  /// Whether something happened that no snapshot shows yet.
  private var owesSnapshot = false
  private var hasRequested = false
  /// Whether the last snapshot is on the screen, so that there may be another.
  private var hasDrawn = true
  private var pacing: FramePacing
  private var meter = LabMeter()

  /// - Parameter wake: called from other threads when there is something to be told.
  init(
    _ settings: Settings, lessonsFolder: String?, wake: @escaping @Sendable () -> Void
  ) {
    self.settings = settings
    self.lessonsFolder = lessonsFolder
    self.wake = wake
    pacing = FramePacing(framesPerSecond: settings.framesPerSecond)
  }

  // MARK: Orders

  func carryOut(_ order: LabOrder, at now: Duration) {
    switch order {
    case .begin(let plan): return open(plan)
    case .close:
      shelf.clear()
      return end()
    case .export(let export): return write(export)
    case .cut(let run): return cut(run)
    default: break
    }
    guard let session else { return }
    owesSnapshot = true
    switch order {
    case .begin, .close, .export, .cut: break
    case .play(let rate, let epochs): play(session, rate, toEpoch: epochs, at: now)
    case .pause: stop(session)
    case .advance(let steps):
      stop(session)
      if steps > LabHost.fewSteps {
        session.play(until: .steps(steps))
        wasPlaying = true
      } else {
        session.perform { $0.advance(steps: steps) }
      }
    case .advanceToEndOfEpoch:
      stop(session)
      session.play(until: .endOfEpoch)
      wasPlaying = true
    case .go(let step):
      stop(session)
      session.go(to: step)
    case .change(let change, let run): session.perform { $0.change(change, run: run) }
    case .observe(let request): session.inbox.request = request
    }
  }

  /// So many are made in one go; more can be broken off.
  private static let fewSteps = 16

  private func open(_ plan: LabPlan) {
    end()
    let setup = LabSetup(
      plan: plan, lessonsFolder: lessonsFolder, settings: settings, shelf: shelf)
    do throws(TrainingProblem) {
      session = try LabSession(setup, wake: wake)
      isLoading = true
    } catch {
      answers.append(.failed(message: error.message, remedy: error.remedy))
    }
  }

  private func play(_ session: LabSession, _ rate: Double?, toEpoch epochs: Int, at now: Duration) {
    let stands = last?.runs.first?.position.epoch ?? 0
    stop(session)
    goal = stands < epochs ? epochs : nil
    if let rate {
      slowMotion = SlowMotion(stepsPerSecond: rate, epochs: goal, from: now)
      session.inbox.isHurried = rate > LabHost.watchableRate
    } else {
      session.play(until: goal.map { .epoch($0) } ?? .none)
      wasPlaying = true
    }
  }

  /// Slower than this, every step is evaluated.
  private static let watchableRate = 20.0

  private func stop(_ session: LabSession) {
    slowMotion = nil
    session.inbox.isHurried = false
    session.pause()
    wasPlaying = false
    meter.reset()
  }

  private func end() {
    session?.end()
    session = nil
    isLoading = false
    last = nil
    slowMotion = nil
    goal = nil
    (wasPlaying, owesSnapshot, hasRequested, hasDrawn) = (false, false, false, true)
    meter.reset()
  }

  /// Ends what trains, by whatever road the program is left.
  func close() { end() }

  // MARK: Reports

  /// What there is to tell, oldest first; what is due by the clock is ordered.
  func reports(at now: Duration) -> [LabReport] {
    var reports = answers
    answers = []
    guard let session else { return reports }
    for event in session.inbox.takeEvents() { reports.append(report(of: event)) }
    if let snapshot = session.takeSnapshot() {
      hasRequested = false
      hasDrawn = false
      if snapshot.commandsDone < session.commands { owesSnapshot = true }
      reports.append(report(of: snapshot, session))
    }
    if wasPlaying, !session.isPlaying {
      // It has reached its end, and the last snapshot may be from before.
      wasPlaying = false
      owesSnapshot = true
    }
    keepMoving(session, at: now)
    return reports
  }

  private func report(of event: LabInbox.Event) -> LabReport {
    switch event {
    case .opened(let summary):
      isLoading = false
      owesSnapshot = true
      return .opened(summary)
    case .failed(let message, let remedy):
      end()
      return .failed(message: message, remedy: remedy)
    case .exported(let paths): return .exported(paths: paths)
    case .exportFailed(let message): return .exportFailed(message: message)
    case .cut(let cut): return .cut(cut)
    case .cutFailed(let message): return .cutFailed(message: message)
    }
  }

  private func report(of snapshot: LabSnapshot, _ session: LabSession) -> LabReport {
    let observation = snapshot.observation
    last = observation
    if observation.runs.contains(where: { $0.divergence?.step == observation.step + 1 })
      || slowMotion?.epochs.map({ observation.runs[0].position.epoch >= $0 }) ?? false
    {
      slowMotion = nil
      session.inbox.isHurried = false
    }
    let isPlaying = slowMotion != nil || session.isPlaying
    if isPlaying {
      meter.note(step: observation.step, at: snapshot.time)
    } else {
      meter.reset()
    }
    return .observed(observation, pace(isPlaying, observation))
  }

  private func pace(_ isPlaying: Bool, _ observation: GroupObservation) -> LabPace {
    guard isPlaying, meter.stepsPerSecond > 0 else {
      return LabPace(isPlaying: isPlaying, stepsPerSecond: 0)
    }
    var left: Double?
    if let goal, let run = observation.runs.first {
      let done =
        Double(run.position.epoch)
        + Double(run.position.samples) / Double(max(1, run.trainingSamples))
      left = max(0, Double(goal) - done) * Double(run.stepsPerEpoch) / meter.stepsPerSecond
    }
    return LabPace(
      isPlaying: true, stepsPerSecond: meter.stepsPerSecond, secondsLeft: left)
  }

  // MARK: The clock

  /// Makes the steps that are due, and asks for the next snapshot where it is.
  private func keepMoving(_ session: LabSession, at now: Duration) {
    // A step that takes longer than its time is waited for.
    if var motion = slowMotion, session.inbox.commandsDone == session.commands {
      let steps = motion.takeDue(at: now)
      slowMotion = motion
      if steps > 0 {
        let epochs = motion.epochs ?? .max
        session.perform { group in
          for _ in 0..<steps where group.epoch < epochs { group.advance(steps: 1) }
        }
        owesSnapshot = true
      }
    }
    if isSnapshotWanted, now >= pacing.next {
      hasRequested = true
      owesSnapshot = false
      session.requestSnapshot()
    }
  }

  private var isSnapshotWanted: Bool {
    (owesSnapshot || wasPlaying) && !hasRequested && hasDrawn
  }

  /// When there is something to be done although nothing happens; `nil`: never.
  var deadline: Duration? {
    guard let session else { return answers.isEmpty ? nil : .zero }
    let frame = isSnapshotWanted ? pacing.next : nil
    // The snapshot that follows the last steps wakes, too.
    let steps = session.inbox.commandsDone == session.commands ? slowMotion?.next : nil
    return [frame, steps].compactMap { $0 }.min()
  }

  /// Whether nothing more comes until there is another order.
  var isAtRest: Bool {
    guard let session else { return answers.isEmpty }
    return session.inbox.isEmpty && !isLoading && !owesSnapshot && !hasRequested && !wasPlaying
      && slowMotion == nil
      && session.inbox.commandsDone == session.commands
  }

  /// A frame was shown; what was told so far is in it.
  func drew(_ cost: FramePacing.Cost, from start: Duration, to end: Duration) {
    hasDrawn = true
    pacing.note(cost, from: start, to: end)
  }

  /// What was told so far was taken in, and nothing has to be drawn.
  func drew() { hasDrawn = true }

  /// The program stood still for a time.
  func resumed(at now: Duration) {
    meter.reset()
    slowMotion?.resume(at: now)
  }

  // MARK: Cuts

  /// Few enough to be gone through by hand.
  private static let cutUnits = 4

  private func cut(_ run: Int) {
    session?.perform { [inbox = session?.inbox] group in
      do throws(SpecProblem) {
        inbox?.post(.cut(try group.cut(ofRun: run, units: LabHost.cutUnits)))
      } catch {
        inbox?.post(.cutFailed("\(error.message); \(error.remedy)"))
      }
    }
  }

  // MARK: Files

  private func write(_ export: LabExport) {
    let files = ExportFiles(folder: settings.exportFolder)
    guard let session else { return answers.append(.exportFailed(message: "no lab is open")) }
    // Not here: a slow disk would hold up the keys.
    session.perform { [inbox = session.inbox, plan = session.plan] group in
      do throws(ExportFiles.Failure) {
        let contents: [ExportFiles.Content] =
          switch export {
          case .texts(_, let texts): ExportFiles.contents(of: texts)
          case .weights: try ExportFiles.weights(of: group.runs, plan)
          }
        inbox.post(.exported(try files.write(contents)))
      } catch {
        inbox.post(.exportFailed(error.message))
      }
    }
  }
}
