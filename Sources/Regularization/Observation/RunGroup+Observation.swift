extension RunGroup {
  /// How all runs stand now.
  ///
  /// - Parameters:
  ///   - request: what is wanted beside the curves.
  ///   - inPassing: whether the runs go on at once: then nothing is evaluated or hashed that would
  ///     hold them up, and nothing is recorded. Otherwise the present step gets a point in the curves.
  public func observe(
    _ request: ObservationRequest, inPassing: Bool = false
  ) -> GroupObservation {
    GroupObservation(
      runs: lanes.enumerated().map { index, lane in
        let isWanted = request.run == nil || request.run == index
        return lane.observe(isWanted ? request : nil, inPassing: inPassing, end: end)
      }, partings: partings, memory: memory)
  }
}
