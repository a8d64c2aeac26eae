internal import Glibc
import Journal
import Regularization
import Synchronization
import Tutor

/// Keeps what the tutor has to keep, and says what became of it.
final class ProgressKeeper {
  /// Sentences for the learner, from whichever thread.
  private final class Inbox: Sendable {
    private let state = Mutex<(sentences: [String], wake: (@Sendable () -> Void)?)>(([], nil))

    func post(_ sentence: String) {
      let wake = state.withLock { state in
        state.sentences.append(sentence)
        return state.wake
      }
      wake?()
    }

    func take() -> [String] {
      state.withLock { state in
        defer { state.sentences = [] }
        return state.sentences
      }
    }

    func setWake(_ wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }
  }

  /// What was done in the course on other days.
  let progress: CourseProgress
  private let course: String
  private let writer: JournalWriter?
  private let inbox = Inbox()
  private var names = OriginNames()

  /// Reads the journal, where there is one.
  ///
  /// - Parameters:
  ///   - path: `nil` keeps nothing.
  ///   - course: the name under which things are kept.
  init(_ path: String?, course: String) {
    self.course = course
    guard let path else {
      (progress, writer) = (CourseProgress(), nil)
      return
    }
    var journal: Journal?
    var fault: JournalFault?
    var known = CourseProgress()
    if access(path, F_OK) == 0 {
      do throws(JournalFault) {
        let opening = try JournalOpening(path, date: JournalClock.fileDate)
        journal = opening.journal
        if let notice = opening.notice { inbox.post(notice) }
        known = CourseProgress(try opening.journal.history(of: course))
      } catch {
        fault = error
        inbox.post(JournalOpening.sentence(for: error))
        // What may not be written may still be read.
        if error.isOfWriting, let reading = try? Journal(path, for: .reading),
          let history = try? reading.history(of: course)
        {
          known = CourseProgress(history)
        }
      }
    }
    progress = known
    writer = JournalWriter(
      path, journal: journal, fault: fault, date: { JournalClock.fileDate },
      tell: { [inbox] in inbox.post($0) })
  }

  /// Has the loop woken when there is something to tell.
  func wake(_ wake: @escaping @Sendable () -> Void) { inbox.setWake(wake) }

  /// What has to be told, once.
  func takeSentences() -> [String] { inbox.take() }

  func keep(_ entry: JournalEntry) {
    guard let writer else { return }
    writer.keep([row(of: entry)])
  }

  func keep(_ run: RunEntry) {
    let ending =
      if let step = run.divergedAt { "diverged at step \(step)" } else {
        "stands at step \(run.steps)"
      }
    writer?.keep([
      .run(
        RunRow(
          origin: names.name(run.name), time: JournalClock.now, source: "lab", title: run.title,
          course: run.lesson == nil ? nil : course, lesson: run.lesson, step: run.step,
          spec: run.spec, seed: "\(run.seed)", steps: run.steps, ending: ending,
          weightsHash: run.weightsHash,
          results: Dictionary(uniqueKeysWithValues: run.results.map { ($0.key.rawValue, $0.value) })
        ))
    ])
  }

  /// What is worth keeping where the program has to end as it stands.
  func keepParting(_ state: TutorState) {
    for entry in state.parting { keep(entry) }
    for run in state.partingRuns { keep(run) }
  }

  func reset(_ lesson: String?) { writer?.keep([.reset(course: course, lesson: lesson)]) }

  /// Writes what is left; the disk, or another program, is waited for only so long.
  func close() { writer?.close(within: 6) }

  private func row(of entry: JournalEntry) -> JournalChange {
    func visit(
      _ event: VisitRow.Event, page: Int = 0, pages: Int = 0, shown: Int = 0
    ) -> JournalChange {
      .visit(
        VisitRow(
          origin: names.next(), time: JournalClock.now, course: course, lesson: entry.lesson,
          step: entry.step, event: event, page: page, pages: pages, shown: shown))
    }
    switch entry.event {
    case .opened(let page, let pages): return visit(.opened, page: page, pages: pages)
    case .left(let shown): return visit(.left, shown: shown)
    case .finished: return visit(.finished)
    case .answered(let change):
      return .answer(
        AnswerRow(
          origin: names.next(), time: JournalClock.now, course: course, lesson: entry.lesson,
          step: entry.step, item: change.item, attempt: change.attempt, hints: change.hints,
          outcome: change.outcome?.rawValue))
    }
  }
}

/// Names for what a program writes, that no other program gives, on whatever machine.
struct OriginNames {
  private let session = UInt64.random(in: .min ... .max)
  private var count = 0

  mutating func next() -> String {
    count += 1
    return name("\(count)")
  }

  /// The same name for the same thing of this session.
  func name(_ thing: String) -> String {
    let digits = String(session, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + "\(digits)-\(thing)"
  }
}
