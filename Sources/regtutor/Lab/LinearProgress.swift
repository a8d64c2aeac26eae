import Regularization
import TerminalUI
import Tutor

/// How far a long training has come, told from time to time where nothing may be drawn over: a
/// sentence after a few seconds, and then ever more seldom.
struct LinearProgress {
  private let canBePaused: Bool
  private var begin: Duration?
  private var next = LinearProgress.first

  private static let first = Duration.seconds(3)

  init(canBePaused: Bool) {
    self.canBePaused = canBePaused
  }

  mutating func tell(_ lab: LabState, at now: Duration) {
    guard let begin else {
      begin = now
      return
    }
    guard now - begin >= next, let sentence = sentence(lab) else { return }
    next = (now - begin) * 2
    var errors = Output.standardError()
    // Where standard error is closed there is no one to tell.
    try? errors.writeLine(sentence)
    try? errors.flush()
  }

  private func sentence(_ lab: LabState) -> String? {
    guard lab.pace.isPlaying, let run = lab.front else { return nil }
    var text = "training: epoch \(run.position.epoch + 1), step \(run.position.step)"
    if lab.pace.stepsPerSecond > 0 {
      text += ", \(lab.pace.stepsPerSecond.rounded(significantDigits: 2)) steps a second"
    }
    if let left = lab.pace.secondsLeft { text += ", \(ProgressBar.duration(left)) left" }
    return text + (canBePaused ? "; Enter pauses" : "")
  }
}
