import ArgumentParser
import Regularization

/// The numbers of a network in the digits in which they were typed.
struct MaskDecimals {
  /// Layer after layer the weights, input by input, then the biases.
  var parameters: [ExactDecimal]
  /// Of each sample.
  var inputs: [[ExactDecimal]]
  /// Of the network's inputs, then of the hidden layers' outputs; one of these may stand for all.
  var inputDropProbability: ExactDecimal
  var dropProbabilities: [ExactDecimal]

  /// *Throws*: `ValidationError` where one of them is no decimal.
  init(parameters: String, inputs: [String], _ network: NetworkOptions) throws {
    self.parameters = try MaskDecimals.list(parameters, of: "--parameters")
    self.inputs = try inputs.map { try MaskDecimals.list($0, of: "--inputs") }
    inputDropProbability =
      try network.inputDropout.map { try MaskDecimals.number($0, of: "--input-dropout") } ?? .zero
    dropProbabilities =
      try network.dropout.map { try MaskDecimals.list($0, of: "--dropout") } ?? []
  }

  func dropProbability(ofLayer layer: Int) -> ExactDecimal {
    guard layer > 0 else { return inputDropProbability }
    guard dropProbabilities.count > 1 else { return dropProbabilities.first ?? .zero }
    return layer <= dropProbabilities.count ? dropProbabilities[layer - 1] : .zero
  }

  static func list(_ text: String, of option: String) throws -> [ExactDecimal] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map {
      try number(String($0), of: option)
    }
  }

  static func number(_ text: String, of option: String) throws -> ExactDecimal {
    do throws(DecimalSyntaxError) {
      return try ExactDecimal(parsing: text)
    } catch {
      throw GivenSettings.refusal(option, text, "\(error); give a decimal such as 0.1 or 1e-3")
    }
  }
}
