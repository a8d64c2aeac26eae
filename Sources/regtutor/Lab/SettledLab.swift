import Tutor

/// A lab that is waited for: everything that is ordered is done before anything else happens.
struct SettledLab: PlayedLab {
  private let host: LabHost
  private let wakePipe: WakePipe

  /// *Throws*: ``OutputFailure`` where the system has no more descriptors.
  init(lessonsFolder: String?) throws(OutputFailure) {
    let wakePipe = try WakePipe()
    self.wakePipe = wakePipe
    host = LabHost(
      LabHost.Settings(threads: LabHost.usualThreads), lessonsFolder: lessonsFolder,
      wake: { wakePipe.wake() })
  }

  func carryOut(_ order: LabOrder) { host.carryOut(order, at: WorkTime.now) }

  func reports() -> [LabReport] {
    while true {
      let reports = host.reports(at: WorkTime.now)
      host.drew()
      if !reports.isEmpty || host.isAtRest { return reports }
      let patience = host.deadline.map {
        Int((WorkTime.seconds($0 - WorkTime.now) * 1000).rounded(.up))
      }
      _ = wakePipe.wait(milliseconds: patience, input: nil)
    }
  }

  func close() { host.close() }
}
