public import Lessons
public import Regularization

/// What the lab asks of the shell, which has the clock, the files and the thread that trains.
public enum LabOrder: Hashable, Sendable {
  /// Loads the samples and sets up the runs of a plan; a lab that is open is closed first.
  case begin(LabPlan)
  case close
  /// Trains on: `stepsPerSecond` at a time, `nil` as fast as it goes; pauses by itself after so many
  /// epochs, unless it stands beyond them.
  case play(stepsPerSecond: Double?, toEpoch: Int)
  case pause
  case advance(steps: Int)
  case advanceToEndOfEpoch
  /// Goes to a step that was computed already.
  case go(to: Int)
  /// From the present step on; `run` is an index, `nil` all of them.
  case change(TrainingChange, run: Int?)
  /// What is wanted of each run from now on; an observation follows.
  case observe(ObservationRequest)
  case export(LabExport)
  /// A few units of a run's present network, to be gone through by hand.
  case cut(run: Int)
}

/// What can be written to a file.
public enum LabExport: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable, Hashable {
    /// Curves as a table, a row a point.
    case csv
    case json
    /// Weights for `numpy.load`, a file a run.
    case weights
    /// The training file with the recorded changes, a file a run: running it again gives the same
    /// bits.
    case spec
    case svg
    case text
  }

  /// Texts that the tutor has made, by the end of the file's name: `loss.svg`, `screen.txt`.
  case texts(Kind, [Text])
  /// What only the runs themselves have.
  case weights

  public struct Text: Hashable, Sendable {
    public var name: String
    public var content: String

    public init(name: String, content: String) {
      self.name = name
      self.content = content
    }
  }
}

/// What the shell tells of a lab.
public enum LabReport: Hashable, Sendable {
  /// The runs are set up.
  case opened(SampleSummary)
  /// They cannot be: what is wrong, and what would help.
  case failed(message: String, remedy: String)
  /// How it stands now.
  case observed(GroupObservation, LabPace)
  /// Files were written, or could not be.
  case exported(paths: [String])
  case exportFailed(message: String)
  case cut(RunCut)
  case cutFailed(message: String)
}

/// How training goes on.
public struct LabPace: Hashable, Sendable {
  public var isPlaying: Bool
  /// Of each run, lately; 0 while it pauses.
  public var stepsPerSecond: Double
  /// Until the epochs of the plan are over, at this rate; `nil` while it pauses.
  public var secondsLeft: Double?

  public init(isPlaying: Bool, stepsPerSecond: Double, secondsLeft: Double? = nil) {
    self.isPlaying = isPlaying
    self.stepsPerSecond = stepsPerSecond
    self.secondsLeft = secondsLeft
  }
}
