extension DataSpec {
  /// *Throws*: ``DataProblem`` for the first setting that is out of range.
  public func check() throws(DataProblem) {
    if case .generated = source {
      guard 2...DataSpec.sampleLimit ~= samples else {
        throw DataProblem(
          "\(samples) samples cannot be computed", remedy: "take 2 to \(DataSpec.sampleLimit)")
      }
      guard 0...1 ~= noise else {
        throw DataProblem("the noise cannot be \(noise)", remedy: "take a number from 0 to 1")
      }
      try checkHasNoColumns(source.name)
    }
    if let validationShare {
      guard 0...0.9 ~= validationShare else {
        throw DataProblem(
          "the share of samples for validation cannot be \(validationShare)",
          remedy: "take a number from 0 to 0.9")
      }
    }
    if let trainingLimit {
      guard trainingLimit >= 1 else {
        throw DataProblem(
          "the limit of training samples cannot be \(trainingLimit)", remedy: "take 1 or more")
      }
    }
    guard 0...1 ~= labelNoise else {
      throw DataProblem(
        "the share of labels that are replaced cannot be \(labelNoise)",
        remedy: "take a number from 0 to 1")
    }
  }

  /// *Throws*: ``DataProblem`` where a setting is about columns that a set does not have.
  func checkHasNoColumns(_ name: String) throws(DataProblem) {
    guard target == nil else {
      throw DataProblem(
        "\(DataProblem.shown(name)) has no columns, so no target can be chosen",
        remedy: "leave the target out; it is for CSV files")
    }
    guard task == nil else {
      throw DataProblem(
        "\(DataProblem.shown(name)) has its own task, so none can be chosen",
        remedy: "leave the task out; it is for CSV files")
    }
  }
}
