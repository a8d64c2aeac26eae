import ArgumentParser
import Lessons
import TerminalUI
import Tutor

/// `regtutor glossary`: what the course's words and symbols mean.
struct GlossaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glossary",
    abstract: "Print what the words and symbols of the course mean.",
    discussion: """
      Examples:
        regtutor glossary
        regtutor glossary lambda
        regtutor glossary "soft threshold"

      A term is found by its name, its symbol, or another word for it; else by words in its
      explanation. Exits with 1 where nothing is found.
      """)

  @Argument(help: "The word or symbol; every term, if not given.")
  var term: String?

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let glossary = try course.read().course.glossary
    guard let term else { return try write(glossary.terms) }
    let called = glossary.called(term)
    let found = called.isEmpty ? glossary.matches(term).map { glossary.terms[$0] } : called
    guard !found.isEmpty else {
      let meant = glossary.nearest(to: term).map { "; did you mean “\($0)”?" } ?? ""
      RegTutor.complain("the glossary has no term “\(term)”\(meant)")
      throw ExitCode(1)
    }
    try write(found)
  }

  private func write(_ terms: [Glossary.Term]) throws {
    var output = Output.standard()
    try output.writeLines(GlossaryLines(terms, glyphs: display.linearDisplay.glyphs).all())
    try output.flush()
  }
}
