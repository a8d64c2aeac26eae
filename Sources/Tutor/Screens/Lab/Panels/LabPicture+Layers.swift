import Lessons
import Regularization
import TerminalUI

extension LabPicture {
  /// The layer that histogram and heat map show.
  var layer: Int { min(max(0, look.layer), run.network.layers.count - 1) }

  /// "layer 1 of 3, 784 to 128, L1": with the run's name where there are several.
  func title(ofLayer layer: Int) -> String {
    let network = run.network
    let name = hasTwins ? ", \(name(ofRun: front))" : ""
    return "layer \(layer + 1) of \(network.layers.count), "
      + "\(network.inputs(ofLayer: layer).grouped) to \(network.layers[layer].units.grouped)\(name)"
  }

  /// The pixels of a sample where a layer's inputs are such.
  func image(ofLayer layer: Int, inputs: Int) -> ImageShape? {
    guard layer == 0, let shape = samples.imageShape, shape.rows > 0, shape.columns > 0,
      shape.rows * shape.columns == inputs
    else { return nil }
    return shape
  }

  /// Whether a layer's inputs are columns of a table with a header.
  func hasNames(ofInputs layer: Int) -> Bool {
    layer == 0 && samples.inputNames.count == run.network.inputs
  }
}

extension String {
  /// Cut to so many columns.
  func cut(_ columns: Int, glyphs: Glyphs) -> String {
    StyledLine(glyphs.text(self)).truncated(columns: max(0, columns), glyphs: glyphs).text
  }
}
