import Regularization

/// Every mapping of a course's files.
enum LessonFormat {
  static let version = 1
  static let titleLimit = 50
  static let stepTitleLimit = 60

  static let course = MappingFormat(
    what: "a course",
    keys: [
      formatVersion,
      KeyFormat(name: "title", value: .text(limit: 70), isRequired: true, help: "Heads the list."),
      KeyFormat(
        name: "lessons", value: .list(.identifier, fewest: 1), isRequired: true,
        help: "The ids of the lessons in order; each is a file, ID.yaml."),
    ])

  static let lesson = MappingFormat(
    what: "a lesson",
    keys: [
      formatVersion,
      KeyFormat(
        name: "id", value: .identifier, isRequired: true,
        help: "The file's name without its ending."),
      KeyFormat(
        name: "title", value: .text(limit: titleLimit), isRequired: true, help: "Heads every page."),
      KeyFormat(
        name: "summary", value: .text(limit: 300), isRequired: true,
        help: "One sentence for the list of lessons."),
      KeyFormat(
        name: "minutes", value: .integer(1...60), isRequired: true, help: "How long it takes."),
      KeyFormat(
        name: "sources", value: .list(.mapping(source), fewest: 1), isRequired: true,
        help: "Where its facts come from."),
      KeyFormat(
        name: "replays", value: .names(.mapping(replay)),
        help: "Runs of gradient descent that are computed in exact decimals, by id."),
      KeyFormat(
        name: "printed", value: .names(.mapping(printed)),
        help: "Tables as somebody printed them, by id."),
      KeyFormat(
        name: "steps", value: .list(.mapping(step), fewest: 1), isRequired: true,
        help: "The pages."),
    ])

  private static let formatVersion = KeyFormat(
    name: "format_version", value: .integer(version...version), isRequired: true,
    help: "The version of this format: \(version).")

  static let source = MappingFormat(
    what: "a source",
    keys: [
      KeyFormat(name: "text", value: .text(limit: 300), isRequired: true, help: "Who, when, what."),
      KeyFormat(name: "link", value: .text(limit: 300), help: "https://…"),
    ])

  static let settings: [KeyFormat] = [
    KeyFormat(
      name: "penalty", value: .choice(PenaltyKind.allCases.map(\.rawValue)), help: "The penalty."),
    KeyFormat(name: "strength", value: .decimal, help: "λ, 0 or more."),
    KeyFormat(name: "l1_ratio", value: .decimal, help: "The elastic net's share of L1, 0 to 1."),
    KeyFormat(
      name: "l2_convention", value: .choice(L2Convention.allCases.map(\.rawValue)),
      help: "half: λ/2·θ² (the usual update); full: λ·θ²."),
    KeyFormat(
      name: "zero_rule", value: .choice(ZeroRule.allCases.map(\.rawValue)),
      help: "What the L1 part does at zero."),
    KeyFormat(name: "learning_rate", value: .decimal, help: "η, more than 0."),
    KeyFormat(
      name: "iterations", value: .integer(1...ReplaySpec.iterationLimit), help: "How many."),
    KeyFormat(
      name: "round_step", value: .integer(0...ReplaySpec.placesLimit),
      help: "Round each step half up to so many places and carry the rounded chain on."),
    KeyFormat(
      name: "round_step_at", value: .names(.integer(0...ReplaySpec.placesLimit)),
      help: "Steps that are rounded to other places: {\"θ1[3]\": 4}."),
  ]

  static let replay = MappingFormat(
    what: "a replay",
    keys: [
      KeyFormat(
        name: "title", value: .text(limit: 30),
        help: "Heads its columns; needed unless “same_as” has one."),
      KeyFormat(
        name: "same_as", value: .identifier,
        help: "Another replay of the lesson whose settings hold where none is given here."),
      KeyFormat(
        name: "weights", value: .names(.decimal), help: "The initial weights by name."),
      KeyFormat(
        name: "gradient", value: .either(.decimal, .names(.decimal)),
        help: "A constant gradient of the data loss: one for all weights, or one for each."),
      KeyFormat(
        name: "target", value: .either(.decimal, .names(.decimal)),
        help: "c of the data loss ½(θ − c)²: one for all weights, or one for each."),
    ] + settings)

