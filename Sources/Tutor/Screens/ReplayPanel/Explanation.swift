import Lessons
import Regularization

/// The number under the cursor, explained: one text for the screen and for the linear view.
struct Explanation: Hashable {
  /// `θ₂ ← …`, `= …`, `= result`, in lines.
  var chain: [String]
  /// What the data and the penalty ask for, with the penalty's share.
  var shares: String
  /// What happened beyond the arithmetic.
  var remark: String?
  /// What is printed for this figure, and why it differs where it does.
  var printed: String?
  var printedDiffers = false
}

extension ReplayPanelState {
  /// How many digits behind the point an explained figure shows before it is cut.
  private static let explainedPlaces = 14

  /// The figure as it is explained: cut, unless every digit is asked for.
  func explainedDigits(_ value: ExactDecimal) -> String {
    guard !showsAllDigits, value.places > ReplayPanelState.explainedPlaces else {
      return UpdateWorking.plain(value)
    }
    return UpdateWorking.plain(value.truncated(toPlaces: ReplayPanelState.explainedPlaces)) + "…"
  }

  func explanation() -> Explanation {
    let lane = lanes[cursor.lane]
    let name = mathName(lane.spec.weights[cursor.weight].name)
    let prefix = lanes.count > 1 ? "\(lane.title): " : ""
    guard let update = explained else {
      let start = lane.spec.weights[cursor.weight].initial
      return Explanation(
        chain: ["\(prefix)\(name) starts at \(UpdateWorking.plain(start))"], shares: "")
    }
    let working = UpdateWorking(update, in: lane.spec, digits: { explainedDigits($0) })
    let held = update.events.contains(.held)
    var chain = ["\(prefix)\(name) ← \(working.substituted)"]
    if !held { chain.append("   = \(working.reduced) = \(working.result)") }
    var shares = ""
    if !held {
      shares = "data \(explainedDigits(working.dataPart))"
      if lane.spec.penalty != .none {
        shares += ", penalty \(explainedDigits(working.penaltyPart))"
        if let share = working.penaltyShare { shares += " (\(share) % of the two pulls)" }
      }
    }
    let events = update.events.words.filter { $0 != "held" && $0 != "rounded" }
    let remarks =
      (events.isEmpty ? [] : [events.joined(separator: ", ")])
      + [working.remark]
      .compactMap { $0 }
    var explanation = Explanation(
      chain: chain, shares: shares,
      remark: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    if let table = printedTable(ofLane: cursor.lane),
      let figure = table.figure(cursor.field, ofWeight: cursor.weight, in: cursor.row)
    {
      let shown = figure.replacing("-", with: "−")
      if let difference = table.difference(
        cursor.field, ofWeight: cursor.weight, in: cursor.row)
      {
        explanation.printed = "printed: \(shown) (\(difference.reason)). \(difference.note)"
        explanation.printedDiffers = true
      } else {
        explanation.printed = "printed: \(shown), the same"
      }
    }
    return explanation
  }
}
