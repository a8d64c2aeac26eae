import Lessons
import Regularization
import TerminalUI

/// The samples of two inputs over the network's output around them.
struct SurfacePanel: LabPanelContent {
  let picture: LabPicture

  var samples: SampleSummary { picture.samples }
  var isOfManyClasses: Bool { samples.classNames.count > 2 }

  var title: String {
    let names = "\(samples.title(ofInput: 0)), \(samples.title(ofInput: 1))"
    return "output over \(names) (evaluation mode)"
  }

  // MARK: Scatter

  /// Of two classes their names, of values what their sign tells.
  var kinds: [String] {
    guard samples.isOfClasses else { return ["value below 0", "value 0 or above"] }
    return samples.classNames.indices.map(samples.title(ofClass:))
  }

  func scatter(ofRun index: Int) -> Scatter {
    func points(_ given: [SampleSummary.Point], isOpen: Bool) -> [Scatter.Point] {
      given.map {
        Scatter.Point(x: Double($0.x), y: Double($0.y), kind: kind($0.target), isOpen: isOpen)
      }
    }
    let all =
      points(samples.trainingPoints, isOpen: false) + points(samples.validationPoints, isOpen: true)
    let farthest = all.reduce(0.0) { most, point in
      let size = max(point.x.magnitude, point.y.magnitude)
      return size.isFinite ? max(most, size) : most
    }
    let seen = picture.observation.runs[index].surface
    let surface = seen.map {
      Scatter.Surface(columns: $0.columns, rows: $0.rows, values: $0.values, kinds: $0.classes)
    }
    return Scatter(
      all, surface: surface, limit: seen?.limit ?? farthest, xLabel: samples.title(ofInput: 0),
      yLabel: samples.title(ofInput: 1), kinds: kinds)
  }

  private func kind(_ target: Float) -> Int {
    guard samples.isOfClasses else { return target < 0 ? 0 : 1 }
    return target.isFinite ? min(max(0, Int(target)), samples.classNames.count - 1) : 0
  }

  // MARK: Cells

