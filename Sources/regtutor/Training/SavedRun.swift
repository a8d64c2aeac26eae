import Lessons
import Regularization

/// A run that was left, as a file that it can be taken up from: its spec as a training file, the
/// engine's state, and what was told of its epochs.
struct SavedRun {
  var spec: TrainingSpec
  var state: TrainingState
  var history: TrainingHistory
  /// What was spent on the epoch under way.
  var seconds: Double
  /// Of the samples, to know them again.
  var samplesHash: UInt64

  /// What is wrong with a file that should be one.
  struct Fault: Error {
    var message: String
    var remedy: String
  }

  private static let version: Int64 = 1

  // MARK: Writing

  /// *Throws*: `DataProblem` where it is too large for its format.
  func archive() throws(DataProblem) -> [UInt8] {
    var archive = NumPyArchive()
    func set(_ name: String, _ values: [Int64]) {
      archive.set(name, to: NumPyArray(shape: [values.count], values: .integers(values)))
    }
    func set(_ name: String, _ bytes: [UInt8]) {
      archive.set(name, to: NumPyArray(shape: [bytes.count], values: .bytes(bytes)))
    }
    set("regtutor_run", [SavedRun.version])
    set("spec", Array(spec.fileText.utf8))
    set(
      "position",
      [Int64(state.position.step), Int64(state.position.epoch), Int64(state.position.samples)])
    set("samples_hash", [Int64(bitPattern: samplesHash)])
    archive.set("seconds", to: NumPyArray(shape: [1], values: .doubles([seconds])))
    set("parameters", state.parameters)
    if let moment = state.firstMoment { set("first_moment", moment) }
    if let moment = state.secondMoment { set("second_moment", moment) }
    let rows = history.records.map(SavedRun.row)
    archive.set(
      "history",
      to: NumPyArray(
        shape: [rows.count, SavedRun.columns], values: .doubles(rows.flatMap { $0 })))
    return try archive.bytes()
  }

  /// Counts below 2^53 are exact as `Double`; a missing number is NaN.
  private static let columns = 13

  private static func row(_ record: EpochRecord) -> [Double] {
    [
      Double(record.epoch), record.isPartial ? 1 : 0, Double(record.step), record.dataLoss,
      record.penalty, record.trainingAccuracy ?? .nan, record.validationLoss ?? .nan,
      record.validationAccuracy ?? .nan, Double(record.zeros), Double(record.weights),
      record.l1Norm, record.l2Norm, record.seconds,
    ]
  }

  private static func record(_ row: ArraySlice<Double>) -> EpochRecord? {
    let values = Array(row)
    let counts = [0, 2, 8, 9].map { Int(exactly: values[$0]) }
    guard let epoch = counts[0], let step = counts[1], let zeros = counts[2],
      let weights = counts[3]
    else { return nil }
    func known(_ value: Double) -> Double? { value.isNaN ? nil : value }
    return EpochRecord(
      epoch: epoch, isPartial: values[1] == 1, step: step, dataLoss: values[3],
      penalty: values[4], trainingAccuracy: known(values[5]), validationLoss: known(values[6]),
      validationAccuracy: known(values[7]), zeros: zeros, weights: weights, l1Norm: values[10],
      l2Norm: values[11], seconds: values[12])
  }

  private static let foreign = Fault(
    message: "it is no saved run", remedy: "give a file that was written by --save")
}

extension SavedRun {
  /// *Throws*: ``Fault``, `DataProblem` where it is no archive, or `SpecIssues` for its spec.
  init(_ bytes: [UInt8], file: String) throws {
    let archive = try NumPyArchive(bytes, file: file)
    func integers(_ name: String, count: Int) throws -> [Int64] {
      guard case .integers(let values)? = archive[name]?.values, values.count == count else {
        throw SavedRun.foreign
      }
      return values
    }
    func content(_ name: String) -> [UInt8]? {
      if case .bytes(let values)? = archive[name]?.values { values } else { nil }
    }
    let version = try integers("regtutor_run", count: 1)[0]
    guard version == SavedRun.version else {
      throw Fault(
        message: "it is a saved run of version \(version)",
        remedy: "this program reads version \(SavedRun.version)")
    }
    guard let specText = content("spec"), let parameters = content("parameters"),
      case .doubles(let seconds)? = archive["seconds"]?.values, seconds.count == 1,
      let table = archive["history"], case .doubles(let cells) = table.values,
      table.shape.count == 2, table.shape[1] == SavedRun.columns
    else { throw SavedRun.foreign }
    let reading = TrainingFileReader(file: "\(file): spec").read(specText)
    guard let spec = reading.file?.spec else { throw SpecIssues(issues: reading.issues) }
    let numbers = try integers("position", count: 3).map { Int($0) }
    guard numbers.allSatisfy({ $0 >= 0 }) else { throw SavedRun.foreign }
    var position = TrainingPosition()
    position.step = numbers[0]
    position.epoch = numbers[1]
    position.samples = numbers[2]
    let records = try stride(from: 0, to: cells.count, by: SavedRun.columns).map { start in
      guard let record = SavedRun.record(cells[start..<start + SavedRun.columns]) else {
        throw SavedRun.foreign
      }
      return record
    }
    self.spec = spec
    self.seconds = seconds[0]
    history = TrainingHistory(records)
    samplesHash = UInt64(bitPattern: try integers("samples_hash", count: 1)[0])
    state = TrainingState(
      position: position, precision: spec.precision, parameters: parameters,
      firstMoment: content("first_moment"), secondMoment: content("second_moment"))
  }
}

/// Issues of a file of settings.
struct SpecIssues: Error {
  var issues: [LessonIssue]
}

extension TrainingData {
  /// A hash of the training part: inputs and targets, bit for bit.
  var trainingHash: UInt64 {
    var hash = WeightsHash()
    func add<Value>(_ values: [Value]) { values.withUnsafeBytes { hash.add($0) } }
    switch training.features {
    case .bytes(let bytes): add(bytes)
    case .reals(let values): add(values)
    }
    switch training.targets {
    case .classes(let classes, _, _): add(classes)
    case .values(let values, _): add(values)
    }
    if let scaling {
      add(scaling.shift)
      add(scaling.scale)
    }
    return hash.value
  }
}

extension TrainingRun {
  /// Weights and biases by layer, for `numpy.load`: `layer1.weights` has a row for each input.
  ///
  /// *Throws*: `DataProblem` where they are too large for the format.
  func weightsArchive() throws(DataProblem) -> [UInt8] {
    var archive = NumPyArchive()
    func array(_ values: [Double], _ shape: [Int]) -> NumPyArray {
      // The numbers are Float32 by origin, so nothing is rounded.
      NumPyArray(
        shape: shape,
        values: spec.precision == .float32 ? .floats(values.map { Float($0) }) : .doubles(values))
    }
    for (index, layer) in parameters.enumerated() {
      let units = layer.biases.count
      archive.set(
        "layer\(index + 1).weights",
        to: array(layer.weights, [network.inputs(ofLayer: index), units]))
      archive.set("layer\(index + 1).biases", to: array(layer.biases, [units]))
    }
    return try archive.bytes()
  }
}
