import Regularization

/// Reads prose, claims and expressions of a lesson file, and reports their problems in their place.
final class FigureReader {
  let scope: FigureScope
  let log: IssueLog
  private let read: ValueReader
  private(set) var references = 0
  private(set) var claims = 0
  /// Claims about runs, which are judged when these are trained.
  private(set) var runClaims: [RunClaim] = []

  /// More figures than any lesson has.
  static let referenceLimit = 2000

  init(scope: FigureScope, log: IssueLog) {
    self.scope = scope
    self.log = log
    read = ValueReader(log: log)
  }

  // MARK: Prose

  /// A text with every `{{ … }}` computed; `nil` where something is wrong, which is reported.
  ///
  /// - Parameter plan: of a lab whose runs' figures stay as they are written: they are put in when
  ///   the learner has trained them.
  func prose(_ node: SourceNode, key: String, figuresOf plan: LabPlan? = nil) -> String? {
    guard let text = read.text(node, as: .prose, key: key) else { return nil }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isSound = true
    var position = 0
    func begins(_ first: Unicode.Scalar, at index: Int) -> Bool {
      index + 1 < scalars.count && scalars[index] == first && scalars[index + 1] == first
    }
    while position < scalars.count {
      if scalars[position] == "\\", begins("{", at: position + 1) {
        result.append(contentsOf: (plan == nil ? "{{" : "\\{{").unicodeScalars)
        position += 3
      } else if begins("{", at: position) {
        var end = position + 2
        while end < scalars.count, !begins("}", at: end), !begins("{", at: end) { end += 1 }
        guard begins("}", at: end) else {
          report(
            ExpressionProblem(
              position..<position + 2, "“{{” is not closed",
              remedy: "close it with “}}”; write \\{{ for the two braces themselves"),
            in: node)
          return nil
        }
        if let figure = figure(scalars[(position + 2)..<end], in: node, plan) {
          result.append(contentsOf: figure.unicodeScalars)
        } else {
          isSound = false
        }
        position = end + 2
      } else {
        result.append(scalars[position])
        position += 1
      }
    }
    return isSound ? String(result) : nil
  }

