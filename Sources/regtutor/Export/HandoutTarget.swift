import ArgumentParser
internal import Glibc

/// Where handouts go: one file, or a folder for several.
struct HandoutTarget {
  private let path: String
  private let isForced: Bool
  let isFolder: Bool

  /// *Throws*: where nothing can be written there.
  init(_ path: String, isForced: Bool) throws {
    guard !path.isEmpty else { throw ValidationError("-o needs the name of a file or a folder") }
    var bare = path
    while bare.count > 1, bare.hasSuffix("/") { bare.removeLast() }
    var status = stat()
    let exists = stat(bare, &status) == 0
    isFolder = path.hasSuffix("/") || exists && status.st_mode & S_IFMT == S_IFDIR
    self.path = path
    self.isForced = isForced
    guard isFolder, exists, status.st_mode & S_IFMT != S_IFDIR else { return }
    throw ValidationError("\(bare) is no folder; take the “/” away, or name another")
  }

  private func place(_ name: String) -> String {
    guard isFolder else { return path }
    return path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// Says before the work is done what would go wrong behind it.
  ///
  /// - Parameter names: of the files in a folder.
  func check(_ names: [String]) throws {
    let places = isFolder ? names.map(place) : [path]
    for place in places {
      var status = stat()
      guard stat(place, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFREG, !isForced {
        throw ValidationError("\(place) is there already; --force replaces it")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        throw ValidationError("\(place) is a folder; name another")
      }
    }
    if !isFolder, let obstacle = FileReplacement.obstacle(to: path) { throw obstacle }
  }

  /// Writes files whole; of new ones all or none.
  func write(_ files: [(name: String, text: String)]) throws {
    if isFolder { try makeFolder() }
    var written: [String] = []
    for file in files {
      let place = place(file.name)
      var status = stat()
      // A file that came into being meanwhile is no more to be lost than one that was there before.
      let isNew = stat(place, &status) != 0 || status.st_mode & S_IFMT == S_IFREG && !isForced
      do throws(OutputFailure) {
        if isNew {
          try FileReplacement.create(Array(file.text.utf8), at: place)
          written.append(place)
        } else {
          try FileReplacement.write(Array(file.text.utf8), to: place)
        }
      } catch {
        for path in written { unlink(path) }
        throw error
      }
    }
  }

  private func makeFolder() throws(OutputFailure) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw OutputFailure(code: errno, target: path)
  }
}
