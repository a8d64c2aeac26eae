import Foundation
import Lessons
import Regularization
import TestSupport

/// The samples that come with the repository's course, and such as a test makes up.
struct CourseSamples: DataFiles {
  /// Texts by path.
  var texts: [String: String] = [:]
  /// Whether the set of Debian's package is there: the shipped one stands for it.
  var hasPackage = false

  func name(of file: DataFile) -> String {
    switch file {
    case .shipped(let name): "lessons/data/\(name)"
    case .installed(let package, let name): "\(package)/\(name)"
    case .path(let path): path
    }
  }

  func kind(of file: DataFile) -> DataFileKind {
    switch file {
    case .shipped: .file
    case .installed: hasPackage ? .file : .nothing
    case .path(let path): texts[path] == nil ? .nothing : .file
    }
  }

  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8] {
    var shipped: String?
    switch file {
    case .shipped(let name): shipped = name
    case .installed(_, let name):
      guard hasPackage else { break }
      shipped = "fashion-small-" + name.replacing("t10k", with: "test")
    case .path(let path): if let text = texts[path] { return Array(text.utf8) }
    }
    if let shipped {
      let url = repositoryRoot.appending(path: "lessons/data").resolvingSymlinksInPath()
        .appending(path: shipped)
      if let data = try? Data(contentsOf: url) { return Array(data) }
    }
    throw DataProblem("there is no such file", remedy: "name another", file: name(of: file))
  }
}
