import Lessons
import Regularization
import Tutor

/// The runs of a plan on their thread, and what was ordered of them.
final class LabSession {
  let plan: LabPlan
  let inbox: LabInbox
  private let thread: TrainingThread<LabSnapshot>
  /// Commands that were given to the thread.
  private(set) var commands = 0
  /// Whether the last order was to go to a step.
  private var lastWasGo = false

  /// Starts the thread, which sets the runs up.
  ///
  /// *Throws*: where the system has no thread to give.
  init(_ setup: LabSetup, wake: @escaping @Sendable () -> Void) throws(TrainingProblem) {
    let inbox = LabInbox(wake: wake)
    self.inbox = inbox
    plan = setup.plan
    thread = try TrainingThread(
      makeGroup: {
        do throws(LabSetup.Failure) {
          let group = try setup.group()
          inbox.post(.opened(group.summary))
          return group
        } catch {
          inbox.post(.failed(message: error.message, remedy: error.remedy))
          return nil
        }
      },
      snapshot: { group, isPlaying in
        LabSnapshot(
          observation: group.observe(
            inbox.request, inPassing: isPlaying || inbox.isHurried),
          isPlaying: isPlaying, commandsDone: inbox.commandsDone, time: WorkTime.now)
      }, onChange: wake)
  }

  var isPlaying: Bool { thread.isPlaying }

  /// The newest snapshot, once.
  func takeSnapshot() -> LabSnapshot? { thread.mailbox.take() }
  func requestSnapshot() { thread.requestSnapshot() }

  /// Has a command carried out between two updates, after those before.
  func perform(_ command: @escaping @Sendable (RunGroup) -> Void) {
    lastWasGo = false
    order(command)
  }

  private func order(_ command: @escaping @Sendable (RunGroup) -> Void) {
    commands += 1
    thread.perform { [inbox] group in
      if !inbox.isEnded { command(group) }
      inbox.noteCommandDone()
    }
  }

  func play(until goal: TrainingGoal) {
    lastWasGo = false
    thread.play(until: goal)
  }

  func pause() { thread.pause() }

  /// Goes to a step that was computed already. Of several such orders behind each other only the
  /// last has to be carried out.
  func go(to step: Int) {
    thread.pause()
    let number = commands + 1
    inbox.noteGo(number, follows: lastWasGo)
    order { [inbox] group in
      group.go(to: step) { inbox.isNeedless(number) }
    }
    lastWasGo = true
  }

  /// Lets the thread end as soon as it can, and waits for nothing.
  func end() {
    inbox.end()
    thread.endSoon()
  }
}
