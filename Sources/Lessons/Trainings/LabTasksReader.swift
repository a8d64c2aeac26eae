import Regularization

/// Reads the tasks of a lab.
struct LabTasksReader {
  let log: IssueLog
  let figures: FigureReader
  let plan: LabPlan
  /// Whether all runs of the step are in the plan.
  private let knowsRuns: Bool
  private(set) var checks: [LabTaskCheck] = []

  init(log: IssueLog, figures: FigureReader, plan: LabPlan, knowsRuns: Bool = true) {
    self.log = log
    self.figures = figures
    self.plan = plan
    self.knowsRuns = knowsRuns
  }

  mutating func task(_ node: SourceNode) -> LabTask? {
    guard let fields = Fields(node, LessonFormat.task, log) else { return nil }
    let question = fields.value("question").flatMap { figures.prose($0, key: "question") }
    let hints = (fields.list("hints") ?? []).compactMap { figures.prose($0, key: "hints") }
    let explanation = fields.value("explain").flatMap {
      figures.prose($0, key: "explain", figuresOf: plan)
    }
    reportUseless(fields)
    let turned = self.turned(fields)
    let kind: LabTask.Kind? =
      switch fields.one(of: ["reach", "guess"], what: "a task") {
      case "reach"?: condition(fields).map { .reach($0) }
      case "guess"?: guess(fields).map { .guess($0) }
      default: nil
      }
    guard let kind, let question else { return nil }
    let task = LabTask(question: question, kind: kind, hints: hints, explanation: explanation)
    checks.append(
      LabTaskCheck(
        task: task, node: fields.value("reach") ?? fields.node("guess"), turned: turned,
        turnedNode: fields.key("with")))
    return task
  }

  private func reportUseless(_ fields: Fields) {
    for (key, owner) in [("with", "reach"), ("feedback", "guess")] {
      guard let node = fields.key(key), fields.key(owner) == nil else { continue }
      log.report(
        node, "“\(key)” has no effect without “\(owner)”",
        remedy: "take it out: it belongs to “\(owner)”")
    }
  }

  private func checkIsRun(_ id: String, _ node: SourceNode) {
    guard knowsRuns, plan.run(id) == nil else { return }
    log.report(
      node, "\(VisibleText.quoted(id)) is no run of this step",
      remedy: Suggestion.remedy(for: id, among: plan.runs.map(\.id), of: "run"))
  }

  // MARK: To be reached

  private func condition(_ fields: Fields) -> LabCondition? {
    guard let node = fields.value("reach"), let goal = Fields(node, LessonFormat.goal, log) else {
      return nil
    }
    let run = goal.text("run")
    if let run { checkIsRun(run, goal.node("run")) }
    guard
      let name = goal.one(of: RunMeasure.allCases.map(\.rawValue), what: "a goal"),
      let measure = RunMeasure(rawValue: name), let boundNode = goal.value(name),
      let bound = Fields(boundNode, LessonFormat.bound, log),
      let relationName = bound.one(
        of: LabCondition.Relation.allCases.map(\.rawValue), what: "a bound"),
      let relation = LabCondition.Relation(rawValue: relationName),
      let valueNode = bound.value(relationName),
      let value = bound.read.number(valueNode, key: relationName)
    else { return nil }
    report(measure, goal.node(name))
    return LabCondition(run: run, measure: measure, relation: relation, value: value)
  }

  private func report(_ measure: RunMeasure, _ node: SourceNode) {
    guard let spec = plan.runs.first?.spec,
      let reason = SampleTraits(spec.data).reasonAgainst(measure, of: spec.network)
    else { return }
    log.report(
      node, "these runs have no \(measure.rawValue): \(reason)", remedy: "name another figure")
  }

  private func turned(_ fields: Fields) -> [TurnedDial] {
    guard let node = fields.value("with"), let with = Fields(node, LessonFormat.turnedDials, log)
    else { return [] }
    let places = SettingPlaces()
    let settings = SettingsReader(
      with, places: places,
      mapping: { LessonFormat.mapping($0) ?? TrainingFormat.mapping($0) })
    let dials = LabDial.allCases.filter { with.key($0.rawValue) != nil }
    for dial in dials where !plan.dials.contains(dial) && !plan.runs.isEmpty {
      log.report(
        with.node(dial.rawValue), "the learner cannot turn “\(dial.rawValue)”: it is locked",
        remedy: "add it to “dials”, or take it out here")
    }
    let found = log.count
    let turned = dials.compactMap { TurnedDial($0, settings) }
    guard log.count == found else { return [] }
    for run in plan.runs {
      for problem in turned.reduce(run.spec, { $1.turned(in: $0) }).problems() {
        let field = problem.field.split(separator: ".").last.map(String.init) ?? problem.field
        log.report(
          SettingPlaces.nearest(to: field, in: places.nodes) ?? node, problem.message,
          remedy: problem.remedy)
      }
    }
    return turned
  }

  // MARK: To be guessed

  private func guess(_ fields: Fields) -> LabGuess? {
    if plan.runs.count < 2, knowsRuns {
      log.report(
        fields.node("guess"), "there is one run, and nothing to guess",
        remedy: "name a second run, or give a goal to “reach”")
    }
    let feedback = feedback(fields)
    guard let node = fields.value("guess"), let guess = Fields(node, LessonFormat.guess, log),
      let name = guess.one(of: LabGuess.Extreme.allCases.map(\.rawValue), what: "a guess"),
      let extreme = LabGuess.Extreme(rawValue: name),
      let measure = guess.text(name).flatMap(RunMeasure.init(rawValue:))
    else { return nil }
    report(measure, guess.node(name))
    return LabGuess(measure: measure, extreme: extreme, feedback: feedback)
  }

  private func feedback(_ fields: Fields) -> [String: String] {
    guard let node = fields.value("feedback"),
      let entries = fields.read.entries(node, what: "“feedback”")
    else { return [:] }
    var feedback: [String: String] = [:]
    for entry in entries {
      let id = entry.key.scalar ?? ""
      let text = figures.prose(entry.value, key: "feedback")
      checkIsRun(id, entry.key)
      if let text { feedback[id] = text }
    }
    return feedback
  }
}
