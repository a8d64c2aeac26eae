import ArgumentParser
import TerminalUI
import Tutor

/// Prints the keys of every screen, from the table that dispatches them.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys of every screen.")

  @Flag(name: .long, help: "As Markdown.")
  var markdown = false

  func run() throws {
    var output = Output.standard()
    if markdown {
      try output.writeLine("# Keys\n")
      try output.writeLine(
        "Written by `regtutor keys --markdown` from the table that dispatches them.")
    }
    for sheet in TutorKeys.sheets {
      try output.writeLine(markdown ? "\n## \(sheet.title)\n" : "\(sheet.title)\n")
      if markdown {
        try output.writeLine("| key | what it does |\n|---|---|")
        for binding in sheet.bindings {
          let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
          try output.writeLine("| \(keys) | \(binding.help) |")
        }
      } else {
        try output.writeLines(KeySheet(sheet.bindings).plainLines(glyphs: Glyphs(.braille)))
        try output.writeLine("")
      }
    }
    try output.flush()
  }
}
