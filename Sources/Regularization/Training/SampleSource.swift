import CKernels

/// The samples of a part of the data as the kernels want them.
///
/// Images stay the bytes they are and are converted as they are gathered; other inputs are
/// converted once.
final class SampleSource {
  let count: Int
  let inputs: Int
  private let inputStride: Int
  private let outputs: Int
  private let bytes: [UInt8]
  private let numbers: NumberBuffer?
  /// For bytes: what each is multiplied by, and what is added.
  private let factor: NumberBuffer
  private let offset: NumberBuffer
  /// Classes of the samples; empty for values.
  let labels: [Int32]
  private let targets: NumberBuffer?
  private let kernels: kernels_table

  /// Targets of two classes under a squared error: -1 and 1 for one output, and for more outputs 1
  /// at the class and -1 elsewhere.
  init(
    _ set: DataSet, scaling: InputScaling?, loss: Loss, outputs: Int, precision: Precision,
    kernels: kernels_table
  ) {
    count = set.count
    inputs = set.inputs
    self.outputs = outputs
    self.kernels = kernels
    inputStride = NumberBuffer.stride(of: set.inputs)
    factor = NumberBuffer(count: inputStride, precision: precision)
    offset = NumberBuffer(count: inputStride, precision: precision)
    switch set.features {
    case .bytes(let values):
      bytes = values
      numbers = nil
      for column in 0..<set.inputs {
        factor[column] = scaling?.scale[column] ?? 1.0 / 255
        if let scaling { offset[column] = -scaling.shift[column] * scaling.scale[column] }
      }
    case .reals(let values):
      bytes = []
      let buffer = NumberBuffer(count: set.count * inputStride, precision: precision)
      for row in 0..<set.count {
        for column in 0..<set.inputs {
          let value = values[row * set.inputs + column]
          buffer[row * inputStride + column] =
            scaling.map { (value - $0.shift[column]) * $0.scale[column] } ?? value
        }
      }
      numbers = buffer
    }
    let outputStride = NumberBuffer.stride(of: outputs)
    switch set.targets {
    case .classes(let classes, _, _):
      labels = classes
      guard !loss.isOfClasses else {
        targets = nil
        break
      }
      let buffer = NumberBuffer(count: set.count * outputStride, precision: precision)
      for (row, label) in classes.enumerated() {
        for output in 0..<outputs {
          let isIt = outputs == 1 ? label == 1 : Int(label) == output
          buffer[row * outputStride + output] = isIt ? 1 : -1
        }
      }
      targets = buffer
    case .values(let values, let width):
      labels = []
      let buffer = NumberBuffer(count: set.count * outputStride, precision: precision)
      for row in 0..<set.count {
        for output in 0..<min(width, outputs) {
          buffer[row * outputStride + output] = values[row * width + output]
        }
      }
      targets = buffer
    }
  }

  /// Lets the bytes be read for the time of a call.
  func withBytes<Result>(
    _ body: (UnsafePointer<UInt8>?) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer { try body($0.baseAddress) }
  }

  /// Whether so many neighbouring inputs are zero together (the black border of images) that it is
  /// worth looking for them. Decides speed alone.
  private(set) lazy var isSparse: Bool = {
    let group = Int(KERNELS_GROUP)
    guard inputs >= 8 * group, count > 0, !bytes.isEmpty, offsetsAreZero else { return false }
    let samples = stride(from: 0, to: count, by: max(1, count / 200))
    var zero = 0
    var all = 0
    for sample in samples {
      for first in stride(from: 0, to: inputs - group, by: group) {
        let place = sample * inputs + first
        if bytes[place..<place + group].allSatisfy({ $0 == 0 }) { zero += 1 }
        all += 1
      }
    }
    return zero * 8 > all
  }()

  private var offsetsAreZero: Bool { (0..<inputs).allSatisfy { offset[$0] == 0 } }

  /// Copies the inputs of samples into the first rows of a batch.
  ///
  /// - Parameters:
  ///   - order: the samples' numbers.
  ///   - next: how many samples behind them will be asked for soon.
  ///   - bytes: from ``withBytes(_:)``.
  func gatherInputs(
    _ order: UnsafePointer<Int32>, rows: Int, next: Int = 0, bytes: UnsafePointer<UInt8>?,
    into to: Numbers
  ) {
    if let numbers {
      kernels.gather(rows, inputStride, numbers.start, inputStride, order, to.start, inputStride)
    } else if let bytes {
      kernels.gather_bytes(
        rows, inputs, bytes, order, next, factor.start, offset.start, to.start, inputStride)
    }
  }

  /// Copies what is to be predicted into some rows of a batch.
  ///
  /// - Parameter order: the samples' numbers from row 0 on.
  func gatherTargets(
    _ order: UnsafePointer<Int32>, rows: Range<Int>, into batch: Activations
  ) {
    guard !rows.isEmpty else { return }
    if let targets {
      let stride = NumberBuffer.stride(of: outputs)
      kernels.gather(
        rows.count, stride, targets.start, stride, order + rows.lowerBound,
        batch.targets.pointer(at: rows.lowerBound * stride), stride)
    } else {
      labels.withUnsafeBufferPointer { labels in
        for row in rows { batch.labels[row] = labels[Int(order[row])] }
      }
    }
  }
}
