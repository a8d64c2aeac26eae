import Lessons
import Regularization

extension LabState {
  /// Carries a turn out; returns what there is to say.
  mutating func make(_ turn: LabTurn, _ orders: inout [LabOrder]) -> String? {
    switch turn {
    case .anew(let specs):
      var changed = plan
      for run in changed.runs.indices { changed.runs[run].spec = specs[run] }
      reopen(changed, &orders)
      return "Other samples: the runs begin anew with the present settings."
    case .changes(let changes):
      let forgets = step < front?.end ?? 0
      for (change, run) in changes {
        orders.append(.change(change, run: run))
        note(change, run)
      }
      look.subStep = nil
      return forgets
        ? "Changed from step \(step) on; what was computed beyond it is forgotten." : nil
    }
  }

  /// Shows a change before the shell tells of it, so that the next key counts from it.
  private mutating func note(_ change: TrainingChange, _ run: Int?) {
    guard var seen = observation else { return }
    let here = step
    for index in seen.runs.indices {
      seen.runs[index].end = here
      guard run == nil || run == index else { continue }
      seen.runs[index].spec.changes.removeAll { $0.step > here }
      seen.runs[index].spec.changes.append(RecordedChange(step: here, change: change))
    }
    observation = seen
  }

  /// Answers what goes into the field of a value; returns whether the message was for it.
  mutating func takeTyping(
    _ message: TutorMessage, _ orders: inout [LabOrder], _ said: inout String?
  ) -> Bool {
    switch message {
    case .typed(let character): if typed.count < 30 { typed.append(character) }
    case .eraseTypedPressed: if !typed.isEmpty { typed.removeLast() }
    case .typedCancelled, .leavePressed: endTyping()
    case .typedSubmitted: said = submit(&orders)
    default:
      endTyping()
      return false
    }
    return true
  }

  private mutating func endTyping() {
    typingDial = nil
    typed = ""
  }

  private mutating func submit(_ orders: inout [LabOrder]) -> String? {
    guard let dial = typingDial else { return nil }
    let (text, note) = Answer.reading(typed)
    guard let value = Double(text.replacing("−", with: "-")), value.isFinite else {
      return "“\(typed)” is not a number; figures like 0.05 are."
    }
    do throws(SpecProblem) {
      let turn = try set(dial, to: value)
      endTyping()
      let said = [note, make(turn, &orders)].compactMap { $0 }
      return said.isEmpty ? nil : said.joined(separator: " ")
    } catch {
      return "Not possible: \(error.message); \(error.remedy)."
    }
  }

  mutating func moveDial(by amount: Int) {
    let dials = dials
    guard let now = focusedDial.flatMap({ dials.firstIndex(of: $0) }) else { return }
    dial = dials[(now + amount + dials.count) % dials.count]
  }
}
