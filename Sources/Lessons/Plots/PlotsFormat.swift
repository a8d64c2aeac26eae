import Regularization

/// The part of the lesson format that is about drawn figures.
extension LessonFormat {
  static let plotMappings = [plotStop]

  /// A plot as `plots` names it.
  static let plot = FormatMapping(
    name: "plot", summary: "A drawn figure, computed in exact decimals.",
    keys: [
      key("title", .text(limit: 40), "Stands above it; may be left out as well with `same_as`."),
      key(
        "same_as", .id(.figure), "Another plot; everything is as there, but for what follows.",
        isRequired: false),
      key(
        "shows", .choice(PlotSpec.Kind.allCases.map(\.rawValue)),
        "`geometry`: contours of the loss ½(θ − c)ᵀH(θ − c) of two weights, and the penalty’s "
          + "region; `shrinkage`: S(c, λ) and c/(1 + λ) over c; `penalty`: λ|θ|, λ/2·θ² and their "
          + "gradients."),
      key(
        "penalty", .choice(plotPenalties.map(\.rawValue)),
        "Of a geometry, which needs it.", isRequired: false),
      key("strength", .decimal(.zeroOrMore), "λ, 0 or more."),
      key(
        "l1_ratio", .decimal(.zeroToOne), "The share of L1 in the elastic net, which needs it.",
        isRequired: false),
      key(
        "target", .either(.decimal(.any), .list(.decimal(.any), count: 2...2)),
        "c: two figures for a geometry, one for a shrinkage.", isRequired: false),
      key(
        "curvature", .list(.decimal(.moreThanZero), count: 2...2),
        "The diagonal of H, of a geometry; [1, 1] is the default.", isRequired: false),
      key(
        "coupling", .decimal(.any),
        "H’s other entry; 0 is the default. Its square is less than the product of the curvatures.",
        isRequired: false),
      key(
        "weight", .decimal(.any), "θ at which penalties are read; 1 is the default.",
        isRequired: false),
    ], inheritanceKey: "same_as")

  static let plotPenalties: [PenaltyKind] = [.l1, .l2, .elasticNet]

  /// The keys of a plot step beside those that every step has.
  static let plotPanel: [FormatKey] = [
    key(
      "plots", .list(.id(.figure), count: 1...2),
      "One plot, or two that show the same, beside each other."),
    key(
      "dials",
      .list(.choice(PlotDial.allCases.map(\.rawValue)), count: 1...PlotDial.allCases.count),
      "Settings that the learner may turn.", isRequired: false),
    key(
      "stops", .list(.mapping("stop"), count: 1...50),
      "Where the learner is led by the key for next, in this order.", isRequired: false),
  ]

  static let plotStop = FormatMapping(
    name: "stop", summary: "A setting that the learner is led to, with what to see there.",
    keys: [
      key(
        "at", .decimal(.any), "λ there, 0 or more; of a plot that shows `penalty`, the weight."),
      key("text", .prose, "What to see there."),
    ])

  private static func key(
    _ name: String, _ type: FormatType, _ summary: String, isRequired: Bool = true
  ) -> FormatKey {
    FormatKey(name: name, type: type, isRequired: isRequired, summary: summary)
  }
}
