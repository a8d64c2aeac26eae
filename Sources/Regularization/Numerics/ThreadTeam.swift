import CKernels

/// Threads that do one piece of work together, each its own part of it.
final class ThreadTeam {
  let members: Int
  private let team: OpaquePointer

  /// `nil` where the system has no more threads.
  init?(members: Int) {
    guard let team = kernels_team_create(Int32(members)) else { return nil }
    self.members = members
    self.team = team
  }

  deinit { kernels_team_destroy(team) }

  private final class Work {
    let body: (Int) -> Void
    init(_ body: @escaping (Int) -> Void) { self.body = body }
  }

  /// Runs `body` as every member, member 0 on the calling thread, with subnormal numbers flushed
  /// to zero; comes back when all are done.
  func run(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Work(body)
      withExtendedLifetime(work) {
        kernels_team_run(
          team,
          { context, member in
            guard let context else { return }
            Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body(Int(member))
          }, Unmanaged.passUnretained(work).toOpaque())
      }
    }
  }

  /// Waits until every member is here. What they wrote before, all can read afterwards.
  func wait(_ member: Int) { kernels_team_wait(team, Int32(member)) }

  /// The part of `0 ..< count` that a member has, in whole units of `unit` but for the end.
  func share(of count: Int, in unit: Int, for member: Int) -> Range<Int> {
    // Divisions are worth avoiding where a step takes a microsecond.
    guard members > 1 else { return 0..<count }
    let units = (count + unit - 1) / unit
    let first = min(units * member / members * unit, count)
    let end = min(units * (member + 1) / members * unit, count)
    return first..<end
  }
}
