import Regularization

/// Figures of several masks: all of them, drawn ones, and what is scaled when.
extension MaskFigures {
  /// The layer that an index names; the only one that is dropped need not be named.
  func layer(at position: Int) throws(Failure) -> Int {
    let layers = mask.spec.network.layers.count
    guard reference.indices.count > position else {
      let dropping = mask.spec.droppingLayers
      if dropping.count == 1 { return dropping[0] }
      throw scope.fail(
        reference.range,
        dropping.isEmpty
          ? "nothing is dropped here" : "which layer is meant? several are dropped",
        remedy: dropping.isEmpty
          ? "give the network a drop probability"
          : "write [\(dropping[0])], 0 for the inputs")
    }
    let index = reference.indices[position]
    guard index.value < layers else {
      throw scope.fail(
        index.range, "there is no layer \(index.value) that could be dropped",
        remedy: layers == 1
          ? "write 0: the inputs" : "it must be from 0, the inputs, to \(layers - 1)")
    }
    return index.value
  }

  /// The sample that an index names, 0-based; the only one need not be named.
  private func sample(at position: Int) throws(Failure) -> Int {
    let count = mask.spec.inputs.count
    guard reference.indices.count > position else {
      if count == 1 { return 0 }
      throw scope.fail(
        reference.range, "which sample is meant? there are \(count)",
        remedy: "give its number in the brackets behind “\(reference.member.text)”")
    }
    let index = reference.indices[position]
    guard 1...count ~= index.value else {
      throw scope.fail(
        index.range, "there is no sample \(index.value)",
        remedy: "samples are counted from 1 to \(count)")
    }
    return index.value - 1
  }

  /// The unit of a field, 0-based; the only one need not be named.
  private func unit(of count: Int) throws(Failure) -> Int {
    guard let index = reference.fieldIndices.first else {
      if count == 1 { return 0 }
      throw scope.fail(
        reference.range, "which unit is meant? there are \(count)",
        remedy: "write [1] behind it for the first")
    }
    if let second = reference.fieldIndices.dropFirst().first {
      throw scope.fail(
        second.range, "one number in brackets is enough here", remedy: "take it out")
    }
    guard 1...count ~= index.value else {
      throw scope.fail(
        index.range, "there is no unit \(index.value)",
        remedy: count == 1 ? "there is one; write 1" : "units are counted from 1 to \(count)")
    }
    return index.value - 1
  }

  // MARK: All masks

  enum StageField: String, CaseIterable {
    case sum, activation, output

    var stage: ExpectationStage {
      switch self {
      case .sum: .sums
      case .activation: .activations
      case .output: .outputs
      }
    }
  }

  func enumerated(isExpected: Bool) throws(Failure) -> MaskFigure {
    let layer = try layer(at: 0)
    let sample = try sample(at: 1)
    try refuseIndices(after: 2)
    let stage: StageField = try field(
      isExpected ? "a mean over all masks" : "what is given at inference",
      example: "\(nameWithIndices).output[1]", isNumbered: true)
    switch mask.expectation(ofSample: sample, layer: layer) {
    case .failure(let problem):
      throw scope.fail(reference.range, problem.message, remedy: problem.remedy)
    case .success(let expectation):
      let values =
        isExpected ? expectation.expected(stage.stage) : expectation.inference(stage.stage)
      return .exact(values[try unit(of: values.count)])
    }
  }

  // MARK: Drawn masks

  enum DrawnField: String, CaseIterable {
    case output, smallest, largest, deviation, distinct
  }

  func drawn() throws(Failure) -> MaskFigure {
    guard let count = reference.index, MaskRanges.drawnInLesson ~= count.value else {
      throw scope.fail(
        reference.index?.range ?? reference.range, "how many masks are drawn?",
        remedy: "write \(reference.head.text).drawn[64].output[1]; from 1 to "
          + "\(MaskRanges.drawnInLesson.upperBound) are allowed")
    }
    let sample = try sample(at: 1)
    let only = reference.indices.count > 2 ? try layer(at: 2) : nil
    try refuseIndices(after: 3)
    let field: DrawnField = try field(
      "drawn masks", example: "\(nameWithIndices).output[1]",
      isNumbered: true)
    let spread = mask.drawnMasks(count.value, sample: sample, layer: only)
      .spread(ofOutput: try unit(of: mask.spec.network.outputs))
    switch field {
    case .output: return .binary(spread.mean)
    case .smallest: return .binary(spread.smallest)
    case .largest: return .binary(spread.largest)
    case .deviation: return .binary(spread.deviation)
    case .distinct: return .count(spread.distinct)
    }
  }

  // MARK: Conventions

  enum ConventionField: String, CaseIterable {
    case training, inference, drawn
  }

  /// The mean activation of a layer's inputs under a convention.
  func compared(_ convention: DropoutConvention) throws(Failure) -> MaskFigure {
    let layer = try layer(at: 0)
    try refuseIndices(after: 1)
    let field: ConventionField = try field(
      "a convention", example: "\(nameWithIndices).training", isNumbered: true)
    var masks = 1
    if field == .drawn {
      guard let count = reference.fieldIndices.first, reference.fieldIndices.count == 1,
        MaskRanges.drawnInLesson ~= count.value
      else {
        throw scope.fail(
          reference.range, "how many masks are drawn?", remedy: "write \(nameWithIndices).drawn[64]"
        )
      }
      masks = count.value
    } else if let index = reference.fieldIndices.first {
      throw scope.fail(
        index.range, "“\(field.rawValue)” is one figure", remedy: "take the brackets behind it out")
    }
    let all = mask.spec.conventionComparisons(
      ofLayer: layer, parameters: mask.spec.parameters, masks: masks)
    guard let comparison = all.first(where: { $0.convention == convention }) else {
      throw .blocked(by: reference.head.text)
    }
    switch field {
    case .training: return .binary(comparison.expected)
    case .inference: return .binary(comparison.inference)
    case .drawn: return .binary(comparison.drawn)
    }
  }
}

extension MaskRanges {
  /// Masks that a figure in prose draws: no more than a learner waits for.
  static let drawnInLesson = 1...10_000
}
