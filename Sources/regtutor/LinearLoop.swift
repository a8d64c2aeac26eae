internal import Glibc
import Lessons
import TerminalUI
import Tutor

/// The tutor line by line: Enter and numbers in, sentences out.
struct LinearLoop {
  let course: Course
  let start: CoursePlace?
  let display: Display
  /// Whether input lines are repeated, so that a transcript of a pipe can be read.
  let echoes: Bool

  func run() throws {
    var output = Output.standard()
    var state = TutorState(course: course, display: display)
    if let start { state.open(start) }
    try output.writeLines(LinearView.page(state))
    while true {
      try output.writeLine("")
      try output.writeLines(LinearView.menu(state))
      try output.write("> ")
      try output.flush()
      guard let line = readLine() else {
        try output.writeLine("")
        return try output.flush()
      }
      if echoes { try output.writeLine(LinearView.echo(of: line, display: display)) }
      guard try take(line, &state, &output) else { return try output.flush() }
    }
  }

  /// Returns whether to go on.
  private func take(_ line: String, _ state: inout TutorState, _ output: inout Output) throws
    -> Bool
  {
    let word = line.filter { !$0.isWhitespace }
    if word == "m" || word == "?" {
      try output.writeLines(
        state.page == nil ? LinearView.page(state) : LinearView.menuInFull(state))
      return true
    }
    if word == "q" || (word == "0" && state.page == nil) {
      if state.page == nil { return false }
      _ = state.update(.leavePressed)
      try output.writeLines(LinearView.page(state))
      return true
    }
    if state.page == nil {
      guard word.isEmpty || !word.allSatisfy(\.isWholeNumber) || Int(word) != nil,
        let place = try? CoursePlace(word.isEmpty ? "1" : word, in: course)
      else {
        try output.writeLine(
          "There is no lesson “\(LinearView.echo(of: word, display: display))”; "
            + "1 to \(course.lessons.count) are there, 0 leaves.")
        return true
      }
      state.open(place)
      try output.writeLines(LinearView.page(state))
      return true
    }
    guard let messages = LinearView.messages(for: line, in: state) else {
      try output.writeLine("That is no choice here; m lists the choices.")
      return true
    }
    let before = state
    for message in messages where state.update(message).contains(.quit) { return false }
    try output.writeLines(LinearView.changes(from: before, to: state))
    return true
  }
}
