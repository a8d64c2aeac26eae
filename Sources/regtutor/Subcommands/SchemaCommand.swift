public import ArgumentParser
public import Lessons

extension FormatSchema: ExpressibleByArgument {}

/// `regtutor schema`: the lesson format for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON schema of a lesson file, or of course.yaml.",
    discussion: """
      Examples:
        regtutor schema > lesson.schema.json
        regtutor schema course > course.schema.json

      An editor's YAML plugin uses it for a file that begins with
        # yaml-language-server: $schema=lesson.schema.json
      """)

  @Argument(help: "Which file: lesson or course.")
  var file = FormatSchema.lesson

  func run() throws {
    var output = Output.standard()
    try output.write(file.text)
    try output.flush()
  }
}
