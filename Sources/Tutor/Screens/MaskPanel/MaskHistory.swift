import Regularization
import TerminalUI

/// The masks of a few samples and updates around the present one: every line was drawn anew.
struct MaskHistory {
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  /// A head, and a line for each sample.
  static let most = 5
  /// Fewer lines do not show that every line is another.
  static let fewest = 3

  init(_ panel: MaskPanelState, glyphs: Glyphs) {
    self.panel = panel
    self.glyphs = glyphs
  }

  /// Empty where nothing is drawn.
  func lines(columns: Int, rows: Int) -> [StyledLine] {
    let layers = panel.spec.network.layers.indices.filter {
      panel.spec.dropProbability(ofLayer: $0) > 0
    }
    guard !layers.isEmpty else { return [] }
    let head = StyledLine(
      glyphs.text("masks: one for every sample of every update, not one for an epoch (1 kept)"),
      .muted)
    let heading = head.wrapped(columns: columns, hangingIndent: 2)
    return heading
      + places(min(rows, MaskHistory.most) - heading.count).map {
        line($0, layers).truncated(columns: columns, glyphs: glyphs)
      }
  }

  /// The present row last but one where there is a next.
  private func places(_ count: Int) -> [MaskPanelState.Place] {
    let present = MaskPanelState.Place(iteration: panel.place.iteration, row: panel.place.row)
    var places = [present]
    if count > 1, let next = neighbour(of: present, 1) { places.append(next) }
    while places.count < count, let before = neighbour(of: places[0], -1) {
      places.insert(before, at: 0)
    }
    while places.count < count,
      let next = neighbour(of: places[places.count - 1], 1)
    {
      places.append(next)
    }
    return places
  }

  private func neighbour(
    of place: MaskPanelState.Place, _ amount: Int
  ) -> MaskPanelState.Place? {
    let spec = panel.spec
    let row = place.row + amount
    if 0..<spec.batch(ofIteration: place.iteration).count ~= row {
      return MaskPanelState.Place(iteration: place.iteration, row: row)
    }
    let iteration = place.iteration + amount
    guard 1...panel.iterations ~= iteration else { return nil }
    let last = spec.batch(ofIteration: iteration).count - 1
    return MaskPanelState.Place(iteration: iteration, row: amount > 0 ? 0 : last)
  }

  private func line(_ place: MaskPanelState.Place, _ layers: [Int]) -> StyledLine {
    let spec = panel.spec
    let isPresent = place.iteration == panel.place.iteration && place.row == panel.place.row
    var line = StyledLine(isPresent ? glyphs.cursor + " " : "  ", .accent)
    let batch = spec.batch(ofIteration: place.iteration)
    let sample = batch.indices.contains(place.row) ? batch[place.row] + 1 : 0
    line.append(
      "update \(padded(place.iteration, to: panel.iterations)) "
        + "sample \(padded(sample, to: spec.inputs.count))", isPresent ? .bold : .muted)
    for layer in layers {
      let mask = spec.mask(ofLayer: layer, iteration: place.iteration)
      let bits = (0..<spec.units(ofLayer: layer)).map {
        mask.keeps(row: place.row, input: $0) ? "1" : "0"
      }
      line.append("   \(spec.title(ofLayer: layer)) ", .muted)
      line.append(bits.joined(separator: " "), isPresent ? .bold : .normal)
    }
    return glyphs.text(line)
  }

  private func padded(_ number: Int, to most: Int) -> String {
    let text = "\(number)"
    return String(repeating: " ", count: max(0, "\(most)".count - text.count)) + text
  }
}
