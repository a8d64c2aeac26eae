/// What a check of lessons found, as text and in figures.
public struct CheckReport: Sendable, Hashable {
  public var counts: CheckCounts
  public var issues: [LessonIssue]

  public init(counts: CheckCounts = CheckCounts(), issues: [LessonIssue] = []) {
    self.counts = counts
    self.issues = issues
  }

  /// Adds what came of reading a course.
  public mutating func add(_ reading: CourseReading) {
    counts += reading.counts
    issues += reading.issues
  }

  /// Adds what came of reading a lesson.
  public mutating func add(_ reading: LessonReading) {
    counts += reading.counts
    issues += reading.issues
  }

  /// Adds what came of a file of settings.
  public mutating func add(_ kind: SettingsFileKind, _ bytes: [UInt8], file: String) {
    switch kind {
    case .training:
      counts.trainingFiles += 1
      issues += TrainingFileReader(file: file).read(bytes).issues
    case .trace:
      counts.traceFiles += 1
      issues += TraceFileReader(file: file).read(bytes).issues
    case .mask:
      counts.maskFiles += 1
      issues += MaskFileReader(file: file).read(bytes).issues
    }
  }

  public var isSound: Bool { issues.isEmpty }

  /// The last line: “4 lessons, 23 steps, …: no problem”, or “3 problems in 2 files”.
  public var summary: String {
    guard issues.isEmpty else {
      let files = Set(issues.map(\.file)).count
      return CheckReport.count(issues.count, "problem") + " in " + CheckReport.count(files, "file")
    }
    let files = [
      (counts.terms, "term"), (counts.trainingFiles, "training file"),
      (counts.traceFiles, "trace file"),
      (counts.maskFiles, "mask file"),
    ]
    var parts = files.filter { $0.0 > 0 }.map { CheckReport.count($0.0, $0.1) }
    if counts.lessons > 0 || parts.isEmpty {
      parts =
        [
          CheckReport.count(counts.lessons, "lesson"), CheckReport.count(counts.steps, "step"),
          CheckReport.count(counts.printedFigures, "printed figure"),
          CheckReport.count(counts.references, "computed reference"),
          CheckReport.count(counts.predictions, "prediction"),
          CheckReport.count(counts.claims, "claim"),
          CheckReport.count(counts.trainings, "training"),
        ] + (counts.wordKeys > 0 ? [CheckReport.count(counts.wordKeys, "key") + " in words"] : [])
        + parts
    }
    return parts.joined(separator: ", ") + ": no problem"
  }

  /// Every issue as compilers write it, with a blank line after each, and the summary.
  public var text: String {
    (issues.map { $0.description + "\n" } + [summary]).joined(separator: "\n")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
