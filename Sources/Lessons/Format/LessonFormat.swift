import Regularization

/// The lesson format: every mapping with its keys, in one table.
///
/// The decoder, its messages, the JSON schemas and the check of the written description all read it.
public enum LessonFormat {
  /// The version that this program reads.
  public static let version = 1
  /// The most weights that a lesson compares, and so on: beyond any screen.
  static let listLimit = 1000

  public static let mappings: [FormatMapping] =
    [course, lesson, source, replay, printedTable, printedRow, difference, because]
    + trainingMappings + maskMappings + [plot] + stepKinds.map(\.mapping)
    + [note, maskNote, ask, wrongAnswer] + questionMappings + taskMappings + tableMappings
    + plotMappings

  public static func mapping(_ name: String) -> FormatMapping? {
    mappings.first { $0.name == name }
  }

  /// The kinds of step, by the value of their key `kind`.
  public static let stepKinds: [(kind: String, mapping: FormatMapping)] = [
    ("text", textStep), ("replay", replayStep), ("predict", predictStep), ("train", trainStep),
    ("mask", maskStep), ("table", tableStep), ("plot", plotStep), ("question", questionStep),
  ]

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

  static let course = FormatMapping(
    name: "course", summary: "A course: its title and its lessons in order.",
    keys: [
      required("format_version", .version, "The version of the format: 1."),
      required("title", .text(limit: 80), "The course's title."),
      required(
        "lessons", .list(.id(.page), count: 1...listLimit),
        "The lessons' ids in the order in which they are taught; each is a file, ID.yaml."),
    ])

  static let lesson = FormatMapping(
    name: "lesson", summary: "A lesson: what it computes, and its steps.",
    keys: [
      required("format_version", .version, "The version of the format: 1."),
      required("id", .id(.page), "The file's name without its ending."),
      required("title", .text(limit: 50), "The lesson's title, at most 50 characters."),
      required("summary", .text(limit: 240), "One sentence for the course list."),
      required("minutes", .whole(1...60), "How long it takes, about."),
      required(
        "sources", .list(.mapping("source"), count: 1...listLimit),
        "Where the facts come from; at least one."),
      optional(
        "replays", .named(.mapping("replay")),
        "Runs of gradient descent by id, computed in exact decimals."),
      optional(
        "printed", .named(.mapping("printed table")),
        "Tables by id, as somebody printed them, held against a replay."),
      optional(
        "trainings", .named(.mapping("training")), "Training runs by id, trained in a lab."),
      optional(
        "masks", .named(.mapping("masked network")),
        "Small networks with dropout by id, gone through number by number."),
      optional("plots", .named(.mapping("plot")), "Drawn figures by id."),
      required(
        "steps", .list(.mapping("step"), count: 1...listLimit), "The pages of the lesson."),
    ])

  static let source = FormatMapping(
    name: "source", summary: "Where a fact comes from.",
    keys: [
      required("text", .text(limit: 300), "Author, year and title."),
      optional("link", .link, "Where to read it: https://…"),
    ])

  /// What is shared by a replay and by the settings that explain a printed figure.
  private static let settings: [FormatKey] = [
    required(
      "weights", .named(.decimal(.any)),
      "The weights by name, each with its initial value; at most 100."),
    optional(
      "gradient", .either(.decimal(.any), .named(.decimal(.any))),
      "The loss's gradient, the same in every iteration: one for all weights, or one for each."),
    optional(
      "target", .either(.decimal(.any), .named(.decimal(.any))),
      "Instead of `gradient`: the target c of the loss ½(θ − c)², one for all, or one for each."),
    required("penalty", .choice(PenaltyKind.allCases.map(\.rawValue)), "The penalty."),
    optional(
      "strength", .decimal(.zeroOrMore),
      "λ, 0 or more; needed by every penalty, not allowed with `none`."),
    optional(
      "l1_ratio", .decimal(.zeroToOne), "The share of L1 in the elastic net, which needs it."),
    optional(
      "l2_convention", .choice(L2Convention.allCases.map(\.rawValue)),
      "`half`: λ/2·θ², gradient λθ (the default); `full`: λ·θ², gradient 2λθ."),
    optional(
      "zero_rule", .choice(ZeroRule.allCases.map(\.rawValue)),
      "What L1 does at zero; `subgradient` is the default."),
    required("learning_rate", .decimal(.moreThanZero), "The learning rate η, more than 0."),
    optional(
      "round_step", .whole(0...ReplaySpec.placesLimit),
      "Rounds each step half up to so many places and carries the rounded chain on."),
    optional(
      "round_step_at", .named(.whole(0...ReplaySpec.placesLimit)),
      "Single steps that are rounded to other places: {\"θ1[3]\": 4} is θ1 in iteration 3."),
  ]

  static let replay = FormatMapping(
    name: "replay", summary: "A run of gradient descent.",
    keys: [
      required(
        "title", .text(limit: 40), "Heads its columns; may be left out as well with `same_as`."),
      optional(
        "same_as", .id(.figure), "Another replay; everything is as there, but for what follows."),
    ] + settings + [
      required(
        "iterations", .whole(1...ReplaySpec.iterationLimit), "How many iterations are computed.")
    ],
    inheritanceKey: "same_as")

  static let because = FormatMapping(
    name: "reason", summary: "Settings under which a printed figure comes out.",
    keys: settings.map { key in
      var key = key
      key.isRequired = false
      return key
    })

