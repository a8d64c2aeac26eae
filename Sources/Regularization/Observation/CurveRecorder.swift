/// The points of a run's curves: those of a ``CurveGrid``, and those where somebody stood.
struct CurveRecorder: Sendable {
  private(set) var grid: CurveGrid
  /// By step, ascending.
  private(set) var points: [CurvePoint] = []
  /// Steps of the points that are there only because somebody stood there, ascending.
  private(set) var visited: [Int] = []

  /// Points of the grid; when there are more, every second goes.
  static let limit = 2000
  /// Points where somebody stood, likewise.
  static let visitLimit = 256

  init(_ grid: CurveGrid) { self.grid = grid }

  /// The index of the first point at a step or behind it.
  private func index(of step: Int) -> Int {
    var low = 0
    var high = points.count
    while low < high {
      let middle = (low + high) / 2
      if points[middle].step < step { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func point(at step: Int) -> CurvePoint? {
    let index = index(of: step)
    return index < points.count && points[index].step == step ? points[index] : nil
  }

  /// The last point up to a step.
  func last(upTo step: Int) -> CurvePoint? {
    let index = index(of: step + 1)
    return index > 0 ? points[index - 1] : nil
  }

  /// The point up to a step with the lowest validation loss, the first where several have it.
  func best(upTo step: Int) -> CurvePoint? {
    var best: (index: Int, loss: Double)?
    for index in 0..<index(of: step + 1) {
      guard let loss = points[index].validationLoss, loss < best?.loss ?? .infinity else {
        continue
      }
      best = (index, loss)
    }
    return best.map { points[$0.index] }
  }

  /// Takes a point up; a known step's is replaced.
  mutating func record(_ point: CurvePoint) {
    let index = index(of: point.step)
    if index < points.count, points[index].step == point.step {
      points[index] = point
      return
    }
    points.insert(point, at: index)
    if grid.isDue(point.step) {
      while points.count - visited.count > CurveRecorder.limit { widen() }
    } else {
      visited.insert(point.step, at: visited.firstIndex { $0 > point.step } ?? visited.endIndex)
      if visited.count > CurveRecorder.visitLimit { thinOutVisits(but: point.step) }
    }
  }

  private mutating func widen() {
    grid.widen()
    let grid = grid
    let known = Set(visited)
    points.removeAll { !grid.isDue($0.step) && !known.contains($0.step) }
  }

  private mutating func thinOutVisits(but step: Int) {
    let gone = Set(
      visited.enumerated().filter { $0.offset % 2 == 1 && $0.element != step }.map(\.element))
    visited.removeAll { gone.contains($0) }
    points.removeAll { gone.contains($0.step) }
  }

  /// Forgets the points behind a step.
  mutating func forget(beyond step: Int) {
    points.removeSubrange(index(of: step + 1)...)
    visited.removeAll { $0 > step }
  }
}
