import Regularization
import Testing

/// Training against PyTorch, step by step; `Tests/Reference/README.md` says how the figures were
/// made.
struct ReferenceTraceTests {
  /// How far two results may lie apart: relative, but where the figure is smaller than the floor,
  /// relative to the floor.
  private struct Tolerance {
    var relative: Double
    var floor: Double

    /// The generator refuses cases that magnify a change of the start more than 60 times, with
    /// this floor for Float64; there 20 steps of rounding stay below 10⁻¹². In Float32 the
    /// rounding of a step is half of 6·10⁻⁸ of the numbers added up, which are of the size of 1.
    init(_ precision: Precision) {
      (relative, floor) = precision == .float64 ? (1e-12, 1e-3) : (2e-6, 0.1)
    }

    func allows(_ value: Double, for expected: Double) -> Bool {
      abs(value - expected) <= relative * max(abs(expected), floor)
    }
  }

  @Test(arguments: ReferenceTrace.names)
  func twentyStepsAgreeWithPyTorch(name: String) throws {
    let reference = try ReferenceTrace(named: name)
    let tolerance = Tolerance(reference.spec.precision)
    let trace = try Tracer.run(reference.spec)

    #expect(trace.steps.map(\.step) == reference.expected.steps.map(\.step))
    for (step, expected) in zip(trace.steps, reference.expected.steps) {
      #expect(
        tolerance.allows(step.dataLoss, for: expected.dataLoss),
        "data loss of step \(step.step): \(step.dataLoss), not \(expected.dataLoss)")
      #expect(
        tolerance.allows(step.penalty, for: expected.penalty),
        "penalty of step \(step.step): \(step.penalty), not \(expected.penalty)")
    }

    #expect(trace.parameters.keys.sorted() == reference.expected.parameters.map(\.step))
    for report in reference.expected.parameters {
      let layers = try #require(trace.parameters[report.step])
      try #require(layers.count == report.layers.count)
      for (index, (layer, expected)) in zip(layers, report.layers).enumerated() {
        let pairs = [
          ("weights", layer.weights, expected.weights.flatMap(\.self)),
          ("biases", layer.biases, expected.biases),
        ]
        for (part, values, figures) in pairs {
          try #require(values.count == figures.count)
          let place = "layer\(index + 1).\(part) after step \(report.step)"
          for (position, (value, figure)) in zip(values, figures).enumerated() {
            #expect(
              tolerance.allows(value, for: figure), "\(place)[\(position)]: \(value), not \(figure)"
            )
            // What a rule brings to zero is exactly zero, and nothing else is.
            #expect((value == 0) == (figure == 0), "\(place)[\(position)]: \(value), not \(figure)")
          }
        }
      }
    }
  }

  @Test func everyInstructionSetAgreesWithPyTorchToTheSameBits() throws {
    for name in ["adam-l1", "momentum-elastic-net", "dropout-everywhere", "float32-adamw"] {
      let spec = try ReferenceTrace(named: name).spec
      let best = try Tracer.run(spec)
      for other in InstructionSet.allCases where other.isAvailable {
        #expect(try Tracer.run(spec, instructionSet: other) == best, "\(name), \(other)")
      }
      #expect(try Tracer.run(spec, threads: 2) == best, "\(name), two threads")
    }
  }

  @Test func theCasesHaveEverythingThatATraceCanSay() throws {
    let references = try ReferenceTrace.names.map { try ReferenceTrace(named: $0) }
    let specs = references.map(\.spec)
    #expect(specs.allSatisfy { $0.steps.count == 20 })

    func penalties(of spec: TraceSpec) -> [Penalty] {
      spec.network.layers.flatMap { [$0.penalty, $0.biasPenalty] }.filter { !$0.isNone }
    }
    func has(_ what: (TraceSpec) -> Bool) -> Bool { specs.contains(where: what) }

    for kind in OptimizerKind.allCases {
      let own = specs.filter { $0.optimizer.kind == kind }
      #expect(own.contains { penalties(of: $0).isEmpty }, "\(kind) without a penalty")
      #expect(own.contains { $0.optimizer.weightDecay > 0 }, "\(kind) with a weight decay")
      for rule in ZeroRule.allCases {
        let pulled = own.flatMap(penalties).filter { $0.l1 > 0 && $0.zeroRule == rule }
        #expect(pulled.contains { $0.l2 == 0 }, "\(kind) with L1, \(rule)")
        #expect(pulled.contains { $0.l2 > 0 }, "\(kind) with an elastic net, \(rule)")
      }
      for convention in [L2Convention.half, .full] {
        let shrunk = own.flatMap(penalties).filter { $0.l2 > 0 && $0.l1 == 0 }
        #expect(shrunk.contains { $0.l2Convention == convention }, "\(kind) with L2, \(convention)")
      }
    }
    for loss in Loss.allCases {
      for activation in Activation.allCases {
        let isThere = has {
          $0.loss == loss && $0.network.layers.dropLast().contains { $0.activation == activation }
        }
        #expect(isThere, "\(loss) behind \(activation)")
        if !loss.isOfClasses {
          let isLast = has { $0.loss == loss && $0.network.layers.last?.activation == activation }
          #expect(isLast, "\(loss) of \(activation) outputs")
        }
      }
      #expect(has { $0.loss == loss && $0.network.layers.count == 1 }, "\(loss) of one layer")
    }
    for placement in EpsilonPlacement.allCases {
      #expect(
        has { $0.optimizer.kind == .adam && $0.optimizer.epsilonPlacement == placement },
        "\(placement)")
    }
    #expect(has { $0.optimizer.kind == .rmsprop && $0.optimizer.epsilonPlacement == .insideRoot })
    for kind in [OptimizerKind.adam, .adamw] {
      #expect(has { $0.optimizer.kind == kind && !$0.optimizer.correctsBias }, "\(kind)")
    }
    for kind in [OptimizerKind.momentum, .nesterov] {
      #expect(has { $0.optimizer.kind == kind && $0.optimizer.velocityForm == .steps }, "\(kind)")
    }
    #expect(has { if case .norm = $0.clip { true } else { false } })
    #expect(has { if case .value = $0.clip { true } else { false } })
    #expect(has { $0.network.layers[0].inputDropProbability > 0 })
    #expect(has { $0.network.layers.dropFirst().contains { $0.inputDropProbability > 0 } })
    #expect(has { $0.network.layers.contains { !$0.biasPenalty.isNone } })
    #expect(
      has { $0.optimizer.weightDecay > 0 && $0.network.layers.contains(where: \.decaysBiases) })
    #expect(has { Set($0.steps.map(\.samples.count)).count > 1 })
    for precision in Precision.allCases { #expect(has { $0.precision == precision }) }
  }
}
