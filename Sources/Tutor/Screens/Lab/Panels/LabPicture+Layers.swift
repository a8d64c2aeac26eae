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

  /// What feeds a weight: `age`, `pixel 3,14` by row and column, `x2`, or `unit 5` of the layer
  /// before.
  func name(ofInput input: Int, layer: Int) -> String {
    if let shape = image(ofLayer: layer, inputs: run.network.inputs(ofLayer: layer)) {
      return "pixel \(input / shape.columns + 1),\(input % shape.columns + 1)"
    }
    if hasNames(ofInputs: layer) { return samples.inputNames[input] }
    return layer == 0 ? "x\(input + 1)" : "unit \(input + 1)"
  }

  /// What a weight leads to: `unit 3`, or of the last layer the class.
  func name(ofUnit unit: Int, layer: Int) -> String {
    let network = run.network
    if layer == network.layers.count - 1, samples.classNames.count == network.outputs {
      return samples.classNames[unit]
    }
    return "unit \(unit + 1)"
  }
}

extension String {
  /// Cut to so many columns.
  func cut(_ columns: Int, glyphs: Glyphs) -> String {
    StyledLine(glyphs.text(self)).truncated(columns: max(0, columns), glyphs: glyphs).text
  }
}
