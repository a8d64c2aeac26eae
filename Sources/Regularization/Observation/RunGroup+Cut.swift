/// A few units of a run's network at a step, to be gone through by hand.
public struct RunCut: Sendable, Hashable {
  /// Of the run, from 0.
  public var run: Int
  /// After which the network was cut.
  public var step: Int
  /// Inputs, then units of each hidden layer, that the network has and that were kept.
  public var whole: [Int]
  public var kept: [Int]
  public var spec: MaskSpec
}

extension RunGroup {
  /// How many updates a cut is trained for, and how many samples it has.
  private static let cutIterations = 8
  private static let cutSamples = 4

  /// Cuts the units with the strongest links out of a run's present network.
  ///
  /// - Parameter units: at most so many inputs, and units of each hidden layer.
  ///
  /// *Throws*: ``SpecProblem`` where what is left is still too large to be gone through by hand, or
  /// there is nothing to train it on.
  public func cut(ofRun index: Int, units: Int) throws(SpecProblem) -> RunCut {
    let lane = lanes[min(max(0, index), lanes.count - 1)]
    let run = lane.run
    let parameters = run.parameters
    let cut = MaskCut(strongestOf: units, in: parameters)
    let spec = MaskSpec(
      cutting: cut, from: parameters, of: run.network, loss: run.loss,
      samples: lane.samples.training, scaling: lane.samples.scaling,
      sampleCount: RunGroup.cutSamples, optimizer: run.spec.optimizer,
      learningRate: run.learningRate, iterations: RunGroup.cutIterations, seed: run.spec.seed)
    if let problem = spec.problems().first { throw problem }
    return RunCut(
      run: index, step: run.position.step,
      whole: [run.network.inputs] + run.network.layers.dropLast().map(\.units),
      kept: [cut.inputs.count] + cut.units.map(\.count), spec: spec)
  }
}
