import Lessons
import Regularization
import Testing

@testable import Tutor

/// Every number of a working can be computed by hand from the numbers beside it.
struct MaskWorkingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var edit: @Sendable (inout MaskSpec) -> Void = { _ in }
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "momentum and L2", file: MaskPanelFixture.deep),
    Case(name: "adamw, cross-entropy", file: MaskPanelFixture.classes),
    Case(name: "linear, sgd", file: MaskPanelFixture.linear),
    Case(
      name: "nesterov, velocities of steps", file: MaskPanelFixture.deep,
      edit: { $0.optimizer = OptimizerSpec(.nesterov, velocityForm: .steps) }),
    Case(
      name: "momentum, velocities of steps", file: MaskPanelFixture.deep,
      edit: { $0.optimizer = OptimizerSpec(.momentum, velocityForm: .steps) }),
    Case(
      name: "rmsprop, ε inside, tanh, original", file: MaskPanelFixture.deep,
      edit: {
        $0.optimizer = OptimizerSpec(.rmsprop, epsilon: 1e-3, epsilonPlacement: .insideRoot)
        $0.network.layers[0].activation = .tanh
        $0.network.layers[1].activation = .sigmoid
        $0.convention = .original
      }),
    Case(
      name: "adam, ε before the correction, decay", file: MaskPanelFixture.deep,
      edit: {
        $0.optimizer = OptimizerSpec(
          .adam, epsilon: 1e-2, epsilonPlacement: .beforeCorrection, weightDecay: 0.3)
        $0.loss = .halfSquaredError
      }),
    Case(
      name: "adam, L1 and no correction", file: MaskPanelFixture.deep,
      edit: {
        $0.optimizer = OptimizerSpec(.adam, correctsBias: false)
        for layer in $0.network.layers.indices {
          $0.network.layers[layer].penalty = Penalty(l1: 0.2, l2: 0.1)
        }
      }),
    Case(
      name: "proximal L1", file: MaskPanelFixture.deep,
      edit: {
        $0.optimizer = OptimizerSpec(.sgd)
        for layer in $0.network.layers.indices {
          $0.network.layers[layer].penalty = Penalty(l1: 0.5, zeroRule: .proximal)
        }
      }),
    Case(
      name: "logistic", file: MaskPanelFixture.deep,
      edit: {
        $0.loss = .logistic
        $0.targets = .classes([1, 0, 1], count: 2, names: [])
      }),
  ]

  private static func panel(_ one: Case) throws -> MaskPanelState {
    var plan = try MaskPanelFixture.plan(one.file)
    one.edit(&plan.spec)
    #expect(plan.spec.problems().isEmpty)
    return MaskPanelState(MaskStep(plan: plan))
  }

  private static func lines(_ panel: MaskPanelState) -> [String] {
    texts(panel).flatMap { $0.text.split(separator: "\n").map(String.init) }
  }

  /// The workings of all units and weights in every part of every update, with the panel that says them.
  private static func texts(_ panel: MaskPanelState) -> [(panel: MaskPanelState, text: String)] {
    func text(_ panel: MaskPanelState) -> (MaskPanelState, String) {
      (panel, MaskLines.working(panel).joined(separator: "\n"))
    }
    var panel = panel
    var lines: [(MaskPanelState, String)] = []
    repeat {
      guard let iteration = panel.iteration, let pass = panel.pass else { return lines }
      if panel.place.phase == .weights {
        for weight in iteration.weights.joined() {
          panel.weight = weight.place
          lines.append(text(panel))
        }
      } else {
        for layer in pass.units.indices {
          for unit in pass.units[layer].indices {
            panel.unit = MaskPanelState.Unit(layer: layer, unit: unit)
            lines.append(text(panel))
          }
        }
      }
    } while panel.update(.nextPressed) == .done
    return lines
  }

  /// The clauses of a line: what stands between its commas and semicolons, but not within brackets.
  private static func clauses(_ line: String) -> [String] {
    var depth = 0
    var clauses = [""]
    for character in line {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, character == "," || character == ";" {
        clauses.append("")
      } else {
        clauses[clauses.count - 1].append(character)
      }
    }
    return clauses
  }

  /// The expressions and results of a line: what stands between its signs of equality, as far as it
  /// consists of numbers.
  private static func chains(_ line: String) -> [[(text: String, value: Double)]] {
    clauses(line).map { clause in
      clause.replacing("←", with: "=").split(separator: "=").compactMap { side in
        // `momentum −0.1·0.5`: a word before the numbers is a name.
        let words = side.split(separator: " ").drop { word in
          word.allSatisfy { $0.isLetter || "’:".contains($0) } && word != "e"
        }
        let text = words.joined(separator: " ")
        return Arithmetic.value(of: text).map { (text, $0) }
      }
    }.filter { $0.count > 1 }
  }

  /// The largest number that is written in an expression.
  private static func largest(in text: String) -> Double {
    text.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }.compactMap { Double($0) }.max() ?? 0
  }

  @Test(arguments: cases, [false, true])
  func everyLineCanBeComputedByHand(one: Case, allDigits: Bool) throws {
    var panel = try MaskWorkingTests.panel(one)
    panel.showsAllDigits = allDigits
    var checked = 0
    for line in MaskWorkingTests.lines(panel) {
      for chain in MaskWorkingTests.chains(line) {
        for (text, value) in chain.dropFirst() {
          let error = abs(value - chain[0].value)
          // Numbers are shown with six digits; where they cancel, few of them are left.
          let isRounding =
            error <= (allDigits ? 1e-9 : 5e-5) * abs(value)
            || error <= (allDigits ? 1e-13 : 2e-6)
              * max(1, MaskWorkingTests.largest(in: chain[0].text + text))
          #expect(isRounding, "\(line)")
        }
        checked += 1
      }
    }
    #expect(checked > 60)
  }

  /// Of a unit that is kept, the working has its sum, its activation, its factor, what it feeds on and
  /// what comes back; of a weight its gradient and its new value.
  @Test(arguments: cases)
  func everyNumberOfAnUpdateIsInAWorking(one: Case) throws {
    let panel = try MaskWorkingTests.panel(one)
    let figures = MaskFigures()
    for (panel, text) in MaskWorkingTests.texts(panel) {
      guard let pass = panel.pass, let iteration = panel.iteration else { continue }
      let unit = pass.units[panel.unit.layer][panel.unit.unit]
      var numbers: [Double?]
      switch panel.place.phase {
      case .numbers: numbers = [unit.uniform]
      case .masks: numbers = [unit.uniform, unit.word == nil ? nil : unit.dropProbability]
      case .forward: numbers = [unit.weightedSum, unit.activation, unit.fed]
      case .loss: numbers = [pass.loss]
      case .back: numbers = [unit.gradient?.byFed, unit.gradient?.slope, unit.gradient?.delta]
      case .weights:
        let weight = try #require(iteration.weight(panel.weight))
        numbers = [weight.gradient, weight.before, weight.after]
        numbers += weight.motion.movers.filter { $0 != .zeroRule }.map(weight.motion.part)
      }
      for number in numbers.compactMap({ $0 }) {
        #expect(text.contains(figures.term(number)), "\(number) in: \(text)")
      }
    }
  }

  @Test func aWeightWithoutGradientSaysWhyAndWhatMovesIt() throws {
    let panel = try MaskWorkingTests.panel(MaskWorkingTests.cases[0])
    var silenced = 0
    var moved = 0
    for (panel, text) in MaskWorkingTests.texts(panel) {
      guard panel.place.phase == .weights,
        let weight = panel.iteration?.weight(panel.weight)
      else { continue }
      #expect(text.contains("no gradient, because of the mask") == weight.isSilencedByMask)
      #expect(text.contains("still moves it") == !weight.moversWithoutGradient.isEmpty)
      silenced += weight.isSilencedByMask ? 1 : 0
      moved += weight.isSilencedByMask && weight.moversWithoutGradient.contains(.memory) ? 1 : 0
    }
    #expect(silenced > 0 && moved > 0)
  }
}
