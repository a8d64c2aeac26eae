import Foundation
import Lessons
import Regularization
import TerminalUI
import TestSupport

@testable import Tutor

/// The data files that come with the course.
struct CourseDataFiles: DataFiles {
  private func url(of file: DataFile) -> URL? {
    guard case .shipped(let name) = file else { return nil }
    return repositoryRoot.appending(path: "lessons/data/\(name)")
  }

  func name(of file: DataFile) -> String { url(of: file)?.lastPathComponent ?? "no file" }

  func kind(of file: DataFile) -> DataFileKind {
    url(of: file).map { FileManager.default.fileExists(atPath: $0.path) } == true ? .file : .nothing
  }

  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8] {
    guard let url = url(of: file), let data = try? Data(contentsOf: url), data.count <= limit
    else { throw DataProblem("cannot be read", remedy: "look into lessons/data") }
    return [UInt8](data)
  }
}

/// Runs that have been trained for so many steps, with all that these panels ask for.
func trainedPicture(
  _ runs: [LabRun], steps: Int, panels: [LabPanel] = [.histogram, .weights, .confusion],
  look change: (inout LabLook) -> Void = { _ in }
) throws -> LabPicture {
  var look = LabLook()
  change(&look)
  let group = try RunGroup(
    runs.map {
      ($0.spec, try DataLoader.load($0.spec.data, seed: $0.spec.seed, files: CourseDataFiles()))
    })
  group.advance(steps: steps)
  let request = LabPanelView.request(
    for: panels, of: group.summary, look: look, size: Size(columns: 80, rows: 24))
  return LabPicture(
    plan: labPlan(runs, panels: panels), samples: group.summary,
    observation: group.observe(request), look: look)
}

/// 8x8 pixels, sixteen units: without a penalty, and with L1 that makes exact zeros.
let digitRuns: [LabRun] = [("none", 0.0), ("L1", 0.01)].map { title, l1 in
  LabRun(
    id: title.lowercased(), title: title,
    spec: TrainingSpec(
      data: DataSpec(.named("digits"), trainingLimit: 300),
      network: NetworkPlan(
        hiddenUnits: [16], penalties: [Penalty(l1: l1, zeroRule: .proximal)]),
      learningRate: 0.3, batchSize: 20, epochs: 20, seed: 3))
}

let spiralRuns = [
  LabRun(
    id: "spiral", title: "spiral",
    spec: TrainingSpec(
      data: DataSpec(.generated(.spiral), samples: 120),
      network: NetworkPlan(hiddenUnits: [5, 3], activation: .tanh), learningRate: 0.2,
      batchSize: 10,
      epochs: 20, seed: 5))
]
