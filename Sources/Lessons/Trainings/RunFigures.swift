import Regularization

/// A figure of a training, as an expression names it: `l1.zeros`, `l1.zeros[20]`.
struct RunFigure: Hashable {
  var training: String
  var measure: RunMeasure
  /// `nil`: when the epochs are over.
  var epoch: Int?
}

extension Expression {
  /// The figures that it names.
  var references: [FigureReference] {
    switch self {
    case .number, .variable: []
    case .reference(let reference): [reference]
    case .negative(let inner): inner.references
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right, _):
      left.references + right.references
    }
  }
}

extension FigureScope {
  func isTraining(_ reference: FigureReference) -> Bool {
    trainingIDs.contains(reference.head.text)
  }

  /// A figure of a training; whether the run has it is known when it is trained.
  ///
  /// - Parameter plan: of the step that names it; its runs have its epochs, others their own.
  func runFigure(_ reference: FigureReference, in plan: LabPlan?) throws(Failure) -> RunFigure {
    let id = reference.head.text
    use(id)
    guard let training = trainings[id] else { throw .blocked(by: id) }
    try expectPlain(reference)
    guard let measure = RunMeasure(rawValue: reference.member.text) else {
      throw .problem(
        ExpressionProblem(
          reference.member.range,
          "a run has no figure \(VisibleText.quoted(reference.member.text))",
          remedy: Suggestion.remedy(
            for: reference.member.text, among: RunMeasure.allCases.map(\.rawValue), of: "figure")))
    }
    if let field = reference.field {
      throw .problem(
        ExpressionProblem(
          field.range, "“\(measure.rawValue)” is one figure and has no “\(field.text)”",
          remedy: "write \(id).\(measure.rawValue)[20] for its value after epoch 20"))
    }
    let spec = training.run.spec
    if let reason = SampleTraits(spec.data).reasonAgainst(measure, of: spec.network) {
      throw .problem(
        ExpressionProblem(
          reference.range,
          "the run \(VisibleText.quoted(id)) has no \(measure.rawValue): \(reason)",
          remedy: "name another figure"))
    }
    let epochs = epochs(of: training.run, in: plan)
    if let index = reference.index, index.value > epochs {
      throw .problem(
        ExpressionProblem(
          index.range, "there is no epoch \(index.value)",
          remedy: "\(id) has the epochs 1 to \(epochs); [0] is before the first update"))
    }
    return RunFigure(training: id, measure: measure, epoch: reference.index?.value)
  }

  func epochs(of run: LabRun, in plan: LabPlan?) -> Int {
    plan.flatMap { $0.run(run.id) == nil ? nil : $0.epochs } ?? run.spec.epochs
  }

  /// A value in binary, where figures of runs or of masks are in it.
  ///
  /// - Parameter figure: the value of a figure of a run.
  func number(
    of expression: Expression,
    _ figure: (FigureReference) throws(Failure) -> Double = { (reference) throws(Failure) in
      throw .blocked(by: reference.head.text)
    }
  ) throws(Failure) -> Double {
    switch expression {
    case .number(let value): return value.binary
    case .variable(let name): throw .problem(.noFigure(name))
    case .negative(let inner): return -(try number(of: inner, figure))
    case .sum(let left, let right):
      return try number(of: left, figure) + number(of: right, figure)
    case .difference(let left, let right):
      return try number(of: left, figure) - number(of: right, figure)
    case .product(let left, let right):
      return try number(of: left, figure) * number(of: right, figure)
    case .quotient(let left, let right, let sign):
      let divisor = try number(of: right, figure)
      guard divisor != 0 else {
        throw .problem(
          ExpressionProblem(
            sign, "this divides by zero", remedy: "divide by something that is not 0"))
      }
      return try number(of: left, figure) / divisor
    case .reference(let reference):
      if isTraining(reference) { return try figure(reference) }
      if isMask(reference), case .binary(let value) = try maskFigure(reference) { return value }
      let value = try value(of: expression)
      return value.numerator.binary / value.denominator.binary
    }
  }
}

extension ExactDecimal {
  /// The nearest number in binary.
  fileprivate var binary: Double { Double(description) ?? .nan }
}

/// A claim about runs, kept until they are trained.
struct RunClaim {
  var claim: Claim
  /// Of its text, in scalars.
  var length: Int
  var node: SourceNode
  var plan: LabPlan?
  var isForInstalled: Bool
}

extension FigureScope {
  /// What can be said of a claim about runs before they are trained.
  func check(_ claim: Claim, in plan: LabPlan?) throws(Failure) {
    try refuseRounding(claim)
    for reference in claim.references {
      if isTraining(reference) {
        _ = try runFigure(reference, in: plan)
      } else {
        _ = try number(of: Expression.reference(reference))
      }
    }
  }

  /// Figures in binary are compared as they are.
  func refuseRounding(_ claim: Claim) throws(Failure) {
    for side in [claim.left, claim.right] where side.places != nil {
      throw .problem(
        ExpressionProblem(
          side.range, "figures of runs and of masks are compared without rounding",
          remedy: "take the “:” out, and leave some room: none.gap > 0.2"))
    }
  }

  /// Whether an explanation can show a figure of a run.
  func checkExplained(_ figure: FigureExpression, in plan: LabPlan) throws(Failure) {
    guard case .reference(let reference) = figure.expression, reference.index == nil else {
      throw .problem(
        ExpressionProblem(
          figure.range, "an explanation shows a run’s figure as it is then",
          remedy: "write one figure alone, such as {{l1.zeros}} or {{l1.gap : 3}}"))
    }
    let known = try runFigure(reference, in: plan)
    guard plan.run(known.training) != nil else {
      throw .problem(
        ExpressionProblem(
          reference.head.range, "\(VisibleText.quoted(known.training)) is no run of this step",
          remedy: Suggestion.remedy(for: known.training, among: plan.runs.map(\.id), of: "run")))
    }
    guard known.measure.isCount || figure.places.map({ $0 >= 1 }) ?? false else {
      throw .problem(
        ExpressionProblem(
          figure.range, "this figure needs a rounding",
          remedy: "end it with “: 3” to show 3 significant digits"))
    }
  }
}

extension RunMeasure {
  /// Whether its figures are whole numbers.
  var isCount: Bool {
    switch self {
    case .step, .zeros, .small: true
    default: false
    }
  }
}
