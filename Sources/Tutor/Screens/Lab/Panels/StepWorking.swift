import Regularization
import TerminalUI

/// The next update on its way to the chosen weight, written out with the weight's own numbers.
///
/// Numbers are rounded to six significant digits, so that a line can be checked by hand; the new
/// weight has all its digits.
struct StepWorking {
  private let preview: StepPreview
  private let run: RunObservation
  private let settings: LabSettings
  private let samples: SampleSummary
  private var update: UpdateExplanation { preview.update }
  private var layer: LayerSpec { run.network.layers[update.place.layer] }

  /// `nil` where nothing is known of the next update.
  init?(_ picture: LabPicture) {
    guard let preview = picture.run.preview,
      picture.run.network.layers.indices.contains(preview.update.place.layer)
    else { return nil }
    self.preview = preview
    run = picture.run
    settings = LabSettings(picture, run: picture.front)
    samples = picture.samples
  }

  /// The lines of one part of the update.
  func lines(_ part: LabSubStep) -> [String] {
    switch part {
    case .forward: forward
    case .loss: loss
    case .backward: backward
    case .update: updating
    }
  }

  // MARK: Forward

  private var forward: [String] {
    let source = update.place.layer == 0 ? "the input" : "the unit before"
    var lines = [
      "sample \((preview.sample + 1).grouped) of \(run.trainingSamples.grouped), "
        + "first of a batch of \(preview.rows)"
    ]
    if update.place.input == nil {
      lines.append("x = 1, as for every bias")
    } else if preview.isInputDropped {
      lines.append("x = 0: \(source) is dropped for this sample")
    } else {
      let p = settings.dropProbability(ofLayer: update.place.layer)
      let scaled = p > 0 ? ", scaled by 1/(1 − \(term(p)))" : ""
      lines.append("x = \(term(preview.input)), what \(source) gives\(scaled)")
    }
    let name = update.place.input == nil ? "b" : "w"
    let own =
      update.place.input == nil
      ? term(update.before) : "\(term(preview.input))·\(factor(update.before))"
    lines.append(
      "z = b + Σx·w = \(term(preview.weightedSum)), of which x·\(name) = \(own) = "
        + term(preview.input * update.before))
    lines.append("a = \(layer.activation.rawValue)(z) = \(term(preview.output))")
    if preview.isOutputDropped {
      lines.append("the unit is dropped for this sample: the next layer is fed 0")
    }
    return lines
  }

  // MARK: Loss

  private var loss: [String] {
    let outputs = preview.networkOutputs.map(term).joined(separator: "  ")
    let more = run.network.outputs > preview.networkOutputs.count ? " …" : ""
    return [
      "outputs y = \(outputs)\(more)", "wanted: \(target)",
      "loss of the sample = \(lossFormula) = \(term(preview.sampleLoss))",
      "mean over the batch of \(preview.rows) = \(term(preview.batchLoss))",
    ]
  }

  private var target: String {
    guard samples.isOfClasses, let number = Int(exactly: preview.target) else {
      return term(preview.target)
    }
    let names = samples.classNames
    return "class \(number)" + (names.indices.contains(number) ? " (\(names[number]))" : "")
  }

  private var lossFormula: String {
    switch run.loss {
    case .crossEntropy: "−log softmax(y)[class]"
    case .logistic: "log(1 + e^y) − t·y"
    case .squaredError: "Σ(y − t)²"
    case .halfSquaredError: "½Σ(y − t)²"
    }
  }

  // MARK: Backward

  private var backward: [String] {
    var lines = [
      "δ = ∂loss/∂z of the unit = \(term(preview.delta)) for this sample",
      "x·δ = \(term(preview.input))·\(factor(preview.delta)) = \(term(preview.sampleGradient))",
    ]
    let clipped = run.spec.clip == nil ? "" : ", clipped"
    lines.append(
      "g = mean of x·δ over the batch of \(preview.rows)\(clipped) = \(term(update.dataGradient))")
    if preview.isInputDropped || preview.isOutputDropped {
      lines.append("through what is dropped no gradient comes back")
    }
    return lines
  }

  // MARK: Update

  private var updating: [String] {
    gradientLines + momentLines + [result] + zeroRuleLines
  }

  private var penalty: Penalty { settings.penalty(ofLayer: update.place.layer) }

