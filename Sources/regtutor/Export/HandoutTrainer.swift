import Lessons
import Regularization
import Tutor

/// Trains the networks of a lesson to the end of their epochs, so that a handout can show them.
struct HandoutTrainer {
  let lessonsFolder: String

  /// The labs of a lesson's steps, by the step's id. Why one is missing is said on standard error.
  func trained(_ lesson: Lesson) -> [String: LabPicture] {
    let shelf = SampleShelf()
    var pictures: [String: LabPicture] = [:]
    for step in lesson.steps {
      guard case .train(let plan) = step.kind else { continue }
      var settings = LabHost.Settings()
      settings.threads = LabHost.usualThreads
      let setup = LabSetup(
        plan: plan, lessonsFolder: lessonsFolder, settings: settings, shelf: shelf)
      do throws(LabSetup.Failure) {
        pictures[step.id] = LabPicture.trained(plan, in: try setup.group())
      } catch {
        RegTutor.complain(
          "\(lesson.id):\(step.id) is not trained: \(error.message); \(error.remedy)")
      }
    }
    return pictures
  }
}

extension LabPicture {
  /// Trains a group of runs, before their first update, to the end of a plan's epochs.
  static func trained(_ plan: LabPlan, in group: RunGroup) -> LabPicture {
    group.advance(toEpoch: plan.epochs)
    var observation = group.observe(plan.handoutRequest(group.summary))
    // The same lesson is to give the same handout, however fast the machine is.
    for run in observation.runs.indices { observation.runs[run].secondsPerUpdate = nil }
    return LabPicture(plan: plan, samples: group.summary, observation: observation)
  }
}
