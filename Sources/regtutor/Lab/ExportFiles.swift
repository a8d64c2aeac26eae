internal import Glibc
import Lessons
import Regularization
import Tutor

/// Writes what is exported of a lab: new files alone, all of them or none.
struct ExportFiles: Sendable {
  struct Content {
    var name: String
    var bytes: [UInt8]
  }

  /// Why nothing was written.
  struct Failure: Error {
    var message: String
  }

  /// Where they go; empty is the current folder.
  let folder: String

  private static let numberLimit = 10_000

  /// Writes files as `lab-NAME`, or, where one of these names is taken, all of them as
  /// `lab-2-NAME`, and so on.
  ///
  /// *Throws*: what went wrong and what would help; nothing that was written stays then.
  func write(_ contents: [Content]) throws(Failure) -> [String] {
    for number in 1...ExportFiles.numberLimit {
      let paths = contents.map { path(of: $0.name, number: number) }
      guard !paths.contains(where: ExportFiles.exists) else { continue }
      if try write(contents, to: paths) { return paths }
    }
    throw Failure(
      message: "there are \(ExportFiles.numberLimit) exports in \(folderName) already; move some "
        + "away, or name another folder with --export-to")
  }

  /// Whether all were written; `false` where a name was taken meanwhile.
  private func write(_ contents: [Content], to paths: [String]) throws(Failure) -> Bool {
    var written: [String] = []
    for (content, path) in zip(contents, paths) {
      do throws(OutputFailure) {
        try FileReplacement.create(content.bytes, at: path)
        written.append(path)
      } catch {
        for path in written { unlink(path) }
        if error.code == EEXIST { return false }
        throw Failure(message: "\(error); \(remedy(for: error.code))")
      }
    }
    return true
  }

  private func path(of name: String, number: Int) -> String {
    let name = number == 1 ? "lab-\(name)" : "lab-\(number)-\(name)"
    if folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  private var folderName: String { folder.isEmpty ? "the current folder" : folder }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func remedy(for code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: "make room, or name a folder elsewhere with --export-to"
    case EACCES, EPERM, EROFS: "name a folder that you may write to with --export-to"
    case ENOENT, ENOTDIR: "the folder is gone; name another with --export-to"
    default: "name another folder with --export-to"
    }
  }
}

extension ExportFiles {
  /// The files of texts that the tutor has made.
  static func contents(of texts: [LabExport.Text]) -> [Content] {
    texts.map { Content(name: $0.name, bytes: Array($0.content.utf8)) }
  }

  /// The weights of every run as an archive for NumPy.
  ///
  /// *Throws*: ``Failure`` where they are too large for the format.
  static func weights(of runs: [TrainingRun], _ plan: LabPlan) throws(Failure) -> [Content] {
    var contents: [Content] = []
    for (index, run) in runs.enumerated() {
      let name = runs.count == 1 ? "weights.npz" : "weights-\(fileName(plan.runs[index].id)).npz"
      do throws(DataProblem) {
        contents.append(Content(name: name, bytes: try run.weightsArchive()))
      } catch {
        throw Failure(message: "\(error)")
      }
    }
    return contents
  }

  /// A run's id as a part of a file's name.
  private static func fileName(_ id: String) -> String {
    String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
}
