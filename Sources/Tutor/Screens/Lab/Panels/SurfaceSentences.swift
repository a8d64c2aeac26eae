import Lessons
import Regularization
import TerminalUI

extension SurfacePanel {
  func lines(glyphs: Glyphs) -> [String] {
    var lines = [opening]
    for index in picture.observation.runs.indices {
      lines += sentences(ofRun: index).map { picture.sentence(index, $0) }
    }
    guard let surface = picture.run.surface, surface.columns > 0, surface.rows > 0,
      surface.values.count >= surface.columns * surface.rows
    else { return lines + ["The output has not been observed yet."] }
    lines.append(
      isOfManyClasses
        ? "In the table each cell is the number of the class found."
        : "In the table + is an output of 0.2 or more, - one of -0.2 or less, 0 one between them.")
    let heading = picture.hasTwins ? ["", picture.name(ofRun: picture.front)] : [""]
    return lines + heading + table(surface).lines(glyphs: glyphs)
  }

  private var opening: String {
    let names = (samples.title(ofInput: 0), samples.title(ofInput: 1))
    let reach = picture.run.surface.map {
      " from -\($0.limit.rounded(significantDigits: 3)) to "
        + $0.limit.rounded(significantDigits: 3)
    }
    let meaning: String
    if isOfManyClasses {
      let classes = kinds.enumerated().map { "\($0 + 1) is \($1)" }
      meaning = "classes: " + classes.joined(separator: ", ")
    } else if samples.isOfClasses {
      meaning = "-1 is surely \(kinds[0]), 1 surely \(kinds[kinds.count - 1])"
    } else {
      meaning = "1 is the largest target in size"
    }
    return "Output of the network over \(names.0) and \(names.1)\(reach ?? ""); \(meaning)."
  }

  private func sentences(ofRun index: Int) -> [String] {
    let run = picture.observation.runs[index]
    var sentences = [found(run)]
    guard let surface = run.surface else { return sentences }
    let numbers = surface.values.filter(\.isFinite)
    if let low = numbers.min(), let high = numbers.max() {
      let name = isOfManyClasses ? "the certainty" : "the output"
      sentences.append("\(name) reaches from \(Double(low).figure) to \(Double(high).figure)")
    }
    if numbers.count < surface.values.count {
      let bad = (surface.values.count - numbers.count).share(of: surface.values.count)
      sentences.append("the output is no number at \(bad) places")
    }
    if !isOfManyClasses {
      sentences += [0, 1].compactMap { Self.crossings(surface, along: $0, samples) }
    }
    return sentences
  }

  /// Of how many points the class is found; of values the loss.
  private func found(_ run: RunObservation) -> String {
    let step = "at step \(run.now.step)"
    guard let training = run.now.trainingAccuracy else {
      var text = "\(step) the training loss is \(run.now.dataLoss.figure)"
      if let validation = run.now.validationLoss {
        text += ", the validation loss \(validation.figure)"
      }
      return text
    }
    func part(_ accuracy: Double, of count: Int) -> String {
      guard accuracy.isFinite else { return "an unknown number" }
      return Int((accuracy * Double(count)).rounded()).share(of: count)
    }
    var text = "\(step) the class is found of \(part(training, of: run.evaluated.training)) "
    text += "training points"
    if let validation = run.now.validationAccuracy {
      text += " and of \(part(validation, of: run.evaluated.validation)) validation points"
    }
    return text
  }

  /// Where the output changes its sign along the row or the column of the grid that is next to an
  /// axis: half way between two places of the grid.
  static func crossings(
    _ surface: DecisionSurface, along input: Int, _ samples: SampleSummary
  ) -> String? {
    guard surface.columns > 0, surface.rows > 0,
      surface.values.count >= surface.columns * surface.rows
    else { return nil }
    let count = input == 0 ? surface.columns : surface.rows
    let fixed = input == 0 ? surface.rows / 2 : surface.columns / 2
    func place(_ index: Int, of count: Int) -> Double {
      surface.limit * (2 * (Double(index) + 0.5) / Double(count) - 1)
    }
    // Rows count from the top, the second input from the bottom.
    let values = (0..<count).map { index in
      input == 0
        ? surface.values[fixed * surface.columns + index]
        : surface.values[(count - 1 - index) * surface.columns + fixed]
    }
    var places: [Double] = []
    for index in values.indices.dropFirst() {
      let before = values[index - 1]
      let after = values[index]
      if before < 0 && after >= 0 || before >= 0 && after < 0 {
        places.append((place(index - 1, of: count) + place(index, of: count)) / 2)
      }
    }
    let name = samples.title(ofInput: input)
    let other = samples.title(ofInput: 1 - input)
    let at =
      input == 0 ? -place(fixed, of: surface.rows) : place(fixed, of: surface.columns)
    let way = "along \(name), where \(other) is \(at.rounded(significantDigits: 2)), the output"
    guard !places.isEmpty else {
      guard let first = values.first(where: \.isFinite) else { return nil }
      return "\(way) \(first < 0 ? "is negative" : "is not negative") all the way"
    }
    let shown = places.prefix(6).map { $0.rounded(significantDigits: 2) }.joined(separator: ", ")
    let more = places.count > 6 ? " and \(places.count - 6) places more" : ""
    return "\(way) changes its sign near \(shown)\(more)"
  }

  /// At most nine rows and columns of the grid, the ends among them.
  private func table(_ surface: DecisionSurface) -> Table {
    func chosen(_ count: Int) -> [Int] {
      let shown = min(9, count)
      return (0..<shown).map { shown > 1 ? $0 * (count - 1) / (shown - 1) : 0 }
    }
    func label(_ index: Int, of count: Int) -> String {
      (surface.limit * (2 * (Double(index) + 0.5) / Double(count) - 1)).fixed(decimals: 1)
    }
    let columns = chosen(surface.columns)
    let head = "\(samples.title(ofInput: 1)) \\ \(samples.title(ofInput: 0))"
    return Table(
      columns: [.init(StyledLine(head), .decimal)]
        + columns.map { .init(StyledLine(label($0, of: surface.columns)), .trailing) },
      rows: chosen(surface.rows).map { row in
        [StyledLine(label(surface.rows - 1 - row, of: surface.rows))]
          + columns.map { StyledLine(mark(surface, row * surface.columns + $0)) }
      }, gap: 1)
  }

  private func mark(_ surface: DecisionSurface, _ index: Int) -> String {
    let value = surface.values[index]
    guard let level = Scatter.Surface.level(value) else { return "!" }
    if index < surface.classes.count { return "\(surface.classes[index] + 1)" }
    return level < 0 ? "-" : level > 0 ? "+" : "0"
  }
}
