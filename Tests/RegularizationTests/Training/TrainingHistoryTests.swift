import Regularization
import Testing

@Suite("The history of a run")
struct TrainingHistoryTests {
  static func record(
    _ epoch: Int, dataLoss: Double = 1, validationLoss: Double? = nil, zeros: Int = 0,
    isPartial: Bool = false
  ) -> EpochRecord {
    EpochRecord(
      epoch: epoch, isPartial: isPartial, step: 10 * epoch, dataLoss: dataLoss, penalty: 0.5,
      trainingAccuracy: nil, validationLoss: validationLoss, validationAccuracy: nil, zeros: zeros,
      weights: 100, l1Norm: 1, l2Norm: 1, seconds: 0.25)
  }

  static func history(_ validationLosses: [Double?]) -> TrainingHistory {
    TrainingHistory(
      validationLosses.enumerated().map { record($0 + 1, validationLoss: $1) })
  }

  @Test("has as its best epoch the first with the lowest validation loss")
  func best() {
    #expect(TrainingHistoryTests.history([3, 1, 2, 1]).best?.epoch == 2)
    #expect(TrainingHistoryTests.history([.nan, 5, .infinity]).best?.epoch == 2)
    #expect(TrainingHistoryTests.history([nil, nil]).best == nil)
    var history = TrainingHistoryTests.history([3])
    history.append(TrainingHistoryTests.record(2, validationLoss: 0, isPartial: true))
    #expect(history.best?.epoch == 1)
  }

  @Test("lets a whole epoch take the place of its part")
  func parts() {
    var history = TrainingHistoryTests.history([3])
    history.append(TrainingHistoryTests.record(2, isPartial: true))
    history.append(TrainingHistoryTests.record(2))
    #expect(history.records.map(\.isPartial) == [false, false])
    #expect(history.records.map(\.epoch) == [1, 2])
    #expect(history.seconds == 0.5)
  }

  @Test("ends the run after so many epochs without a lower validation loss")
  func patience() {
    let rules = StopRules(patience: 2)
    func end(_ losses: [Double?]) -> RunEnd? {
      TrainingHistoryTests.history(losses).end(rules, epochs: 100)
    }
    #expect(end([3, 2]) == nil)
    #expect(end([3, 2, 2]) == nil)
    #expect(end([3, 2, 2, 2]) == .patience)
    #expect(end([3, 2, 4, 1]) == nil)
    #expect(end([nil, nil, nil, nil]) == nil)
  }

  @Test("ends the run at a data loss, at exact zeros, at its last epoch")
  func otherEnds() {
    let history = TrainingHistory([TrainingHistoryTests.record(4, dataLoss: 0.5, zeros: 7)])
    #expect(history.end(StopRules(dataLoss: 0.5), epochs: 9) == .dataLoss)
    #expect(history.end(StopRules(dataLoss: 0.49), epochs: 9) == nil)
    #expect(history.end(StopRules(exactZeros: 7), epochs: 9) == .exactZeros)
    #expect(history.end(StopRules(exactZeros: 8), epochs: 9) == nil)
    #expect(history.end(StopRules(), epochs: 4) == .epochs)
    #expect(TrainingHistory().end(StopRules(), epochs: 0) == .epochs)
    #expect(TrainingHistory().end(StopRules(), epochs: 1) == nil)
  }
}
