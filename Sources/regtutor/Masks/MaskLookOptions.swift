import ArgumentParser
import Regularization

/// What `regtutor mask` shows of the network as it is given, instead of training it.
struct MaskLookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      All 2ⁿ masks of a layer (0: the inputs) with their exact probabilities, and their mean beside \
      the output at inference.
      """, valueName: "layer"))
  var enumerate: String?

  @Option(
    help: ArgumentHelp(
      """
      What a layer's units feed on average (0: the inputs), in training and at inference, under \
      each convention: inverted, original, scaled-by-p.
      """, valueName: "layer"))
  var conventions: String?

  @Flag(
    help: """
      Each sample in training and in inference mode, unit by unit, and what the network answers when \
      the mode is forgotten.
      """)
  var modes = false

  @Option(
    help: ArgumentHelp(
      """
      The mean of the outputs over so many drawn masks, beside inference; 1 to \
      \(MaskRanges.masks.upperBound). With --conventions and --modes: how many are drawn. \
      (default there: \(MaskLook.usualMasks))
      """, valueName: "count"))
  var masks: String?

  /// *Throws*: `ValidationError` where more than one thing is asked for.
  func look() throws -> MaskLook {
    let asked = [
      enumerate.map { ("--enumerate", $0) }, conventions.map { ("--conventions", $0) },
      modes ? ("--modes", nil) : nil,
    ].compactMap { $0 }
    if asked.count > 1 {
      throw ValidationError(
        "\(asked[1].0): \(asked[0].0) asks for something else already; give one of them")
    }
    let count = try masks.map { text in
      let count = try GivenSettings.whole(text, of: "--masks")
      guard MaskRanges.masks ~= count else {
        throw GivenSettings.refusal(
          "--masks", text,
          "give a whole number from \(MaskRanges.masks.lowerBound) to "
            + "\(MaskRanges.masks.upperBound)")
      }
      return count
    }
    if let enumerate { return .enumeration(layer: enumerate) }
    if let conventions {
      return .conventions(layer: conventions, masks: count ?? MaskLook.usualMasks)
    }
    if modes { return .modes(masks: count ?? MaskLook.usualMasks) }
    return count.map(MaskLook.drawn) ?? .training
  }
}

/// How a network with dropout is looked at. Layers are as they were typed.
enum MaskLook: Equatable {
  case training
  case enumeration(layer: String)
  case conventions(layer: String, masks: Int)
  case modes(masks: Int)
  case drawn(masks: Int)

  static let usualMasks = 1000

  /// The option that asks for it.
  var option: String? {
    switch self {
    case .training: nil
    case .enumeration: "--enumerate"
    case .conventions: "--conventions"
    case .modes: "--modes"
    case .drawn: "--masks"
    }
  }

  /// The tables that CSV can have of it.
  var tables: [MaskTable] {
    switch self {
    case .training: [.units, .weights, .losses]
    case .modes: [.units, .answers]
    case .enumeration, .conventions, .drawn: []
    }
  }
}
