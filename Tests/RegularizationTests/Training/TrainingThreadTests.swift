import Regularization
import Synchronization
import Testing

struct TrainingThreadTests {
  private struct Seen: Sendable {
    var step: Int
    var hash: WeightsHash
  }

  private func thread(
    _ spec: TrainingSpec, onChange: @escaping @Sendable () -> Void = {}
  ) throws -> TrainingThread<Seen> {
    try TrainingThread(
      makeTimeline: {
        (try? TrainingRun(spec, on: SampleFixture.data(SampleFixture.classes())))
          .map { TrainingTimeline($0) }
      },
      snapshot: { Seen(step: $0.step, hash: $0.run.weightsHash) }, onChange: onChange)
  }

  /// Looks into the mailbox until it has something that fits.
  private func next(
    of thread: TrainingThread<Seen>, where fits: (Seen) -> Bool
  ) -> Seen {
    thread.requestSnapshot()
    while true {
      if let seen = thread.mailbox.take() {
        if fits(seen) { return seen }
        thread.requestSnapshot()
      }
    }
  }

  @Test func snapshotsOnTheWayChangeNoBit() throws {
    let spec = SampleFixture.spec()
    let thread = try thread(spec)
    thread.play()
    var seen: [Seen] = []
    while seen.count < 20 {
      let least = (seen.last?.step ?? 0) + 1
      seen.append(next(of: thread) { $0.step >= least })
    }
    thread.pause()
    thread.end()
    let straight = try TrainingRun(spec, on: SampleFixture.data(SampleFixture.classes()))
    for one in seen {
      try straight.train(steps: one.step - straight.position.step)
      #expect(straight.weightsHash == one.hash, "step \(one.step)")
    }
  }

  @Test func commandsAreCarriedOutInOrderBetweenUpdates() throws {
    let thread = try thread(SampleFixture.spec())
    thread.perform { _ = try? $0.advance(steps: 30) }
    thread.perform { try? $0.go(to: 12) }
    thread.perform { $0.change(.learningRate(0.5)) }
    thread.perform { _ = try? $0.advance(steps: 1) }
    let seen = next(of: thread) { $0.step == 13 }
    thread.end()
    let straight = try TrainingRun(
      SampleFixture.spec {
        $0.changes = [RecordedChange(step: 12, change: .learningRate(0.5))]
      }, on: SampleFixture.data(SampleFixture.classes()))
    try straight.train(steps: 13)
    #expect(seen.hash == straight.weightsHash)
  }

  @Test func divergenceStopsItAndIsTold() throws {
    let told = Atomic(0)
    let thread = try thread(
      SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 1e9) {
        $0.loss = .halfSquaredError
        $0.network.outputActivation = .linear
      }
    ) { told.add(1, ordering: .relaxed) }
    thread.play()
    while told.load(ordering: .relaxed) == 0 {}
    let failure = try #require(thread.takeDivergence())
    #expect(!thread.isPlaying)
    let seen = next(of: thread) { _ in true }
    #expect(seen.step == failure.step - 1)
    thread.end()
  }

  /// What the taker does who is quicker than the giver: picks up, and asks again.
  @Test func aRequestWhileAValueIsMadeIsServedByTheNextOffer() {
    let mailbox = SnapshotMailbox<Int>()
    mailbox.request()
    let isLeft = mailbox.offer {
      mailbox.request()
      return 1
    }
    #expect(isLeft)
    #expect(mailbox.take() == 1)
    #expect(mailbox.isRequested)
    #expect(mailbox.offer { 2 })
    #expect(mailbox.take() == 2)
    #expect(!mailbox.offer { 3 })
  }
}
