import Regularization
import TerminalUI

extension LabPicture {
  /// A weight in words: `layer 1, bmi → unit 3`, `layer 2, bias of unit 4`; counted from 1.
  func name(of place: WeightPlace) -> String {
    let unit = unitName(place.unit, ofLayer: place.layer)
    guard let input = place.input else { return "layer \(place.layer + 1), bias of \(unit)" }
    return "layer \(place.layer + 1), \(inputName(input, ofLayer: place.layer)) → \(unit)"
  }

  /// The same for a column of a table: `1: bmi → 3`.
  func shortName(of place: WeightPlace) -> String {
    guard let input = place.input else { return "\(place.layer + 1): bias \(place.unit + 1)" }
    let from = place.layer == 0 ? inputName(input, ofLayer: 0) : "\(input + 1)"
    return "\(place.layer + 1): \(from) → \(place.unit + 1)"
  }

  /// A unit; of the last layer by its class.
  func unitName(_ unit: Int, ofLayer layer: Int) -> String {
    let isLast = layer == run.network.layers.count - 1
    let names = samples.classNames
    return isLast && names.count == run.network.outputs && names.indices.contains(unit)
      ? "output \(names[unit])" : "unit \(unit + 1)"
  }

  /// An input of a layer: of the first one by its name, or by its pixel.
  func inputName(_ input: Int, ofLayer layer: Int) -> String {
    guard layer == 0 else { return "unit \(input + 1)" }
    if samples.inputNames.indices.contains(input) { return samples.inputNames[input] }
    if let shape = samples.imageShape, shape.columns > 0 {
      return "pixel \(input / shape.columns + 1),\(input % shape.columns + 1)"
    }
    return "input \(input + 1)"
  }
}