  /// The run in front, and where two fit beside each other the first or second one, too.
  func shownRuns(columns: Int) -> [Int] {
    let front = picture.front
    guard picture.hasTwins, columns >= 100 else { return [front] }
    return [front, front == 0 ? 1 : 0].sorted()
  }

  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let runs = shownRuns(columns: rect.columns)
    let width = (rect.columns - 2 * (runs.count - 1)) / runs.count
    for (place, run) in runs.enumerated() {
      draw(
        run, into: &buffer,
        in: Rect(
          column: rect.column + place * (width + 2), row: rect.row, columns: width,
          rows: rect.rows), glyphs: glyphs)
    }
  }

  private func draw(_ run: Int, into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs) {
    let head = rect.rows >= 7 && rect.columns >= 16 ? [heading(run)] : []
    buffer.put(head, in: rect, glyphs: glyphs)
    var room = Rect(
      column: rect.column, row: rect.row + head.count, columns: rect.columns,
      rows: rect.rows - head.count)
    let scatter = scatter(ofRun: run)
    let side = sideLines(run, glyphs: glyphs)
    let sideColumns = side.reduce(0) { max($0, glyphs.text($1).columns) }
    let needed = scatter.columns(forRows: room.rows, glyphs: glyphs)
    // Axis and legend below the plane may be wider than it.
    if room.rows >= side.count + 2, room.columns >= needed + 3 + sideColumns {
      buffer.put(
        side,
        in: Rect(
          column: room.column + needed + 3, row: room.row, columns: room.columns - needed - 3,
          rows: room.rows), glyphs: glyphs)
    } else if room.rows >= 9, room.columns >= 24 {
      room.rows = min(room.rows - 1, scatter.rows(forColumns: room.columns, glyphs: glyphs))
      buffer.put(
        [shades(glyphs)],
        in: Rect(column: rect.column, row: room.endRow, columns: rect.columns, rows: 1),
        glyphs: glyphs)
    }
    scatter.draw(into: &buffer, in: room, glyphs: glyphs)
  }

  /// The run's name where there are several, and how well its classes or values are found.
  private func heading(_ index: Int) -> StyledLine {
    let run = picture.observation.runs[index]
    var line = StyledLine()
    if picture.hasTwins {
      line.append(picture.name(ofRun: index) + "  ", Style(.series(index), bold: true))
    }
    let isOfClasses = samples.isOfClasses
    let training = isOfClasses ? run.now.trainingAccuracy : run.now.dataLoss
    let validation = isOfClasses ? run.now.validationAccuracy : run.now.validationLoss
    line.append(isOfClasses ? "accuracy  train " : "loss  train ", .muted)
    line.append((training?.figure ?? "·").padded(8))
    if let validation {
      line.append("valid ", .muted)
      line.append(validation.figure.padded(8))
    }
    line.append("step \(run.now.step)", .muted)
    return line
  }

  private func sample(_ level: Int, glyphs: Glyphs) -> StyledRun {
    if glyphs.hasShades { return StyledRun("█", Style(.shade(level))) }
    return StyledRun(
      glyphs.shade(level), Style(level < 0 ? .negative : level > 0 ? .positive : .muted))
  }

  /// What the shades mean, in a line.
  private func shades(_ glyphs: Glyphs) -> StyledLine {
    guard !isOfManyClasses else {
      return StyledLine("area: the class found; blank below 0.2 sure", .muted)
    }
    var line = StyledLine("output ", .muted)
    line.runs += [sample(-2, glyphs: glyphs), sample(-1, glyphs: glyphs)]
    line.append(samples.isOfClasses ? " \(kinds[0])  " : " < -0.2  ", .muted)
    line.runs += [sample(1, glyphs: glyphs), sample(2, glyphs: glyphs)]
    line.append(samples.isOfClasses ? " \(kinds[kinds.count - 1])  " : " > 0.2  ", .muted)
    line.append("blank: between", .muted)
    return line
  }

  /// The same line by line, with the run's figures and the counts of points.
  private func sideLines(_ index: Int, glyphs: Glyphs) -> [StyledLine] {
    var lines = [StyledLine(""), StyledLine("output of the network", .muted)]
    if isOfManyClasses {
      lines += [
        StyledLine("area: the class found", .muted), StyledLine("blank: below 0.2 sure", .muted),
      ]
    } else {
      let low = samples.isOfClasses ? "  \(kinds[0])" : ""
      let high = samples.isOfClasses ? "  \(kinds[kinds.count - 1])" : ""
      for (level, text) in [
        (2, "0.6 to 1\(high)"), (1, "0.2 to 0.6"), (0, "-0.2 to 0.2"), (-1, "-0.6 to -0.2"),
        (-2, "-1 to -0.6\(low)"),
      ] {
        lines.append(
          StyledLine([sample(level, glyphs: glyphs), StyledRun(" " + text, .muted)]))
      }
      if !samples.isOfClasses {
        lines.append(StyledLine("1: the largest target in size", .muted))
      }
    }
    return lines + [StyledLine("")] + counts.map { StyledLine($0, .muted) }
  }

  /// How many points are shown, and of how many samples where these are more.
  var counts: [String] {
    func count(_ shown: Int, of all: Int, _ part: String) -> String {
      shown < all
        ? "\(shown.grouped) of \(all.grouped) \(part) points" : "\(shown.grouped) \(part) points"
    }
    let training = count(samples.trainingPoints.count, of: samples.training, "training")
    guard samples.validation > 0 else { return [training] }
    return [
      training, count(samples.validationPoints.count, of: samples.validation, "validation"),
    ]
  }

  // MARK: Files

  func charts() -> [LabExport.Text] {
    picture.observation.runs.indices.map { index in
      let name = picture.hasTwins ? "surface-\(index + 1).svg" : "surface.svg"
      let run = picture.hasTwins ? picture.name(ofRun: index) + ": " : ""
      let step = picture.observation.runs[index].now.step
      return LabExport.Text(
        name: name,
        content: scatter(ofRun: index).svg(
          title: "\(run)\(title), step \(step)", notes: notes(ofRun: index)))
    }
  }

  private func notes(ofRun index: Int) -> [String] {
    let run = picture.observation.runs[index]
    var notes = counts
    if isOfManyClasses {
      notes.append("area: the class found")
    } else if samples.isOfClasses {
      notes += ["orange: surely \(kinds[0])", "blue: surely \(kinds[kinds.count - 1])"]
    } else {
      notes += ["orange: output below 0", "blue: above 0"]
    }
    if let accuracy = run.now.trainingAccuracy {
      notes.append("training accuracy \(accuracy.figure)")
      if let other = run.now.validationAccuracy {
        notes.append("validation accuracy \(other.figure)")
      }
    } else {
      notes.append("training loss \(run.now.dataLoss.figure)")
      if let other = run.now.validationLoss { notes.append("validation loss \(other.figure)") }
    }
    return notes
  }
}

extension SampleSummary {
  /// What an input is called: as in its source, else by its number.
  func title(ofInput input: Int) -> String {
    inputNames.indices.contains(input) && !inputNames[input].isEmpty
      ? inputNames[input] : "x\(input + 1)"
  }

  /// What a class is called: its name, and "class 1" where that is a mere number.
  func title(ofClass index: Int) -> String {
    guard classNames.indices.contains(index) else { return "class \(index)" }
    return Int(classNames[index]) == nil ? classNames[index] : "class \(classNames[index])"
  }
}
