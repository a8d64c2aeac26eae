/// Runs a ``TraceSpec``.
public enum Tracer {
  /// - Throws: ``TrainingProblem`` where the spec's parts do not fit together, ``Divergence`` where
  ///   the numbers leave the finite ones.
  public static func run(
    _ spec: TraceSpec, instructionSet: InstructionSet? = nil, threads: Int = 1
  ) throws -> Trace {
    let chosen = instructionSet ?? .best
    guard let kernels = chosen.kernels(for: spec.precision), let team = ThreadTeam(members: threads)
    else {
      throw TrainingProblem(
        "this machine has no \(chosen.rawValue) instructions, or no \(threads) threads to give",
        remedy: "leave the choice to the program")
    }
    let network = Network(spec.network, precision: spec.precision, kernels: kernels.pointee)
    let source = SampleSource(
      spec.data, scaling: nil, loss: spec.loss, outputs: spec.network.outputs,
      precision: spec.precision, kernels: kernels.pointee)
    let layers = spec.network.layers
    let settings = UpdateSettings(
      optimizer: spec.optimizer, learningRate: spec.learningRate, clip: spec.clip,
      penalties: layers.map(\.penalty), biasPenalties: layers.map(\.biasPenalty),
      dropProbabilities: layers.map(\.inputDropProbability))
    let engine = TrainingEngine(
      network: network, loss: spec.loss, seed: 0, team: team,
      capacity: max(1, spec.steps.map(\.samples.count).max() ?? 1), settings: settings)
    network.store(spec.initial)

    var trace = Trace(steps: [], parameters: [:])
    let wanted = Set(spec.report)
    if wanted.contains(0) {
      trace.parameters[0] = network.layout.parameters(in: network.parameters)
    }
    var failure: Divergence.Sign?
    var penalty = 0.0
    var done = 0
    var order: [Int32] = []
    for (index, step) in spec.steps.enumerated() {
      order = step.samples.map { Int32($0) }
      penalty = settings.penalty(of: network)
      order.withUnsafeBufferPointer { samples in
        engine.run(on: source) { before in
          if let before {
            trace.steps.append(
              Trace.Step(step: index + 1, dataLoss: before.dataLoss, penalty: penalty))
            if !before.dataLoss.isFinite { failure = .loss }
            if failure == nil, !before.isFinite { failure = .parameters }
            return nil
          }
          guard let first = samples.baseAddress else { return nil }
          return BatchUpdate.Order(
            samples: first, rows: samples.count, step: index + 1, optimizerStep: index + 1,
            learningRate: spec.learningRate, factors: factors(step, spec.network))
        }
      }
      if let failure {
        throw Divergence(
          step: index + 1, sign: failure, lastLosses: trace.steps.suffix(5).map(\.dataLoss))
      }
      done += 1
      if wanted.contains(done) {
        trace.parameters[done] = network.layout.parameters(in: network.parameters)
      }
    }
    return trace
  }

  /// 1/(1 − p) for what is kept, 0 for what is not; 1 where a layer has no mask in this step.
  private static func factors(_ step: TraceStep, _ network: NetworkSpec) -> [[Double]] {
    network.layers.indices.map { layer in
      let count = step.samples.count * network.inputs(ofLayer: layer)
      guard layer < step.masks.count, !step.masks[layer].isEmpty else {
        return Array(repeating: 1, count: count)
      }
      let kept = 1 / (1 - network.layers[layer].inputDropProbability)
      return step.masks[layer].map { $0 ? kept : 0 }
    }
  }
}
