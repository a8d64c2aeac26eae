public import Regularization

/// What a lab trains and shows: of a lesson's `train` step, or put together by `regtutor lab`.
public struct LabPlan: Sendable, Hashable {
  /// One run, or up to ``runLimit`` in lock-step from the same initial weights, batches and seed.
  public var runs: [LabRun]
  /// What is shown, in the order in which it is shown; at least one.
  public var panels: [LabPanel]
  /// What the learner may turn; the rest is locked.
  public var dials: [LabDial]
  /// After so many epochs a run pauses by itself.
  public var epochs: Int
  /// To be done or guessed, in this order; none in a lab of one's own.
  public var tasks: [LabTask]

  public static let runLimit = 4

  public init(
    runs: [LabRun], panels: [LabPanel], dials: [LabDial], epochs: Int, tasks: [LabTask] = []
  ) {
    self.runs = runs
    self.panels = panels
    self.dials = dials
    self.epochs = epochs
    self.tasks = tasks
  }

  /// The index of a run by its id.
  public func run(_ id: String) -> Int? { runs.firstIndex { $0.id == id } }
}

/// One of the runs of a lab.
public struct LabRun: Sendable, Hashable {
  public var id: String
  /// A few words for its column: "L1, proximal".
  public var title: String
  /// Paths of data in it are whole, or those of shipped sets.
  public var spec: TrainingSpec
  /// Taken in the place of the spec's samples on a machine that lacks them.
  public var fallback: DataSource?

  public init(id: String, title: String, spec: TrainingSpec, fallback: DataSource? = nil) {
    self.id = id
    self.title = title
    self.spec = spec
    self.fallback = fallback
  }

  /// The spec with the samples that are there.
  public func spec(with files: any DataFiles) -> TrainingSpec {
    guard let fallback, case .named(let name) = spec.data.source,
      let set = ShippedSet.named(name), !set.isThere(in: files)
    else { return spec }
    var spec = spec
    spec.data.source = fallback
    return spec
  }
}

extension ShippedSet {
  var files: [DataFile] {
    switch content {
    case .table(let table): [table.file]
    case .images(let images):
      [images.trainingImages, images.trainingLabels, images.testImages, images.testLabels]
    }
  }

  func isThere(in files: any DataFiles) -> Bool {
    self.files.allSatisfy { files.kind(of: $0) == .file }
  }

  /// Whether it comes with the program, and not with a package of its own.
  var isShipped: Bool {
    files.allSatisfy { if case .shipped = $0 { true } else { false } }
  }
}

/// A picture of a run, or of several.
public enum LabPanel: String, CaseIterable, Sendable, Hashable {
  /// Data loss of both parts, penalty and objective over the steps; the gap and the best epoch.
  case loss
  case accuracy
  /// The weights of a layer by size, over time, with the count of exact zeros.
  case histogram
  /// L1 and L2 norm over the steps.
  case norms
  /// A layer's weights as a heat map; of images the first layer as tiles.
  case weights
  /// For two inputs: the samples and the network's output around them.
  case surface
  /// A small network with activations, dropped units and links by weight.
  case network
  /// The largest, the smallest and the chosen weight with all digits, and the next update taken
  /// apart.
  case table
  /// Which classes are taken for which, and samples that are not found.
  case confusion
  /// How alike hidden units answer, and what the loss is without any single one of them.
  case units
  /// The runs beside each other in figures.
  case twins
}

/// A setting that a learner may turn in a lab.
public enum LabDial: String, CaseIterable, Sendable, Hashable {
  case learningRate = "learning_rate"
  case l1
  case l2
  case zeroRule = "l1_rule"
  case weightDecay = "weight_decay"
  case dropout
  case batchSize = "batch_size"
  case optimizer
  case noise
  case samples
  case validation
  case standardize
  case labelNoise = "label_noise"

  /// Whether it changes the samples, so that the run begins anew; the others are changed while it
  /// goes on, and the change is recorded.
  public var beginsAnew: Bool {
    switch self {
    case .learningRate, .l1, .l2, .zeroRule, .weightDecay, .dropout, .batchSize, .optimizer: false
    case .noise, .samples, .validation, .standardize, .labelNoise: true
    }
  }
}

/// Something to watch for, judged against the run.
public struct LabTask: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// To be brought about: "stop when 30 weights are exactly zero".
    case reach(LabCondition)
    /// To be said before the run: "which run overfits first?" The key is what the runs show when
    /// their epochs are over.
    case guess(LabGuess)
  }

  /// Small Markdown.
  public var question: String
  public var kind: Kind
  public var hints: [String]
  /// Shown when it is judged; `{{l1.zeros}}` in it is the figure of a run then, with `: 3` behind it
  /// rounded to so many significant digits. ``explanation(with:)`` puts the figures in.
  public var explanation: String?

  public init(question: String, kind: Kind, hints: [String] = [], explanation: String? = nil) {
    self.question = question
    self.kind = kind
    self.hints = hints
    self.explanation = explanation
  }
}

/// That a figure of a run is at least, or at most, so much.
public struct LabCondition: Sendable, Hashable {
  public enum Relation: String, CaseIterable, Sendable, Hashable {
    case atLeast = "at_least"
    case atMost = "at_most"
  }

  /// A run's id; `nil`: any of them.
  public var run: String?
  public var measure: RunMeasure
  public var relation: Relation
  public var value: Double

  public init(run: String?, measure: RunMeasure, relation: Relation, value: Double) {
    self.run = run
    self.measure = measure
    self.relation = relation
    self.value = value
  }

  /// `false` where the figure is missing or not a number.
  public func holds(for figure: Double?) -> Bool {
    guard let figure, !figure.isNaN else { return false }
    return relation == .atLeast ? figure >= value : figure <= value
  }
}

/// Which run has the largest, or the smallest, figure when the epochs are over.
public struct LabGuess: Sendable, Hashable {
  public enum Extreme: String, CaseIterable, Sendable, Hashable {
    case largest, smallest
  }

  public var measure: RunMeasure
  public var extreme: Extreme
  /// What to say to the guess of a run, by its id.
  public var feedback: [String: String]

  public init(measure: RunMeasure, extreme: Extreme, feedback: [String: String] = [:]) {
    self.measure = measure
    self.extreme = extreme
    self.feedback = feedback
  }

  /// The index of the run that the guess should name: of several equal ones the first; `nil` where
  /// no run has the figure.
  public func key(among figures: [Double?]) -> Int? {
    var best: (index: Int, figure: Double)?
    for (index, figure) in figures.enumerated() {
      guard let figure, !figure.isNaN else { continue }
      if let known = best?.figure, extreme == .largest ? figure <= known : figure >= known {
        continue
      }
      best = (index, figure)
    }
    return best?.index
  }
}
