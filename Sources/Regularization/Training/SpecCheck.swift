/// Collects what is wrong with the settings of a spec.
struct SpecCheck {
  private(set) var problems: [SpecProblem] = []

  mutating func report(_ field: String, _ message: String, remedy: String) {
    problems.append(SpecProblem(field: field, message: message, remedy: remedy))
  }

  /// - Parameter name: as a message calls the setting: “the learning rate”.
  mutating func number(_ value: Double, _ range: NumberRange, _ field: String, _ name: String) {
    guard !range.contains(value) else { return }
    report(
      field, "\(name) cannot be \(SpecText.number(value))",
      remedy: value.magnitude > NumberRange.magnitudeLimit && value > 0
        ? "it must be \(range.words), at most \(SpecText.number(NumberRange.magnitudeLimit))"
        : "it must be \(range.words)")
  }

  mutating func whole(_ value: Int, _ range: ClosedRange<Int>, _ field: String, _ name: String) {
    guard !range.contains(value) else { return }
    report(
      field, "\(name) cannot be \(value)", remedy: "it must be \(SpecCheck.words(range))")
  }

  static func words(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max
      ? "a whole number of \(range.lowerBound) or more"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }
}
