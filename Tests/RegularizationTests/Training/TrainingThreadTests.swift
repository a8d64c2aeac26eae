import Regularization
import Synchronization
import Testing

struct TrainingThreadTests {
  private struct Seen: Sendable {
    var step: Int
    var hash: WeightsHash
    var isPlaying: Bool
  }

  private func thread(
    _ spec: TrainingSpec, onChange: @escaping @Sendable () -> Void = {}
  ) throws -> TrainingThread<Seen> {
    try TrainingThread(
      makeGroup: {
        try? RunGroup([(spec, SampleFixture.data(SampleFixture.classes()))])
      },
      snapshot: { group, isPlaying in
        Seen(step: group.step, hash: group.runs[0].weightsHash, isPlaying: isPlaying)
      }, onChange: onChange)
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
    thread.perform { $0.advance(steps: 30) }
    thread.perform { $0.go(to: 12) }
    thread.perform { $0.change(.learningRate(0.5)) }
    thread.perform { $0.advance(steps: 1) }
    let seen = next(of: thread) { $0.step == 13 }
    thread.end()
    let straight = try TrainingRun(
      SampleFixture.spec {
        $0.changes = [RecordedChange(step: 12, change: .learningRate(0.5))]
      }, on: SampleFixture.data(SampleFixture.classes()))
    try straight.train(steps: 13)
    #expect(seen.hash == straight.weightsHash)
  }

  @Test func divergenceStopsIt() throws {
    let told = Atomic(0)
    let thread = try thread(
      SampleFixture.spec(optimizer: OptimizerSpec(.sgd), learningRate: 1e9) {
        $0.loss = .halfSquaredError
        $0.network.outputActivation = .linear
      }
    ) { told.add(1, ordering: .relaxed) }
    let failure = Mutex<Divergence?>(nil)
    thread.play()
    while told.load(ordering: .relaxed) == 0 {}
    #expect(!thread.isPlaying)
    let seen = next(of: thread) { _ in true }
    #expect(!seen.isPlaying)
    thread.perform { group in
      let divergence = group.observe(ObservationRequest()).runs[0].divergence
      failure.withLock { $0 = divergence }
    }
    _ = next(of: thread) { _ in true }
    thread.end()
    #expect(failure.withLock { $0?.step } == seen.step + 1)
  }

  @Test func aGoalPausesItJustThere() throws {
    let told = Atomic(0)
    let thread = try thread(SampleFixture.spec()) { told.add(1, ordering: .relaxed) }
    // Of 60 samples in batches of 8 an epoch has 8 updates.
    for (goal, step) in [
      (TrainingGoal.steps(3), 3), (.endOfEpoch, 8), (.endOfEpoch, 16), (.epoch(4), 32),
      (.step(35), 35), (.steps(2), 37), (.step(20), 37), (.epoch(1), 37),
    ] {
      let before = told.load(ordering: .relaxed)
      thread.play(until: goal)
      while told.load(ordering: .relaxed) == before {}
      #expect(!thread.isPlaying, "\(goal)")
      let seen = next(of: thread) { _ in true }
      #expect(seen.step == step, "\(goal)")
      #expect(!seen.isPlaying, "\(goal)")
    }
    thread.end()
  }

  /// However quickly the orders come.
  @Test func aGoalIsSeenFromWhereTheCommandsBeforeItLead() throws {
    let told = Atomic(0)
    let thread = try thread(SampleFixture.spec()) { told.add(1, ordering: .relaxed) }
    for round in 1...20 {
      let before = told.load(ordering: .relaxed)
      thread.perform { $0.advance(steps: 10) }
      thread.perform { $0.go(to: $0.step - 3) }
      thread.play(until: .steps(2))
      while told.load(ordering: .relaxed) == before {}
      let seen = next(of: thread) { _ in true }
      #expect(seen.step == 9 * round)
    }
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
