public import ArgumentParser
public import Lessons

extension FormatSchema: ExpressibleByArgument {}

/// `regtutor schema`: the formats of files for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON schema of a file format.",
    discussion: """
      Examples:
        regtutor schema > lesson.schema.json
        regtutor schema course > course.schema.json
        regtutor schema training > training.schema.json

      An editor's YAML plugin uses it for a file that begins with
        # yaml-language-server: $schema=lesson.schema.json
      """)

  @Argument(help: "Which file: lesson, course, glossary, training, trace or mask.")
  var file = FormatSchema.lesson

  func run() throws {
    var output = Output.standard()
    try output.write(file.text)
    try output.flush()
  }
}
