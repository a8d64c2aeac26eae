import ArgumentParser

internal import Glibc

@main
struct RegTutor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regtutor",
    abstract: "A tutor on regularization that computes every number in front of you.",
    discussion: """
      Examples:
        regtutor                                 open the tutor
        regtutor l1-by-iteration:row-five        open it at a page of a lesson
        regtutor --plain                         line by line, by Enter and numbers
        regtutor lab                             watch a network train
        regtutor replay --gradient 1 --penalty l1
        regtutor replay --target 1.5,0.05 --penalty l1 --zero-rule proximal
        regtutor check lessons                   check lessons, recompute every figure
      """,
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, ListCommand.self, ShowCommand.self, ExportCommand.self, ReplayCommand.self,
      TrainCommand.self, OpenLabCommand.self, MaskCommand.self, TraceCommand.self,
      CheckCommand.self, TestCommand.self, GlossaryCommand.self, SchemaCommand.self,
      KeysCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  static func main() {
    // Nothing is unwound here: every command has flushed what it wrote.
    end(status(for: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command that `arguments` ask for.
  ///
  /// Gives the exit status: 0 where all went well, 1 for a failure, 2 for wrong usage.
  private static func status(for arguments: [String]) -> Int32 {
    do {
      try perform(arguments)
      return 0
    } catch let failure as OutputFailure {
      if failure.isBrokenPipe { endByBrokenPipe() }
      complain("\(failure)")
      return 1
    } catch let exit as SignalExit {
      endBySignal(exit.signal)
    } catch {
      let code = exitCode(for: error)
      let text = message(for: error)
      guard code == .validationFailure else {
        if !text.isEmpty { complain(text) }
        return code.rawValue
      }
      let names = configuration.subcommands.compactMap { $0.configuration.commandName }
      let command = names.first { $0 == arguments.first }.map { "regtutor \($0)" } ?? "regtutor"
      complain("\(text)\nSee “\(command) --help”.")
      return 2
    }
  }

  private static func perform(_ arguments: [String]) throws {
    do {
      var command = try command(for: arguments)
      try command.run()
    } catch {
      // Help, the version and completion scripts come as errors, too.
      guard exitCode(for: error) == .success else { throw error }
      var output = Output.standard()
      try output.writeLine(fullMessage(for: error))
      try output.flush()
    }
  }

  /// The command that `arguments` ask for, ready to be run.
  static func command(for arguments: [String]) throws -> any ParsableCommand {
    try parseAsRoot(joiningNegativeNumbers(in: arguments))
  }

  /// Ends as a program does that writes to a closed pipe, also where its parent has it ignore
  /// the signal.
  private static func endByBrokenPipe() -> Never {
    endBySignal(SIGPIPE)
  }

  /// Ends as the signal would have ended the program, so that a shell sees which it was.
  private static func endBySignal(_ number: Int32) -> Never {
    signal(number, SIG_DFL)
    raise(number)
    end(128 + number)
  }

  /// A message to the person at the terminal.
  static func complain(_ text: String) {
    var output = Output.standardError()
    // Where standard error is closed there is no one to tell.
    try? output.writeLine("regtutor: " + printable(text))
    try? output.flush()
  }
}

/// Writes `--gradient -1` as `--gradient=-1`, because the parser would take `-1` for an option.
/// None of our options begins with one dash and a digit or a point.
func joiningNegativeNumbers(in arguments: [String]) -> [String] {
  var joined: [String] = []
  var optionsMayFollow = true
  for argument in arguments {
    let second = argument.utf8.dropFirst().first
    let isNegative =
      argument.hasPrefix("-") && second.map { 48...57 ~= $0 || $0 == UInt8(ascii: ".") } == true
    if optionsMayFollow, isNegative, let last = joined.last, last.hasPrefix("--"),
      !last.contains("=")
    {
      joined[joined.count - 1] += "=" + argument
    } else {
      joined.append(argument)
    }
    if argument == "--" { optionsMayFollow = false }
  }
  return joined
}

/// `exit`, under a name that ArgumentParser's `exit(withError:)` does not hide.
private func end(_ status: Int32) -> Never { exit(status) }

/// The text with nothing in it that a terminal would obey, and no word longer than a few lines:
/// messages repeat what was typed.
func printable(_ text: String) -> String {
  let wordLimit = 120
  var result = String.UnicodeScalarView()
  var wordLength = 0
  for scalar in text.unicodeScalars {
    wordLength = scalar == " " || scalar == "\n" ? 0 : wordLength + 1
    if wordLength > wordLimit {
      if wordLength == wordLimit + 1 { result.append("…") }
      continue
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      if scalar == "\n" {
        result.append(scalar)
      } else {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
      }
    default: result.append(scalar)
    }
  }
  return String(result)
}
