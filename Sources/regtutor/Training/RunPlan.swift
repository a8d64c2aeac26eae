import ArgumentParser
internal import Glibc
import Lessons
import Regularization

/// What a run begins with: a spec, and where it came from.
struct RunPlan {
  var spec: TrainingSpec
  var given: GivenSettings
  var file: SpecFile<TrainingSpec>?
  /// A run that is taken up.
  var saved: SavedRun?

  /// Ends the command where there is a problem: every one of them is told, each as the option or
  /// the place in the file that it comes from.
  ///
  /// *Throws*: `ExitCode` 2.
  func refuse(_ problems: [SpecProblem]) throws {
    guard !problems.isEmpty else { return }
    for problem in problems {
      if let message = given.message(for: problem) {
        RegTutor.complain(message)
      } else if let issue = file?.issue(for: problem) {
        RegTutor.complain(issue.description)
      } else {
        RegTutor.complain("\(problem.message); \(problem.remedy)")
      }
    }
    throw ExitCode(2)
  }

  /// Ends the command with what is wrong and what would help.
  static func refuse(_ message: String, _ remedy: String) -> ExitCode {
    RegTutor.complain("\(message); \(remedy)")
    return ExitCode(2)
  }

  /// Ends the command after the issues of a file.
  static func refuse(_ issues: [LessonIssue]) -> ExitCode {
    for issue in issues { RegTutor.complain(issue.description) }
    return ExitCode(2)
  }

  /// Ends the command with a message that names the place the samples were asked for.
  func refuse(_ problem: DataProblem) -> any Error {
    let isOfSet = problem.file == nil
    let asked = SpecProblem(
      field: "data.set", message: problem.message, remedy: problem.remedy)
    if isOfSet, let message = given.message(for: asked) {
      RegTutor.complain(message)
    } else if isOfSet, let issue = file?.issue(for: asked) {
      RegTutor.complain(issue.description)
    } else {
      RegTutor.complain("\(problem)")
    }
    return ExitCode(2)
  }

  /// The source with a file's whole path, so that it is found from another folder as well.
  static func absolute(_ source: DataSource) -> DataSource {
    guard case .named(let name) = source, ShippedSet.named(name) == nil,
      let path = realpath(name, nil)
    else { return source }
    defer { free(path) }
    return .named(String(cString: path))
  }

  /// The path of a data file that a training file names, from its folder; sets that are known by
  /// name stay what they are.
  static func resolve(_ source: DataSource, besides file: String) -> DataSource {
    guard case .named(let name) = source, !name.hasPrefix("/"), ShippedSet.named(name) == nil,
      let slash = file.lastIndex(of: "/")
    else { return source }
    return .named(file[...slash] + name)
  }
}
