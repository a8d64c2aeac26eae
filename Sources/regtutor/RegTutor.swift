import ArgumentParser

@main
struct RegTutor: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "regtutor")
}