  static let printedTable = FormatMapping(
    name: "printed table", summary: "A table as somebody printed it.",
    keys: [
      required("replay", .id(.figure), "The replay that it is held against."),
      required("source", .text(limit: 200), "Where it is printed."),
      required(
        "rows", .list(.mapping("printed row"), count: 1...listLimit), "The printed figures."),
      optional(
        "differs", .list(.mapping("difference"), count: 1...listLimit),
        "Every figure that is not the computed one, with a reason that is checked."),
    ])

  static let printedRow = FormatMapping(
    name: "printed row", summary: "The printed figures of one weight in one iteration.",
    keys: [
      required("iteration", .whole(1...ReplaySpec.iterationLimit), "The iteration, from 1."),
      required("weight", .weightName, "The weight's name."),
    ]
      + UpdateField.allCases.map {
        optional($0.rawValue, .decimal(.any), "The printed figure, with the digits as printed.")
      })

  static let difference = FormatMapping(
    name: "difference", summary: "Printed figures that are not the computed ones.",
    keys: [
      required(
        "cells", .list(.cell, count: 1...listLimit), "The figures: \"θ2[5].after\"."),
      required(
        "because", .mapping("reason"),
        "The settings under which the figures come out as printed, digit for digit."),
      required("note", .prose, "What the learner should know about it."),
    ])

  static let stepHead: [FormatKey] = [
    required("id", .id(.page), "Stable, and unique in the lesson."),
    required(
      "kind",
      .choice(["text", "replay", "predict", "train", "mask", "table", "plot", "question"]),
      "What the step is."),
    required("title", .text(limit: 60), "The step's title, at most 60 characters."),
    required("text", .prose, "What the learner reads."),
  ]

  /// What a step of an unknown kind is held against: the kind that it may mean, or the keys of all.
  static func step(ofUnknownKind kind: String) -> FormatMapping {
    let meant = Suggestion.nearest(to: kind, among: stepKinds.map(\.kind))
    var keys = stepHead
    for step in stepKinds where meant == nil || step.kind == meant {
      for key in step.mapping.keys where !keys.contains(where: { $0.name == key.name }) {
        var key = key
        key.isRequired = false
        keys.append(key)
      }
    }
    return FormatMapping(name: "step", summary: "A page of the lesson.", keys: keys)
  }

  static let claims = optional(
    "claims", .list(.claim, count: 1...listLimit), "What the prose says, checked.")

  static let textStep = FormatMapping(
    name: "text step", summary: "Prose alone.", keys: stepHead + [claims])

  private static let panel: [FormatKey] = [
    required(
      "replays", .list(.id(.figure), count: 1...4), "One replay, or up to four in lock-step."),
    optional(
      "rows", .whole(0...ReplaySpec.iterationLimit),
      "Iterations already shown when the step opens; 0 is the default."),
    optional(
      "dials", .list(.choice(Dial.allCases.map(\.rawValue)), count: 1...Dial.allCases.count),
      "Settings that the learner may turn."),
    optional(
      "printed", .list(.id(.figure), count: 1...listLimit),
      "Printed tables shown beside the computed figures on a key."),
    optional(
      "notes", .list(.mapping("note"), count: 1...listLimit),
      "Remarks that appear when the table has grown to a row."),
  ]

  static let replayStep = FormatMapping(
    name: "replay step", summary: "A replay to step through.", keys: stepHead + panel + [claims])

  static let predictStep = FormatMapping(
    name: "predict step", summary: "A replay step in which the learner goes first.",
    keys: stepHead + panel + [
      required(
        "asks", .list(.mapping("ask"), count: 1...listLimit),
        "Predictions to make, in the order of their iterations."),
      claims,
    ])

  static let trainStep = FormatMapping(
    name: "train step", summary: "A lab: networks that train while the learner watches.",
    keys: stepHead + lab + [claims])

  static let maskStep = FormatMapping(
    name: "mask step", summary: "A small network with dropout, number by number.",
    keys: stepHead + maskPanel + [claims])

  static let tableStep = FormatMapping(
    name: "table step", summary: "A table of prose; its cells may open the steps that show them.",
    keys: stepHead + table + [claims])

  static let plotStep = FormatMapping(
    name: "plot step", summary: "A drawn figure, or two beside each other, with dials.",
    keys: stepHead + plotPanel + [claims])

  static let note = FormatMapping(
    name: "note", summary: "A remark that appears with a row.",
    keys: [
      required("row", .whole(0...ReplaySpec.iterationLimit), "The row that it appears with."),
      required("text", .prose, "The remark."),
    ])

  static let ask = FormatMapping(
    name: "ask", summary: "A figure that the learner names before it is revealed.",
    keys: [
      required("cell", .cell, "The figure, \"l1.θ2[5]\"; the key is computed from it."),
      optional("question", .prose, "Replaces the standard question."),
      optional(
        "places", .whole(0...ReplaySpec.placesLimit),
        "So many decimal places are enough; all, if not given."),
      optional("hints", .list(.prose, count: 1...20), "Shown one after the other."),
      optional(
        "wrong", .list(.mapping("wrong answer"), count: 1...50),
        "Wrong answers that are worth an answer of their own."),
      optional("explain", .prose, "Shown with the figure."),
    ])

  static let wrongAnswer = FormatMapping(
    name: "wrong answer", summary: "A wrong answer that a learner may well give.",
    keys: [
      required("answer", .expression, "The answer: a figure or an expression."),
      required("say", .prose, "What to say to it."),
    ])
}
