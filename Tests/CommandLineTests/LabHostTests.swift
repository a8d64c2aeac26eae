import Lessons
import Regularization
import Tutor

import Foundation
import Testing

@testable import regtutor

/// Orders in, reports out.
struct LabHostTests {
  static let spec = TrainingSpec(
    data: DataSpec(.generated(.spiral), samples: 60, noise: 0.2),
    network: NetworkPlan(hiddenUnits: [6], activation: .tanh, dropProbabilities: [0, 0.2]),
    optimizer: OptimizerSpec(.adam), learningRate: 0.01, batchSize: 8, epochs: 5)

  static func plan(_ specs: [TrainingSpec] = [spec]) -> LabPlan {
    LabPlan(
      runs: RunNames.runs(of: specs), panels: [.loss], dials: LabDial.allCases,
      epochs: specs[0].epochs)
  }

  @Test func aCutOfThePresentNetworkIsTold() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.order(.advance(steps: 3), .cut(run: 0))
    let cuts = driver.reports.compactMap { if case .cut(let cut) = $0 { cut } else { nil } }
    #expect(cuts.map(\.step) == [3])
    #expect(cuts.first?.spec.problems().isEmpty == true)
  }

  /// A host with a loop that draws nothing.
  final class Driver {
    let host: LabHost
    private let pipe: WakePipe
    /// All but observations, of which only the last is kept.
    private(set) var reports: [LabReport] = []
    private(set) var observed: (group: GroupObservation, pace: LabPace)?

    init(_ settings: LabHost.Settings = LabHost.Settings(), plan: LabPlan? = nil) throws {
      let pipe = try WakePipe()
      self.pipe = pipe
      host = LabHost(settings, lessonsFolder: nil, wake: { pipe.wake() })
      if let plan { order(.begin(plan)) }
    }

    deinit { host.close() }

    /// Orders, and waits until all is done.
    func order(_ orders: LabOrder...) {
      for order in orders { host.carryOut(order, at: WorkTime.now) }
      loop { self.host.isAtRest }
    }

    /// Orders and waits for nothing.
    func begin(_ orders: LabOrder...) {
      for order in orders { host.carryOut(order, at: WorkTime.now) }
    }

    /// Looks again and again, but not for ever.
    func loop(until holds: () -> Bool) {
      let end = WorkTime.now + .seconds(60)
      while WorkTime.now < end {
        for report in host.reports(at: WorkTime.now) {
          if case .observed(let group, let pace) = report {
            observed = (group, pace)
          } else {
            reports.append(report)
          }
        }
        host.drew()
        if holds() { return }
        let patience = host.deadline.map {
          Int((WorkTime.seconds($0 - WorkTime.now) * 1000).rounded(.up))
        }
        _ = pipe.wait(milliseconds: min(patience ?? 1000, 1000))
      }
      Issue.record("what was waited for does not come")
    }

    var last: RunObservation? { observed?.group.runs.first }
    var pace: LabPace? { observed?.pace }
  }

  /// The hash of a run that nothing happens to.
  static func hash(_ spec: TrainingSpec, steps: Int) throws -> String {
    let samples = try DataLoader.load(
      spec.data, seed: spec.seed, files: DiskDataFiles(lessonsFolder: nil))
    let run = try TrainingRun(spec, on: samples)
    try run.train(steps: steps)
    return run.weightsHash.description
  }

  // MARK: Opening

  @Test func runsAreSetUpAndObserved() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    guard case .opened(let summary) = driver.reports.first else {
      Issue.record("\(driver.reports)")
      return
    }
    #expect(summary.training == 48 && summary.validation == 12 && summary.inputs == 2)
    #expect(driver.last?.position.step == 0)
    #expect(driver.pace == LabPace(isPlaying: false, stepsPerSecond: 0))
    #expect(driver.host.deadline == nil)
  }

  @Test func whatCannotBeSetUpIsToldWithARemedyAndAnotherPlanMayFollow() throws {
    var spec = LabHostTests.spec
    spec.data.source = .named("/nosuch/points.csv")
    let driver = try Driver(plan: LabHostTests.plan([spec]))
    guard case .failed(let message, let remedy) = driver.reports.first else {
      Issue.record("\(driver.reports)")
      return
    }
    #expect(message == "there is no data set and no file “/nosuch/points.csv”")
    #expect(remedy.hasPrefix("name a file, or one of circle,"))
    driver.order(.advance(steps: 1), .pause, .go(to: 3))
    #expect(driver.reports.count == 1 && driver.observed == nil)
    driver.order(.begin(LabHostTests.plan()), .advance(steps: 1))
    #expect(driver.last?.position.step == 1)
  }

  @Test func aPlanTakesThePlaceOfTheOneBefore() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.begin(.play(stepsPerSecond: nil, toEpoch: 1_000_000))
    driver.order(.begin(LabHostTests.plan([LabHostTests.spec, LabHostTests.spec])))
    #expect(driver.observed?.group.runs.count == 2)
    #expect(driver.last?.position.step == 0)
    driver.order(.close)
    driver.order(.advance(steps: 1))
    #expect(driver.last?.position.step == 0)
  }

  // MARK: Training

  @Test func itPlaysToItsEpochsAndFurtherOnlyWhereItStandsBeyondThem() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.order(.play(stepsPerSecond: nil, toEpoch: 5))
    #expect(driver.last?.position.step == 30)
    #expect(driver.last?.weightsHash == (try LabHostTests.hash(LabHostTests.spec, steps: 30)))
    #expect(driver.pace?.isPlaying == false)
    driver.begin(.play(stepsPerSecond: nil, toEpoch: 5))
    driver.loop { (driver.last?.position.step ?? 0) > 30 }
    driver.order(.pause)
    let step = try #require(driver.last?.position.step)
    #expect(driver.last?.weightsHash == (try LabHostTests.hash(LabHostTests.spec, steps: step)))
  }

  @Test func slowMotionMakesEveryStepAndEndsWithTheEpochs() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.order(.play(stepsPerSecond: 500, toEpoch: 2))
    #expect(driver.last?.position.step == 12)
    #expect(driver.last?.weightsHash == (try LabHostTests.hash(LabHostTests.spec, steps: 12)))
    driver.begin(.play(stepsPerSecond: 1, toEpoch: 5))
    driver.loop { driver.last?.position.step == 13 }
    #expect(driver.pace?.isPlaying == true)
    // The next one is due in a second, and nothing happens until then.
    let patience = try #require(driver.host.deadline) - WorkTime.now
    #expect(patience > .milliseconds(100) && patience < .milliseconds(1100))
    driver.order(.pause)
    #expect(driver.last?.position.step == 13)
    #expect(driver.host.deadline == nil)
  }

  @Test func everyStepThatIsOrderedIsMade() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    for _ in 0..<7 { driver.begin(.pause, .advance(steps: 1)) }
    driver.order(.advance(steps: 100))
    #expect(driver.last?.position.step == 107)
    driver.order(.advanceToEndOfEpoch)
    #expect(driver.last?.position.step == 108)
  }

  @Test func thePaceIsToldWhileItPlays() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.begin(.play(stepsPerSecond: nil, toEpoch: 1_000_000))
    driver.loop { (driver.pace?.secondsLeft ?? 0) > 0 }
    #expect(driver.pace?.isPlaying == true)
    #expect(try #require(driver.pace?.stepsPerSecond) > 10)
    driver.order(.pause)
    #expect(driver.pace == LabPace(isPlaying: false, stepsPerSecond: 0))
  }

  @Test func ofStepsToGoToTheLastOneCountsAndWhatFollowsHoldsThere() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.order(.advance(steps: 300))
    driver.order(
      .go(to: 5), .go(to: 250), .go(to: 20), .change(.l1(0.01), run: nil), .advance(steps: 1))
    #expect(driver.last?.position.step == 21)
    #expect(driver.last?.end == 21)
    #expect(driver.last?.spec.changes == [RecordedChange(step: 20, change: .l1(0.01))])
  }

  /// The bits of a run do not depend on what was looked at, gone to, paused or begun meanwhile.
  @Test(arguments: 1...4) func whateverIsOrderedTheBitsAreThoseOfTheSpec(seed: UInt64) throws {
    var twin = LabHostTests.spec
    twin.network.penalties = [Penalty(l1: 0.01, zeroRule: .proximal)]
    let driver = try Driver(plan: LabHostTests.plan([LabHostTests.spec, twin]))
    var generator = CounterGenerator(seed: seed, purpose: .batchOrder, index: 0)
    func number(_ count: Int) -> Int { generator.nextIndex(below: count) }
    for _ in 0..<120 {
      let end = driver.last?.end ?? 0
      var request = ObservationRequest()
      request.histograms = number(2) == 0
      request.extremes = number(4)
      request.surfaceColumns = number(9)
      request.surfaceRows = number(9)
      let orders: [LabOrder] = [
        .play(stepsPerSecond: nil, toEpoch: number(40)), .pause, .advance(steps: number(40)),
        .advanceToEndOfEpoch, .go(to: number(end + 20) - 10), .observe(request),
        .change(.l2(Double(number(3)) / 100), run: number(2)),
        .change(.batchSize(4 + number(9)), run: nil),
        .change(.dropProbability(Double(number(5)) / 10), run: nil),
      ]
      let order = orders[number(orders.count)]
      driver.begin(order)
      // A run that plays may have no end; the others are waited for, half of them.
      if case .play = order {
        driver.loop { driver.host.isAtRest || number(3) == 0 }
      } else if number(2) == 0 {
        driver.order(.pause)
      }
    }
    driver.order(.pause)
    for run in try #require(driver.observed).group.runs {
      #expect(run.weightsHash == (try LabHostTests.hash(run.spec, steps: run.position.step)))
    }
  }

  // MARK: Frames

  @Test func noSnapshotIsAskedForBeforeTheLastOneIsDrawn() throws {
    let driver = try Driver(plan: LabHostTests.plan())
    driver.begin(.play(stepsPerSecond: nil, toEpoch: 1_000_000))
    var pending = 0
    // A display that takes its time: the clock is far ahead with every look.
    var now = WorkTime.now
    while pending == 0 {
      now += .milliseconds(40)
      pending += driver.host.reports(at: now).count
    }
    for _ in 0..<50 {
      now += .seconds(1)
      #expect(driver.host.reports(at: now).isEmpty)
    }
    #expect(driver.host.deadline == nil)
    driver.host.drew(FramePacing.Cost(cells: 0), from: now, to: now)
    #expect(driver.host.deadline == now + .nanoseconds(1_000_000_000 / 30))
    driver.host.close()
  }
}