  private var gradientLines: [String] {
    let total = update.dataGradient + update.l2Gradient + update.l1Gradient
    var parts = ["g = \(term(update.dataGradient))"]
    var names = ["data"]
    if update.l2Gradient != 0 {
      parts.append("\(term(penalty.l2Factor))·\(factor(update.before))")
      names.append("L2")
    }
    if update.l1Gradient != 0 {
      parts.append("\(term(penalty.l1))·sign\(bracketed(update.before))")
      names.append("L1")
    }
    guard parts.count > 1 else { return ["\(parts[0]), no penalty in the gradient"] }
    return [
      "\(parts.joined(separator: " + ")) = \(term(total))   (\(names.joined(separator: " + ")))"
    ]
  }

  private var momentLines: [String] {
    let optimizer = settings.optimizer
    let first = update.firstMoment.map(term) ?? ""
    let second = update.secondMoment.map(term) ?? ""
    switch optimizer.kind {
    case .sgd: return []
    case .momentum, .nesterov:
      let gradient = optimizer.velocityForm == .gradients ? "g" : "\(term(run.learningRate))·g"
      let velocity = "u ← \(term(optimizer.momentum))·u + \(gradient) = \(first)"
      guard optimizer.kind == .nesterov else { return [velocity] }
      return [velocity, "\(gradient) + \(term(optimizer.momentum))·u = \(term(update.direction))"]
    case .rmsprop:
      let rest = term(1 - optimizer.smoothing)
      return [
        "v ← \(term(optimizer.smoothing))·v + \(rest)·g² = \(second)",
        "\(divisorFormula) = \(term(update.divisor))",
      ]
    case .adam, .adamw:
      return [
        "m ← \(term(optimizer.beta1))·m + \(term(1 - optimizer.beta1))·g = \(first)",
        "v ← \(term(optimizer.beta2))·v + \(term(1 - optimizer.beta2))·g² = \(second)",
        "\(divisorFormula) = \(term(update.divisor))" + rateFormula,
      ]
    }
  }

  private var divisorFormula: String {
    let optimizer = settings.optimizer
    let corrects = optimizer.kind != .rmsprop && optimizer.correctsBias
    let moment = corrects ? "v/(1 − β₂ᵗ)" : "v"
    switch optimizer.epsilonPlacement {
    case .outsideRoot: return "√(\(moment)) + ε"
    case .beforeCorrection: return corrects ? "√(\(moment)) + ε/√(1 − β₂ᵗ)" : "√v + ε"
    case .insideRoot: return "√(\(moment) + ε)"
    }
  }

  private var rateFormula: String {
    settings.optimizer.correctsBias ? ",  η/(1 − β₁ᵗ) = \(term(update.rate))" : ""
  }

  /// `w ← 0.52 − 5.2e-06 − 0.001·0.83/0.91 = 0.5190824`
  private var result: String {
    let name = update.place.input == nil ? "b" : "w"
    var terms = term(update.before)
    if update.decayed != 0 { terms += " − \(bracketedIfNegative(update.decayed)) (decay)" }
    let step = update.rate == 1 ? "" : "\(term(update.rate))·"
    var direction = step.isEmpty ? bracketedIfNegative(update.direction) : factor(update.direction)
    if hasDivisor { direction += "/\(term(update.divisor))" }
    return "\(name) ← \(terms) − \(step)\(direction) = \(run.typographic(update.beforeZeroRule))"
  }

  private var hasDivisor: Bool { update.secondMoment != nil }

  private var zeroRuleLines: [String] {
    guard penalty.l1 > 0, update.place.input != nil || settings.penalizesBiases else { return [] }
    switch penalty.zeroRule {
    case .subgradient: return []
    case .hold:
      guard update.after != update.beforeZeroRule else { return [] }
      return ["hold: the update reaches or crosses zero, so the weight is put at 0"]
    case .proximal:
      let threshold = run.learningRate * penalty.l1
      return [
        "S(\(term(update.beforeZeroRule)), η·λ₁ = \(term(threshold))) = "
          + run.typographic(update.after)
          + (update.after == 0 ? ": within the threshold, exactly 0" : "")
      ]
    }
  }

  // MARK: Numbers

  private func term(_ value: Double) -> String {
    RunObservation.minus(value.rounded(significantDigits: 6))
  }

  /// A number behind a multiplication sign.
  private func factor(_ value: Double) -> String { bracketedIfNegative(value) }

  private func bracketedIfNegative(_ value: Double) -> String {
    value < 0 ? bracketed(value) : term(value)
  }

  private func bracketed(_ value: Double) -> String { "(\(term(value)))" }
}

extension RunObservation {
  /// All digits of a weight, with a minus sign instead of a hyphen.
  func typographic(_ value: Double) -> String { RunObservation.minus(digits(value)) }

  static func minus(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
