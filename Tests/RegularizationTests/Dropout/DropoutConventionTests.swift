import Regularization
import Testing

struct DropoutConventionTests {
  @Test func atOneHalfTheConventionsAgreeAndAtOneFifthTheSlipShows() {
    for convention in DropoutConvention.allCases {
      #expect(convention.agrees(at: 0.5))
      #expect(convention.agrees(at: 0.2) == (convention != .scaledByP))
    }
    // In exact decimals: 0.8 on average in training, 0.2 at inference.
    #expect(DropoutConvention.scaledByP.meanTrainingFactor("0.2" as ExactDecimal) == "0.8")
    #expect(DropoutConvention.scaledByP.inferenceFactor("0.2" as ExactDecimal) == "0.2")
    #expect(DropoutConvention.inverted.trainingFactor("0.2" as ExactDecimal).exact == "1.25")
    #expect(DropoutConvention.inverted.trainingFactor("0.3" as ExactDecimal).exact == nil)
    #expect(DropoutConvention.original.inferenceFactor("0.3" as ExactDecimal) == "0.7")
  }

  /// Every p: the mean factor over the two fates of a unit.
  @Test func theMeanFactorIsTheMeanOverBothFates() {
    for percent in 0..<100 {
      let drop = Double(percent) / 100
      for convention in DropoutConvention.allCases {
        let mean = (1 - drop) * convention.trainingFactor(drop)
        #expect(agree(convention.meanTrainingFactor(drop), mean, to: 1e-15))
      }
    }
  }

  @Test(arguments: [(0.5, [0.0, 0, 0]), (0.2, [0, 0, -0.6])])
  func theMeansOfALayerAgreeOrNot(drop: Double, gaps: [Double]) {
    // The mean of what would be fed is 1.
    let activations = [[0.5, 1.5, 1], [2, 0, 1]]
    for (convention, gap) in zip(DropoutConvention.allCases, gaps) {
      let comparison = ConventionComparison(
        convention, of: activations, dropProbability: drop, layer: 1, seed: 5, masks: 20_000)
      #expect(agree(comparison.gap, gap))
      #expect(comparison.agrees == (gap == 0))
      // What was drawn is near what is expected: six numbers times 20,000 masks.
      #expect(abs(comparison.drawn - comparison.expected) < 0.02, "\(convention)")
    }
  }

  @Test func theDrawnMeanIsTheMeanOverTheDrawnMasks() {
    let activations = [[0.5, 1.5, 1], [2, 0, 1]]
    let comparison = ConventionComparison(
      .inverted, of: activations, dropProbability: 0.2, layer: 1, seed: 5, masks: 7)
    var sum = 0.0
    for step in 1...7 {
      let mask = DropoutMask(seed: 5, step: step, layer: 1, 0.2)
      for (row, values) in activations.enumerated() {
        for (input, value) in values.enumerated() where mask.keeps(row: row, input: input) {
          sum += value / 0.8
        }
      }
    }
    #expect(agree(comparison.drawn, sum / 42))
  }

  @Test func theComparisonsOfASpecAreOfTheActivationsWithoutDropout() {
    let spec = MaskFixture.byHand(0.2)
    let all = spec.conventionComparisons(ofLayer: 1, parameters: spec.parameters, masks: 10)
    #expect(all.map(\.convention) == DropoutConvention.allCases)
    #expect(all.map(\.inference).elementsEqual([1.25, 1, 0.25]) { agree($0, $1) })
    #expect(all.map(\.expected).elementsEqual([1.25, 1, 1]) { agree($0, $1) })
  }
}
