import CKernels

/// Something that one thread waits for and others announce. An announcement that nobody waits for is
/// kept for the next who does.
final class ThreadEvent: Sendable {
  private nonisolated(unsafe) let event: OpaquePointer

  /// `nil` where there is no memory.
  init?() {
    guard let event = kernels_event_create() else { return nil }
    self.event = event
  }

  deinit { kernels_event_destroy(event) }

  func announce() { kernels_event_announce(event) }
  func wait() { kernels_event_wait(event) }
}

/// Runs `body` on a new thread with all signals blocked. Gives 0, or the system's error number.
func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let context = Unmanaged.passRetained(Body(body))
  let error = kernels_start_thread(
    { context, _ in
      guard let context else { return }
      Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    }, context.toOpaque())
  if error != 0 { context.release() }
  return error
}
