internal import Glibc
import Regularization

/// The files of data sets on this machine: those of the course, those of Debian's packages, and
/// the user's own.
struct DiskDataFiles: DataFiles {
  /// The course's folder, as ``LessonsFolder/locate(_:)`` finds it; `nil` where there is none.
  let lessonsFolder: String?
  /// Where a package puts its files.
  var packageFolders = [ShippedSet.fashionPackage: "/usr/share/datasets/fashion-mnist"]

  func name(of file: DataFile) -> String {
    switch file {
    case .shipped(let name): lessonsFolder.map { "\($0)/data/\(name)" } ?? name
    case .installed(let package, let name): packageFolders[package].map { "\($0)/\(name)" } ?? name
    case .path(let path): path
    }
  }

  func kind(of file: DataFile) -> DataFileKind {
    var status = stat()
    guard stat(name(of: file), &status) == 0 else { return .nothing }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8] {
    let path = name(of: file)
    if case .shipped = file, lessonsFolder == nil {
      throw DataProblem(
        "the data set comes with the course, and no course was found",
        remedy: "name the course's folder with --lessons DIR", file: path)
    }
    do throws(WholeFile.Failure) {
      return try WholeFile.read(path, limit: limit) {
        "it has \($0) bytes; at most \(limit) can be read"
      }
    } catch {
      switch file {
      case .shipped where error.isMissing:
        throw DataProblem(
          "this file of the course is missing",
          remedy: "install regtutor anew, or name a complete course with --lessons DIR", file: path)
      case .installed(let package, _) where error.isMissing:
        throw DataProblem(
          "this file is missing; the package \(package) brings it",
          remedy: "install it (apt install \(package)), or take the set fashion-small, which comes "
            + "with regtutor", file: path)
      default:
        throw DataProblem(error.reason, remedy: "name a file that can be read", file: path)
      }
    }
  }
}

extension DataLoader {
  /// Why samples cannot be read, as far as it can be told without reading them; `nil`: they may be.
  static func obstacle(to spec: DataSpec, files: DiskDataFiles) -> DataProblem? {
    guard case .named(let name) = spec.source else { return nil }
    let file: DataFile
    switch ShippedSet.named(name)?.content {
    case .table(let table): file = table.file
    case .images(let images): file = images.trainingImages
    case nil: file = .path(name)
    }
    guard files.kind(of: file) == .nothing else { return nil }
    do throws(DataProblem) {
      // Nothing is there to be read: this tells what to do about it.
      _ = try load(spec, seed: 0, files: files)
      return nil
    } catch {
      return error
    }
  }
}
