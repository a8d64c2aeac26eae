import Regularization

/// The part of the lesson format that is about networks with dropout and the steps that show them.
extension LessonFormat {
  private static func optional(
    _ name: String, _ type: FormatType, _ summary: String
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: false, summary: summary)
  }

  static let maskMappings = [
    maskedNetwork, MaskFileFormat.layer, MaskFileFormat.samples, MaskFileFormat.penalty,
  ]

  /// A mask file's keys.
  static let maskedNetwork = FormatMapping(
    name: "masked network", summary: "A small network with dropout: the keys of a mask file.",
    keys: [
      optional(
        "same_as", .id(.figure),
        "Another masked network; everything is as there, but for what follows.")
    ] + MaskFileFormat.file.keys.filter { $0.name != "format_version" },
    inheritanceKey: "same_as")

  /// The keys of a mask step beside those that every step has.
  static let maskPanel: [FormatKey] = [
    FormatKey(name: "mask", type: .id(.figure), isRequired: true, summary: "The masked network."),
    optional(
      "views",
      .list(.choice(MaskView.allCases.map(\.rawValue)), count: 1...MaskView.allCases.count),
      "What can be looked at; the first is shown when the step opens; network, if not given."),
    optional(
      "dials",
      .list(.choice(MaskDial.allCases.map(\.rawValue)), count: 1...MaskDial.allCases.count),
      "What the learner may turn."),
    optional(
      "iteration", .whole(MaskRanges.iterations),
      "The iteration that is shown when the step opens; 1 is the default."),
    optional(
      "masks", .whole(MaskRanges.masks), "How many masks are drawn at first; 64 is the default."),
    optional(
      "layer", .whole(0...MaskRanges.layers.upperBound),
      "Whose units are dropped in the views expectation and conventions, 0: the inputs; the first "
        + "layer that is dropped, if not given."),
    optional(
      "notes", .list(.mapping("mask note"), count: 1...listLimit),
      "Remarks that appear with an iteration."),
  ]

  static let maskNote = FormatMapping(
    name: "mask note", summary: "A remark that appears with an iteration.",
    keys: [
      FormatKey(
        name: "iteration", type: .whole(MaskRanges.iterations), isRequired: true,
        summary: "The iteration that it appears with."),
      FormatKey(name: "text", type: .prose, isRequired: true, summary: "The remark."),
    ])
}