  static let printed = MappingFormat(
    what: "a printed table",
    keys: [
      KeyFormat(
        name: "replay", value: .identifier, isRequired: true, help: "What it is held against."),
      KeyFormat(
        name: "source", value: .text(limit: 200), isRequired: true, help: "Where it is printed."),
      KeyFormat(
        name: "rows", value: .list(.mapping(printedRow), fewest: 1), isRequired: true,
        help: "The printed figures."),
      KeyFormat(
        name: "differs", value: .list(.mapping(difference), fewest: 1),
        help: "The figures that are not the computed ones, and why."),
    ])

  static let printedRow = MappingFormat(
    what: "a printed row",
    keys: [
      KeyFormat(
        name: "iteration", value: .integer(1...ReplaySpec.iterationLimit), isRequired: true,
        help: "1 is the first."),
      KeyFormat(name: "weight", value: .text(limit: 40), isRequired: true, help: "Its name."),
    ]
      + UpdateField.allCases.map {
        KeyFormat(name: $0.rawValue, value: .decimal, help: "As it is printed.")
      })

  static let difference = MappingFormat(
    what: "a difference",
    keys: [
      KeyFormat(
        name: "cells", value: .list(.text(limit: 60), fewest: 1), isRequired: true,
        help: "The figures meant: \"θ2[5].after\"."),
      KeyFormat(
        name: "because",
        value: .mapping(MappingFormat(what: "a reason", keys: settings)), isRequired: true,
        help: "The settings under which the printed figures come out digit for digit."),
      KeyFormat(
        name: "note", value: .text(limit: 400), isRequired: true,
        help: "What the learner should know about it."),
    ])

  static let step = MappingFormat(
    what: "a step",
    keys: [
      KeyFormat(name: "id", value: .identifier, isRequired: true, help: "Stable and unique."),
      KeyFormat(
        name: "kind", value: .choice(["text", "replay", "predict"]), isRequired: true,
        help: "What the page is."),
      KeyFormat(
        name: "title", value: .text(limit: stepTitleLimit), isRequired: true, help: "Heads the page."),
      KeyFormat(name: "text", value: .markdown, isRequired: true, help: "The page's prose."),
      KeyFormat(
        name: "replays", value: .list(.identifier, fewest: 1),
        help: "One replay, or up to four in lock-step."),
      KeyFormat(
        name: "rows", value: .integer(0...ReplaySpec.iterationLimit),
        help: "How many iterations are shown when the page opens."),
      KeyFormat(
        name: "dials", value: .list(.choice(Dial.allCases.map(\.rawValue)), fewest: 1),
        help: "What the learner may turn."),
      KeyFormat(
        name: "printed", value: .list(.identifier, fewest: 1),
        help: "Printed tables whose figures a key shows beside the computed ones."),
      KeyFormat(
        name: "notes", value: .list(.mapping(note), fewest: 1),
        help: "Remarks that appear when the table has grown to a row."),
      KeyFormat(
        name: "asks", value: .list(.mapping(ask), fewest: 1), help: "Predictions to make."),
      KeyFormat(
        name: "claims", value: .list(.expression, fewest: 1),
        help: "What the prose says about the replays, checked: \"l1.θ2.zeros = 4\"."),
    ])

  static let note = MappingFormat(
    what: "a note",
    keys: [
      KeyFormat(
        name: "row", value: .integer(0...ReplaySpec.iterationLimit), isRequired: true,
        help: "The iteration that it comes with."),
      KeyFormat(name: "text", value: .markdown, isRequired: true, help: "One or two sentences."),
    ])

  static let ask = MappingFormat(
    what: "a prediction",
    keys: [
      KeyFormat(
        name: "cell", value: .expression, isRequired: true,
        help: "The figure asked for: \"l1.θ2[5]\"."),
      KeyFormat(name: "question", value: .markdown, help: "Replaces the standard question."),
      KeyFormat(
        name: "places", value: .integer(0...ReplaySpec.placesLimit),
        help: "So many decimal places are enough."),
      KeyFormat(
        name: "hints", value: .list(.markdown, fewest: 1), help: "From a nudge to nearly all."),
      KeyFormat(
        name: "wrong", value: .list(.mapping(wrong), fewest: 1),
        help: "Answers that are worth an answer of their own."),
      KeyFormat(name: "explain", value: .markdown, help: "Shown with the figure."),
    ])

  static let wrong = MappingFormat(
    what: "a foreseen answer",
    keys: [
      KeyFormat(
        name: "answer", value: .expression, isRequired: true, help: "What a learner may answer."),
      KeyFormat(name: "say", value: .markdown, isRequired: true, help: "What to say to it."),
    ])
}
