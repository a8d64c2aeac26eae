import Foundation
import Lessons
import Regularization
import TerminalUI
import Testing

@testable import Tutor

/// The next update in figures: what is printed must come out when somebody computes it.
struct LabStepWorkingTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var optimizer: OptimizerSpec
    var penalty = Penalty.none
    var dropout = 0.0
    var testDescription: String { name }
  }

  static let samples: [Sample] = [
    Sample(name: "sgd", optimizer: OptimizerSpec(.sgd)),
    Sample(name: "sgd, L2", optimizer: OptimizerSpec(.sgd), penalty: Penalty(l2: 0.02)),
    Sample(
      name: "sgd, both, full", optimizer: OptimizerSpec(.sgd),
      penalty: Penalty(l1: 0.01, l2: 0.02, l2Convention: .full)),
    Sample(
      name: "sgd, proximal", optimizer: OptimizerSpec(.sgd),
      penalty: Penalty(l1: 0.05, zeroRule: .proximal)),
    Sample(
      name: "sgd, hold", optimizer: OptimizerSpec(.sgd), penalty: Penalty(l1: 2, zeroRule: .hold)),
    Sample(name: "momentum", optimizer: OptimizerSpec(.momentum), dropout: 0.5),
    Sample(
      name: "momentum of steps", optimizer: OptimizerSpec(.momentum, velocityForm: .steps)),
    Sample(name: "nesterov", optimizer: OptimizerSpec(.nesterov)),
    Sample(name: "rmsprop", optimizer: OptimizerSpec(.rmsprop)),
    Sample(name: "adam, L2", optimizer: OptimizerSpec(.adam), penalty: Penalty(l2: 0.1)),
    Sample(name: "adamw", optimizer: OptimizerSpec(.adamw, weightDecay: 0.3)),
    Sample(
      name: "adam as Keras's",
      optimizer: OptimizerSpec(.adam, epsilon: 1e-7, epsilonPlacement: .beforeCorrection)),
  ]

  private func group(_ sample: Sample) throws -> RunGroup {
    var spec = labSpec {
      $0.optimizer = sample.optimizer
      $0.learningRate = 0.05
      $0.network.penalties = [sample.penalty]
      $0.network.dropProbabilities = [0, sample.dropout]
      $0.precision = .float64
    }
    spec.epochs = 10
    let samples = try DataLoader.load(spec.data, seed: spec.seed, files: NoFiles())
    return try RunGroup([(spec, samples)])
  }

  private func picture(_ group: RunGroup, chosen: WeightPlace) -> LabPicture {
    var request = ObservationRequest()
    request.chosen = chosen
    var look = LabLook()
    look.chosen = chosen
    let spec = group.runs[0].spec
    return LabPicture(
      plan: labPlan([LabRun(id: "run", title: "run", spec: spec)]), samples: group.summary,
      observation: group.observe(request), look: look)
  }

  /// The numbers of a line, without the words around them.
  private func value(of expression: String) throws -> Double {
    var text = expression.replacing("−", with: "-").replacing("·", with: "*")
      .replacing(" (decay)", with: "")
    text = text.replacing("e-", with: "e_")
    var sum = 0.0
    // a - b - c*d/e: no other form is printed.
    for (index, part) in text.components(separatedBy: " - ").enumerated() {
      var product = 1.0
      for (place, factor) in part.components(separatedBy: "*").enumerated() {
        let quotient = try factor.components(separatedBy: "/").map { word in
          let digits = word.replacing("e_", with: "e-")
            .trimmingCharacters(in: CharacterSet(charactersIn: "() "))
          return try #require(Double(digits), "\(word) in \(expression)")
        }
        product *= quotient.dropFirst().reduce(quotient[0], /)
        _ = place
      }
      sum += index == 0 ? product : -product
    }
    return sum
  }

  @Test(arguments: samples)
  func theNewWeightComesOutOfThePrintedNumbers(sample: Sample) throws {
    let group = try group(sample)
    for steps in [0, 1, 6] {
      group.advance(steps: steps)
      for chosen in [
        WeightPlace(layer: 0, input: 1, unit: 2), WeightPlace(layer: 1, input: 3, unit: 0),
        WeightPlace(layer: 1, input: nil, unit: 0),
      ] {
        let working = try #require(StepWorking(picture(group, chosen: chosen)))
        let lines = working.lines(.update)
        let name = chosen.input == nil ? "b" : "w"
        let line = try #require(lines.first { $0.hasPrefix("\(name) ← ") }, "\(lines)")
        let sides = line.dropFirst(4).components(separatedBy: " = ")
        let printed = try value(of: sides[1])
        // Six significant digits of every term.
        #expect(abs(try value(of: sides[0]) - printed) < 2e-5, "\(line)")
      }
    }
  }

  @Test(arguments: samples)
  func theLastFigureIsTheWeightAfterTheStep(sample: Sample) throws {
    let group = try group(sample)
    group.advance(steps: 5)
    let chosen = WeightPlace(layer: 0, input: 1, unit: 2)
    let working = try #require(StepWorking(picture(group, chosen: chosen)))
    let lines = working.lines(.update)
    group.advance(steps: 1)
    let parameters = group.runs[0].parameters[0]
    let after = parameters.weights[1 * 4 + 2]
    let digits = after == 0 ? "0" : RunObservation.minus(after.rounded(significantDigits: 17))
    #expect(
      lines.contains { $0.hasSuffix("= \(digits)") || $0.contains("= \(digits):") }
        || after == 0 && lines.contains { $0.hasPrefix("hold:") }, "\(lines) \(digits)")
  }

  @Test func theWayForwardAndBackIsWrittenOut() throws {
    let group = try group(LabStepWorkingTests.samples[0])
    let place = WeightPlace(layer: 0, input: 1, unit: 2)
    let picture = picture(group, chosen: place)
    let preview = try #require(picture.run.preview)
    let working = try #require(StepWorking(picture))
    func term(_ value: Double) -> String {
      RunObservation.minus(value.rounded(significantDigits: 6))
    }
    let forward = working.lines(.forward)
    #expect(forward[0] == "sample \(preview.sample + 1) of 48, first of a batch of 8")
    #expect(forward.last == "a = tanh(z) = \(term(preview.output))")
    // tanh as the system has it: an independent figure.
    #expect(abs(preview.output - tanh(preview.weightedSum)) < 1e-12)
    let loss = working.lines(.loss)
    let y = preview.networkOutputs[0]
    let expected = log(1 + exp(y)) - preview.target * y
    #expect(loss[2] == "loss of the sample = log(1 + e^y) − t·y = \(term(expected))")
    let backward = working.lines(.backward)
    #expect(backward[1].hasSuffix(" = \(term(preview.input * preview.delta))"))
  }

  @Test func aDroppedUnitIsNamed() throws {
    let group = try group(LabStepWorkingTests.samples[5])
    var isSeen = false
    for _ in 0..<20 {
      for unit in 0..<4 {
        let place = WeightPlace(layer: 1, input: unit, unit: 0)
        let picture = picture(group, chosen: place)
        guard let preview = picture.run.preview, preview.isInputDropped else { continue }
        isSeen = true
        let lines = try #require(StepWorking(picture)).lines(.forward)
        #expect(lines[1] == "x = 0: the unit before is dropped for this sample")
        #expect(preview.sampleGradient == 0)
      }
      group.advance(steps: 1)
    }
    #expect(isSeen)
  }
}
