import Regularization

/// A training run with dropout as a company: a team a layer, a person a unit, a morning a sample of an
/// update. Who is dropped stays at home for that morning.
///
/// What people do is measured on the run, and on the same run with nobody ever at home: the same initial
/// weights, samples and updates, all probabilities 0.
struct MaskCompany: Sendable {
  /// A layer of units that feed the next one; 0 for the inputs.
  let teams: [Int]
  private let run: Ledger
  private let fullHouse: Ledger

  /// - Precondition: the replay has an update.
  init(_ replay: MaskReplay) {
    let spec = replay.spec
    var whole = spec
    for layer in whole.network.layers.indices {
      whole.network.layers[layer].inputDropProbability = 0
    }
    let dropping = spec.network.layers.indices.filter { spec.dropProbability(ofLayer: $0) > 0 }
    teams = dropping.isEmpty ? Array(spec.network.layers.indices.dropFirst()) : dropping
    run = Ledger(replay, teams)
    fullHouse = Ledger(MaskReplay(whole), teams)
  }

  /// One person on one morning.
  struct Person: Hashable, Sendable {
    /// Whether the unit is kept.
    var isAtWork: Bool
    /// Of the team's work this morning, 0 to 1: `Σ|fed·w|` of the unit over that of its layer.
    var today: Double
    /// The same had nobody ever stayed at home; `nil` where that run has diverged by then.
    var todayInFullHouse: Double?
    /// Of the team's work up to and with this morning.
    var soFar: Double
    var soFarInFullHouse: Double?
    /// `Σ|change|` of the weights that lead into the unit, over the updates before this one; `nil` for an
    /// input, which has none.
    var learned: Double?
    var learnedInFullHouse: Double?

    /// Whether more falls to this person than would if nobody were away.
    var covers: Bool { isAtWork && todayInFullHouse.map { today > $0 + 1e-12 } ?? false }
  }

  /// The people of a team on a morning.
  func people(of team: Int, in iteration: MaskIteration, row: Int) -> [Person] {
    guard let index = teams.firstIndex(of: team), iteration.passes.indices.contains(row) else {
      return []
    }
    let units = iteration.passes[row].units[team]
    let number = iteration.number
    guard let today = run.shares(index, iteration: number, row: row),
      let soFar = run.sharesSoFar(index, iteration: number, row: row)
    else { return [] }
    let full = fullHouse.shares(index, iteration: number, row: row)
    let fullSoFar = fullHouse.sharesSoFar(index, iteration: number, row: row)
    return units.indices.map { unit in
      Person(
        isAtWork: !units[unit].isDropped, today: today[unit], todayInFullHouse: full?[unit],
        soFar: soFar[unit], soFarInFullHouse: fullSoFar?[unit],
        learned: run.learned(index, before: number)?[unit],
        learnedInFullHouse: fullHouse.learned(index, before: number)?[unit])
    }
  }

  /// What was done and learned, morning by morning.
  private struct Ledger: Sendable {
    /// Of each morning, `[iterations][rows][teams][units]`.
    private var work: [[[[Double]]]] = []
    /// Over all mornings before an update, `[iterations][teams][units]`.
    private var workBefore: [[[Double]]] = []
    /// Over all updates before one.
    private var learnedBefore: [[[Double]?]] = []

    init(_ replay: MaskReplay, _ teams: [Int]) {
      let spec = replay.spec
      var done = teams.map { [Double](repeating: 0, count: spec.network.inputs(ofLayer: $0)) }
      var learned = teams.map { team -> [Double]? in
        team > 0 ? [Double](repeating: 0, count: spec.network.layers[team - 1].units) : nil
      }
      for number in 1...max(1, replay.iterations) where replay.iterations > 0 {
        let iteration = replay.iteration(number)
        workBefore.append(done)
        learnedBefore.append(learned)
        let parameters = iteration.before.parameters
        work.append(
          iteration.passes.map { pass in
            teams.map { Ledger.work(of: pass.units[$0], parameters[$0]) }
          })
        for (index, team) in teams.enumerated() {
          for morning in work[number - 1] {
            for unit in done[index].indices { done[index][unit] += morning[index][unit] }
          }
          guard team > 0 else { continue }
          let after = iteration.after.parameters[team - 1]
          let before = parameters[team - 1]
          for weight in after.weights.indices {
            let unit = weight % after.biases.count
            learned[index]?[unit] += (after.weights[weight] - before.weights[weight]).magnitude
          }
        }
      }
    }

    /// `Σ|fed·w|` over the weights that lead out of each unit.
    private static func work(of units: [MaskUnit], _ next: LayerParameters) -> [Double] {
      let targets = next.biases.count
      return units.enumerated().map { index, unit in
        next.weights[index * targets..<(index + 1) * targets]
          .reduce(0) { $0 + (unit.fed * $1).magnitude }
      }
    }

    /// `nil` beyond where the run ends.
    func shares(_ team: Int, iteration: Int, row: Int) -> [Double]? {
      guard iteration <= work.count else { return nil }
      return Ledger.shares(of: work[iteration - 1][row][team])
    }

    func sharesSoFar(_ team: Int, iteration: Int, row: Int) -> [Double]? {
      guard iteration <= work.count else { return nil }
      var sum = workBefore[iteration - 1][team]
      for morning in work[iteration - 1][...row] {
        for unit in sum.indices { sum[unit] += morning[team][unit] }
      }
      return Ledger.shares(of: sum)
    }

    func learned(_ team: Int, before iteration: Int) -> [Double]? {
      iteration <= work.count ? learnedBefore[iteration - 1][team] : nil
    }

    private static func shares(of values: [Double]) -> [Double] {
      let sum = values.reduce(0, +)
      return values.map { sum > 0 && sum.isFinite ? $0 / sum : 0 }
    }
  }
}
