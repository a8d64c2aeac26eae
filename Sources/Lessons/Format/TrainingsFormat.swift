import Regularization

/// The part of the lesson format that is about trainings and the steps that show them.
extension LessonFormat {
  private static func required(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: true, summary: summary)
  }

  private static func optional(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: false, summary: summary)
  }

  /// After more epochs nobody watches any more.
  static let epochLimit = 10_000

  static let trainingMappings = [training, samplesSection]
  static let taskMappings = [task, goal, bound, guess, turnedDials]

  /// A training file's sections, but for `stop`: in a lab it is the learner who stops.
  static let training = FormatMapping(
    name: "training", summary: "A training run: the sections of a training file.",
    keys: [
      required(
        "title", .text(limit: 40), "Heads its column; may be left out as well with `same_as`."),
      optional(
        "same_as", .id(.figure),
        "Another training; every section is as there, but for those that follow."),
    ]
      + TrainingFormat.file.keys.compactMap { key in
        var key = key
        switch key.name {
        case "format_version", "stop": return nil
        case "data": key.type = .mapping(samplesSection.name)
        case "epochs": key.type = .whole(1...epochLimit)
        default: break
        }
        return key
      },
    inheritanceKey: "same_as")

  static let samplesSection = FormatMapping(
    name: "samples section", summary: "The samples and how they are prepared.",
    keys: TrainingFormat.dataSection.keys.map { key in
      guard key.name == "set" else { return key }
      return required(
        "set", key.type, "A set by its name, or a file of the lesson's own folder.")
    } + [
      optional(
        "else", .choice(ShippedSet.all.filter(\.isShipped).map(\.name)),
        "The set to take where the first one is not installed.")
    ])

  /// The keys of a train step beside those that every step has.
  static let lab: [FormatKey] = [
    required(
      "runs", .list(.id(.figure), count: 1...LabPlan.runLimit),
      "One training, or up to four in lock-step."),
    required(
      "panels",
      .list(.choice(LabPanel.allCases.map(\.rawValue)), count: 1...LabPanel.allCases.count),
      "What is shown, in this order."),
    optional(
      "dials", .list(.choice(LabDial.allCases.map(\.rawValue)), count: 1...LabDial.allCases.count),
      "What the learner may turn; the rest is locked."),
    optional(
      "epochs", .whole(1...epochLimit),
      "After so many epochs the runs pause; those of the trainings, if not given."),
    optional(
      "tasks", .list(.mapping("task"), count: 1...20), "To be done or guessed, in this order."),
    optional(
      "claims_if_installed", .list(.claim, count: 1...listLimit),
      "What the prose says of the runs on a set that not every machine has, checked where it is."),
  ]

  static let task = FormatMapping(
    name: "task", summary: "Something to bring about, or to guess: one of the two.",
    keys: [
      optional("reach", .mapping("goal"), "What a run's figure has to become."),
      optional("guess", .mapping("guess"), "Which run's figure will be the extreme one."),
      required("question", .prose, "What the learner is asked."),
      optional("hints", .list(.prose, count: 1...20), "Shown one after the other."),
      optional(
        "with", .mapping("dial setting"), "Settings of the dials that reach the goal; checked."),
      optional(
        "feedback", .named(.prose), "What to say to the guess of a run, by the run's id."),
      optional("explain", .prose, "Shown when it is judged; may name figures of the runs."),
    ])

  static let goal = FormatMapping(
    name: "goal", summary: "A figure of a run, and what it has to be.",
    keys: [
      optional("run", .id(.figure), "Which run; any of them, if not given.")
    ]
      + RunMeasure.allCases.map { measure in
        optional(measure.rawValue, .mapping("bound"), "The figure, and its bound.")
      })

  static let bound = FormatMapping(
    name: "bound", summary: "One of the two.",
    keys: LabCondition.Relation.allCases.map { relation in
      optional(relation.rawValue, .number(.any), "The figure has to be \(relation.words) this.")
    })

  static let guess = FormatMapping(
    name: "guess", summary: "Which run has it when the epochs are over: one of the two.",
    keys: LabGuess.Extreme.allCases.map { extreme in
      optional(
        extreme.rawValue, .choice(RunMeasure.allCases.map(\.rawValue)),
        "The figure that is the \(extreme.rawValue) one of all runs.")
    })

  static let turnedDials = FormatMapping(
    name: "dial setting", summary: "Settings of the dials of a lab.",
    keys: LabDial.allCases.compactMap { dial in
      let sections = [TrainingFormat.change, TrainingFormat.dataSection]
      guard let key = sections.lazy.compactMap({ $0.key(dial.rawValue) }).first else { return nil }
      return optional(key.name, key.type, key.summary)
    })
}

extension LabCondition.Relation {
  /// “at least”
  var words: String { rawValue.replacing("_", with: " ") }
}