  private func figure(
    _ slice: ArraySlice<Unicode.Scalar>, in node: SourceNode, _ plan: LabPlan?
  ) -> String? {
    references += 1
    guard references <= FigureReader.referenceLimit else {
      report(
        ExpressionProblem(
          slice.startIndex..<max(slice.endIndex, slice.startIndex + 1),
          "there are more than \(FigureReader.referenceLimit) figures in prose",
          remedy: "divide the lesson"), in: node)
      return nil
    }
    return attempt(in: node, offset: slice.startIndex) { () throws(FigureScope.Failure) in
      let figure = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.figure(Array(slice))
      }
      if let plan, figure.expression.references.contains(where: scope.isTraining) {
        try scope.checkExplained(figure, in: plan)
        return "{{\(String(String.UnicodeScalarView(slice)))}}"
      }
      return try scope.text(of: figure)
    }
  }

  // MARK: Claims and answers

  /// Checks a claim, or, where it is about runs, what can be said before these are trained.
  ///
  /// - Parameters:
  ///   - plan: of the lab that the claim is made in.
  ///   - isForInstalled: whether it is about runs on sets that not every machine has.
  func claim(_ node: SourceNode, in plan: LabPlan? = nil, isForInstalled: Bool = false) {
    claims += 1
    guard let text = read.text(node, as: .claim, key: "claims") else { return }
    _ = attempt(in: node) { () throws(FigureScope.Failure) in
      let claim = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.claim(Array(text.unicodeScalars))
      }
      if claim.references.contains(where: scope.isTraining) {
        try scope.check(claim, in: plan)
        runClaims.append(
          RunClaim(
            claim: claim, length: text.unicodeScalars.count, node: node, plan: plan,
            isForInstalled: isForInstalled))
        return
      }
      if isForInstalled {
        throw .problem(
          ExpressionProblem(
            0..<text.unicodeScalars.count, "this claim names no training",
            remedy: "write it into “claims”"))
      }
      guard let sides = try sidesThatFail(claim) else { return }
      throw .problem(
        ExpressionProblem(
          0..<text.unicodeScalars.count,
          "this is not so: the left side is \(sides.left), the right side \(sides.right)",
          remedy: "put the prose and its claim right"))
    }
  }

  /// Whether a claim about exact figures holds; `nil` where that cannot be said, which is reported.
  func holds(_ node: SourceNode, key: String) -> Bool? {
    guard let text = read.text(node, as: .claim, key: key) else { return nil }
    return attempt(in: node) { () throws(FigureScope.Failure) in
      let claim = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.claim(Array(text.unicodeScalars))
      }
      return try sidesThatFail(claim) == nil
    }
  }

  /// An expression with its value before any rounding.
  func ratio(_ node: SourceNode, key: String) -> (value: Ratio, figure: FigureExpression)? {
    guard let text = read.text(node, as: .expression, key: key) else { return nil }
    return attempt(in: node) { () throws(FigureScope.Failure) in
      let figure = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.figure(Array(text.unicodeScalars))
      }
      return (try scope.value(of: figure.expression), figure)
    }
  }

  /// Counts what another reader has read in its place.
  func count(_ other: FigureReader) { references += other.references }

  /// Both sides as a message shows them, where the claim does not hold.
  private func sidesThatFail(
    _ claim: Claim
  ) throws(FigureScope.Failure) -> (left: String, right: String)? {
    if try scope.isBinary(claim.references) {
      try scope.refuseRounding(claim)
      let left = try scope.number(of: claim.left.expression)
      let right = try scope.number(of: claim.right.expression)
      return claim.holds(left, right) ? nil : (RunText.short(left), RunText.short(right))
    }
    let left = try scope.value(of: claim.left)
    let right = try scope.value(of: claim.right)
    return claim.comparison.holds(left.compared(to: right))
      ? nil : (FigureReader.shown(left), FigureReader.shown(right))
  }

  /// A ratio in a message: exact where that is short.
  static func shown(_ value: Ratio) -> String {
    if let exact = value.exact, exact.places <= FigureScope.placesLimit {
      return FigureScope.typographic(exact.description)
    }
    return FigureScope.typographic(value.rounded(toPlaces: 12).formatted(places: 12)) + "…"
  }

  /// An expression's value as a decimal.
  func decimal(_ node: SourceNode, key: String) -> ExactDecimal? {
    guard let text = read.text(node, as: .expression, key: key) else { return nil }
    return attempt(in: node) { () throws(FigureScope.Failure) in
      try scope.decimal(
        of: FigureReader.parsed { () throws(ExpressionProblem) in
          try ExpressionParser.figure(Array(text.unicodeScalars))
        })
    }
  }

  /// A figure of a replay: `l1.θ2[5].step`.
  func cell(_ node: SourceNode, key: String) -> CellReference? {
    guard let text = read.text(node, as: .cell, key: key) else { return nil }
    return attempt(in: node) { () throws(FigureScope.Failure) in
      let figure = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.figure(Array(text.unicodeScalars))
      }
      guard case .reference(let reference) = figure.expression, figure.places == nil,
        let index = reference.index
      else {
        throw .problem(
          ExpressionProblem(
            figure.range, "\(VisibleText.quoted(text)) is no single figure of an update",
            remedy: "write REPLAY.WEIGHT[ITERATION], such as l1.θ2[5]"))
      }
      try scope.expectPlain(reference)
      let replay = try scope.replay(reference.head)
      let weight = try scope.weight(reference.member, in: replay.spec)
      let field = try scope.field(reference.field) ?? .after
      guard 1...replay.iterations ~= index.value else {
        throw .problem(
          ExpressionProblem(
            index.range, "there is no update in iteration \(index.value)",
            remedy: "\(reference.head.text) has the iterations 1 to \(replay.iterations)"))
      }
      return CellReference(
        replay: reference.head.text, weight: weight, iteration: index.value, field: field)
    }
  }

  /// An update named by weight and iteration: `θ2[5].after`.
  func update(
    _ node: SourceNode, in spec: ReplaySpec, key: String
  ) -> (weight: Int, iteration: Int, field: UpdateField?)? {
    guard let text = read.text(node, as: .cell, key: key) else { return nil }
    return attempt(in: node) { () throws(FigureScope.Failure) in
      let update = try FigureReader.parsed { () throws(ExpressionProblem) in
        try ExpressionParser.update(Array(text.unicodeScalars))
      }
      let weight = try scope.weight(update.weight, in: spec)
      let field = try scope.field(update.field)
      guard 1...spec.iterations ~= update.iteration.value else {
        throw .problem(
          ExpressionProblem(
            update.iteration.range, "there is no update in iteration \(update.iteration.value)",
            remedy: "the iterations are 1 to \(spec.iterations)"))
      }
      return (weight, update.iteration.value, field)
    }
  }

  // MARK: Problems

  private static func parsed<Value>(
    _ body: () throws(ExpressionProblem) -> Value
  ) throws(FigureScope.Failure) -> Value {
    do {
      return try body()
    } catch {
      throw .problem(error)
    }
  }

  @discardableResult
  func attempt<Value>(
    in node: SourceNode, offset: Int = 0, _ body: () throws(FigureScope.Failure) -> Value
  ) -> Value? {
    do {
      return try body()
    } catch {
      switch error {
      case .problem(var problem):
        problem.range = (problem.range.lowerBound + offset)..<(problem.range.upperBound + offset)
        report(problem, in: node)
      case .blocked(let id): log.block(by: id)
      }
      return nil
    }
  }

  private func report(_ problem: ExpressionProblem, in node: SourceNode) {
    log.report(
      ScalarMap(node, in: log.source).place(of: problem.range), problem.message,
      remedy: problem.remedy)
  }
}
