import Lessons
import Regularization
import Synchronization

/// From a plan to runs that can be trained: reads or computes their samples.
struct LabSetup: Sendable {
  /// What is wrong, and what would help.
  struct Failure: Error {
    var message: String
    var remedy: String
  }

  let plan: LabPlan
  /// The course's folder, for shipped sets.
  let lessonsFolder: String?
  let settings: LabHost.Settings
  let shelf: SampleShelf

  /// Takes as long as the samples take to be read.
  func group() throws(Failure) -> RunGroup {
    var runs: [(spec: TrainingSpec, samples: TrainingData)] = []
    let files = DiskDataFiles(lessonsFolder: lessonsFolder)
    for spec in plan.runs.map({ $0.spec(with: files) }) {
      if let problem = spec.problems().first { throw Failure(problem) }
      let samples = try samples(for: spec, files)
      if let problem = spec.problems(on: samples).first { throw Failure(problem) }
      runs.append((spec, samples))
    }
    do throws(TrainingProblem) {
      return try RunGroup(
        runs, threads: settings.threads, memoryLimit: settings.memoryLimit,
        instructionSet: settings.instructionSet, clock: { WorkTime.seconds(WorkTime.now) })
    } catch {
      throw Failure(message: error.message, remedy: error.remedy)
    }
  }

  private func samples(
    for spec: TrainingSpec, _ files: DiskDataFiles
  ) throws(Failure) -> TrainingData {
    if let known = shelf.samples(for: spec) { return known }
    do throws(DataProblem) {
      let samples = try DataLoader.load(spec.data, seed: spec.seed, files: files)
      shelf.put(samples, for: spec)
      return samples
    } catch {
      let place = [error.file, error.line.map(String.init), error.column.map(String.init)]
        .compactMap { $0 }.joined(separator: ":")
      throw Failure(
        message: place.isEmpty ? error.message : "\(place): \(error.message)",
        remedy: error.remedy)
    }
  }
}

extension LabSetup.Failure {
  init(_ problem: SpecProblem) {
    self.init(message: problem.message, remedy: problem.remedy)
  }
}

/// The samples that were read last: twins share them, and a run that begins anew has them at once.
final class SampleShelf: Sendable {
  private struct Entry {
    var data: DataSpec
    var seed: UInt64
    var samples: TrainingData
  }

  private let entry = Mutex<Entry?>(nil)

  func samples(for spec: TrainingSpec) -> TrainingData? {
    entry.withLock { entry in
      entry?.data == spec.data && entry?.seed == spec.seed ? entry?.samples : nil
    }
  }

  func put(_ samples: TrainingData, for spec: TrainingSpec) {
    entry.withLock { $0 = Entry(data: spec.data, seed: spec.seed, samples: samples) }
  }

  func clear() { entry.withLock { $0 = nil } }
}
