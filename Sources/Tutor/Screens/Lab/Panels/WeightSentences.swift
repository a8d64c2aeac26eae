import Regularization
import TerminalUI

/// What a layer's weights show, in sentences.
struct WeightSentences {
  let picture: LabPicture
  let matrix: WeightMatrix
  let layer: Int

  var lines: [String] {
    let all = matrix.inputs * matrix.units
    var lines = ["Weights of \(picture.title(ofLayer: layer)); biases are left out."]
    let units = picture.run.network.layers[layer].units
    let inputs = picture.run.network.inputs(ofLayer: layer)
    if matrix.units < units || matrix.inputs < inputs {
      lines.append(
        "Only the first \(matrix.inputs.grouped) inputs of the first \(matrix.units.grouped) "
          + "units are looked at.")
    }
    lines.append("\(matrix.zeros.share(of: all)) are exactly 0.")
    lines += inputSentences + unitSentences
    if let largest = matrix.largest(1).first {
      lines.append(
        "The largest in size leads from \(picture.inputName(largest.input, ofLayer: layer)) to "
          + "\(picture.unitName(largest.unit, ofLayer: layer)): "
          + "\(Double(largest.value).figure).")
    }
    return lines
  }

  private var inputSentences: [String] {
    let zeros = matrix.zerosOfInputs
    let cutOff = zeros.indices.filter { zeros[$0] == matrix.units }
    let shape = picture.image(ofLayer: layer, inputs: matrix.inputs)
    let noun = shape == nil ? "inputs" : "pixels"
    var text =
      "\(cutOff.count.grouped) of \(matrix.inputs.grouped) \(noun) are cut off, all their weights "
      + "exactly 0"
    if let shape {
      let border = Set(shape.border)
      let outside = cutOff.filter(border.contains).count
      text += "; \(outside.grouped) of them are among the \(border.count.grouped) on the border"
    } else if !cutOff.isEmpty {
      text += ": " + named(cutOff, { picture.inputName($0, ofLayer: layer) })
    }
    var sentences = [text + "."]
    if cutOff.isEmpty, let most = zeros.max(), most > 0, let input = zeros.firstIndex(of: most) {
      sentences.append(
        "The most exact zeros has \(picture.inputName(input, ofLayer: layer)): "
          + "\(most.share(of: matrix.units)) weights.")
    }
    return sentences
  }

  private var unitSentences: [String] {
    let zeros = matrix.zerosOfUnits
    let cutOff = zeros.indices.filter { zeros[$0] == matrix.inputs }
    var sentences: [String] = []
    if !cutOff.isEmpty {
      sentences.append(
        "No input reaches \(cutOff.count.grouped) of \(matrix.units.grouped) units: "
          + named(cutOff, { picture.unitName($0, ofLayer: layer) }) + ".")
    }
    let order = zeros.indices.filter { zeros[$0] > 0 && zeros[$0] < matrix.inputs }
      .sorted { (zeros[$1], $0) < (zeros[$0], $1) }
    if !order.isEmpty {
      let names = order.prefix(3).map {
        "\(picture.unitName($0, ofLayer: layer)), \(zeros[$0].share(of: matrix.inputs))"
      }
      sentences.append("The most exact zeros have: \(names.joined(separator: "; ")).")
    }
    return sentences
  }

  /// At most ten names, and how many more there are.
  private func named(_ indices: [Int], _ name: (Int) -> String) -> String {
    let names = indices.prefix(10).map(name).joined(separator: ", ")
    return indices.count > 10 ? "\(names) and \((indices.count - 10).grouped) more" : names
  }
}
