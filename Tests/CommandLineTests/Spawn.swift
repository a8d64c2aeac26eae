import Foundation

/// Runs a program and waits for it, without a thread or a run loop.
///
/// Foundation's `Process` waits for the far end of a socket that every child inherits: a server
/// that a program leaves behind, as tmux does, keeps it open and the wait never ends. Here the
/// child inherits nothing but its three standard files, and no blocked signals: the threads that run
/// tests block them all, and a tmux server that began so could not be ended by its own command.
enum Spawn {
  struct Outcome {
    /// The exit code, or 128 + the signal's number.
    var code: Int
    var output: String
    var errors: String
  }

  struct Failure: Error {
    var program: String
    var number: Int32
  }

  /// - Parameter stateFolder: where the program keeps its journal; a new folder unless given, that goes
  ///   with the program, so that no test meets a learner's journal or that of another test.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String],
    stateFolder: URL? = nil
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory
    let ownState = folder.appending(path: "state-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: ownState) }
    var environment = environment
    environment["XDG_STATE_HOME"] = (stateFolder ?? ownState).path
    let output = folder.appending(path: "spawn-\(UUID().uuidString)")
    let errors = folder.appending(path: "spawn-\(UUID().uuidString)")
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors.path, O_WRONLY | O_CREAT, 0o600)
    // Closing what is not open is no error.
    for descriptor in 3..<min(1024, Int32(clamping: sysconf(Int32(_SC_OPEN_MAX)))) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var child: pid_t = 0
    let number = posix_spawnp(&child, program, &actions, &attributes, &words, &settings)
    guard number == 0 else { throw Failure(program: program, number: number) }

    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7f
    return Outcome(
      code: Int(signal == 0 ? (status >> 8) & 0xff : 128 + signal),
      output: String(decoding: (try? Data(contentsOf: output)) ?? Data(), as: UTF8.self),
      errors: String(decoding: (try? Data(contentsOf: errors)) ?? Data(), as: UTF8.self))
  }
}
