import ArgumentParser
internal import Glibc
import Lessons
import Regularization

/// `regtutor trace`: a run with nothing left to chance, to hold us against another framework.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Run given updates on given weights, and print every number.",
    discussion: """
      Examples:
        regtutor trace steps.json
        regtutor schema trace > trace.schema.json

      The file is JSON: network, initial weights, samples, the samples of every step, dropout \
      masks, optimizer and penalties; docs/trace.md describes it. The data loss and the penalty \
      of every step and the parameters after the steps asked for are printed as JSON with 17 \
      significant digits.
      """)

  @Argument(help: "A trace file.")
  var file: String

  @Option(help: "The numbers are the same with each.")
  var instructionSet = MachineOptions.Instructions.auto

  func run() throws {
    let bytes = try TrainCommand.read(file)
    let reading = TraceFileReader(file: file).read(bytes)
    guard let spec = reading.file?.spec else {
      for issue in reading.issues { RegTutor.complain(issue.description) }
      throw ExitCode(2)
    }
    let trace: Trace
    do {
      trace = try Tracer.run(spec, instructionSet: instructionSet.chosen)
    } catch let problem as TrainingProblem {
      throw ValidationError("\(problem)")
    } catch let divergence as Divergence {
      RegTutor.complain(
        "diverged: \(divergence); lower the learning rate, or report fewer steps")
      throw ExitCode(1)
    }
    var output = Output.standard()
    try TraceText.write(trace, precision: spec.precision, to: &output)
    try output.flush()
  }
}

/// A trace as JSON.
enum TraceText {
  static func write(
    _ trace: Trace, precision: Precision, to output: inout Output
  ) throws(OutputFailure) {
    try output.writeLine("{\"format_version\": 1, \"precision\": \"\(precision.rawValue)\",")
    try output.write(" \"steps\": [")
    for (index, step) in trace.steps.enumerated() {
      try output.write(index == 0 ? "\n  " : ",\n  ")
      try output.write(
        "{\"step\": \(step.step), \"data_loss\": \(number(step.dataLoss)), "
          + "\"penalty\": \(number(step.penalty))}")
    }
    try output.write("],\n \"parameters\": [")
    for (index, entry) in trace.parameters.sorted(by: { $0.key < $1.key }).enumerated() {
      try output.write(index == 0 ? "\n  " : ",\n  ")
      try output.write("{\"step\": \(entry.key), \"layers\": [")
      for (index, layer) in entry.value.enumerated() {
        try output.write(index == 0 ? "\n    {\"weights\": [" : ",\n    {\"weights\": [")
        let units = layer.biases.count
        for start in stride(from: 0, to: layer.weights.count, by: units) {
          try output.write(start == 0 ? "\n      " : ",\n      ")
          try output.write(list(layer.weights[start..<start + units]))
        }
        try output.write("],\n     \"biases\": \(list(layer.biases[...]))}")
      }
      try output.write("]}")
    }
    try output.writeLine("]}")
  }

  private static func list(_ values: ArraySlice<Double>) -> String {
    "[" + values.map(number).joined(separator: ", ") + "]"
  }

  /// With 17 significant digits, which is as many as any `Double` needs.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    var buffer = [CChar](repeating: 0, count: 40)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.17g", $0) }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
