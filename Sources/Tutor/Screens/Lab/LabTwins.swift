import Lessons
import Regularization

extension LabState {
  /// The plan with one twin more, or with the first run alone where no more make sense; all of them
  /// begin with the present settings of the first run.
  func withNextTwin() -> LabPlan {
    let first = settings(of: 0)
    let twins = LabState.twins(of: first)
    let count = plan.runs.count
    var changed = plan
    changed.runs = [LabRun(id: plan.runs[0].id, title: plan.runs[0].title, spec: first)]
    if count < min(twins.count + 1, LabPlan.runLimit) {
      changed.runs[0].title = LabState.title(of: first)
      changed.runs += twins.prefix(count)
      if !changed.panels.contains(.twins) { changed.panels.append(.twins) }
    }
    return changed
  }

  /// What the next press of the key does, in a word for the footer.
  var twinLabel: String {
    let twins = LabState.twins(of: settings(of: 0))
    let next = plan.runs.count - 1
    return next < min(twins.count, LabPlan.runLimit - 1) ? "twin \(twins[next].title)" : "one run"
  }

  /// The same run without any penalty or dropout, and with one of each more; what it has already is
  /// left out.
  static func twins(of spec: TrainingSpec) -> [LabRun] {
    func twin(_ id: String, _ title: String, _ edit: (inout TrainingSpec) -> Void) -> LabRun {
      var other = spec
      edit(&other)
      return LabRun(id: id, title: title, spec: other)
    }
    var twins: [LabRun] = []
    if title(of: spec) != "none" {
      twins.append(
        twin("without", "none") {
          $0.take(.l1(0))
          $0.take(.l2(0))
          $0.take(.weightDecay(0))
          $0.network.dropProbabilities = []
        })
    }
    if spec.l1 == 0 {
      twins.append(
        twin("with-l1", "+L1") {
          $0.take(.l1(0.001))
          $0.take(.zeroRule(.proximal))
        })
    }
    if spec.l2 == 0 { twins.append(twin("with-l2", "+L2") { $0.take(.l2(0.01)) }) }
    if spec.hiddenDropout == 0, !spec.network.hiddenUnits.isEmpty {
      twins.append(twin("with-dropout", "+dropout") { $0.take(.dropProbability(0.5)) })
    }
    return twins
  }

  /// What holds a run's weights down, in a few words.
  static func title(of spec: TrainingSpec) -> String {
    var parts: [String] = []
    if spec.l1 > 0 { parts.append("L1") }
    if spec.l2 > 0 { parts.append("L2") }
    if spec.optimizer.weightDecay > 0 { parts.append("decay") }
    if spec.hiddenDropout > 0 || (spec.network.dropProbabilities.first ?? 0) > 0 {
      parts.append("dropout")
    }
    return parts.isEmpty ? "none" : parts.joined(separator: " ")
  }
}
