import Foundation
import Regularization
import TestSupport

/// Files as the tests make them.
enum FileBytes {
  /// A file of the repository.
  static func repository(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: repositoryRoot.appending(path: path)))
  }

  /// A gzip file of one stored block, put together by hand (RFC 1951 and 1952).
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    let length = UInt16(content.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(length) + little(~length) + content
      + little(checksum(content)) + little(UInt32(content.count))
  }

  /// CRC-32 bit by bit, as its definition says.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { state, byte in
      (0..<8).reduce(state ^ UInt32(byte)) { state, _ in
        state >> 1 ^ (state & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
  }

  static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  static func images(_ magic: UInt32 = 0x803, count: UInt32, _ rows: UInt32, _ columns: UInt32)
    -> [UInt8]
  {
    [magic, count, rows, columns].flatMap(big)
  }

  static func labels(count: UInt32) -> [UInt8] { [0x801, count].flatMap(big) }

  private static func big(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}

/// Files that lie nowhere but here.
struct MemoryFiles: DataFiles {
  var files: [DataFile: [UInt8]] = [:]
  var folders: Set<String> = []

  init(_ files: [String: [UInt8]] = [:], folders: Set<String> = []) {
    for (path, bytes) in files { self.files[.path(path)] = bytes }
    self.folders = folders
  }

  func name(of file: DataFile) -> String {
    switch file {
    case .shipped(let name): "lessons/data/\(name)"
    case .installed(let package, let name): "\(package)/\(name)"
    case .path(let path): path
    }
  }

  func kind(of file: DataFile) -> DataFileKind {
    if files[file] != nil { return .file }
    if case .path(let path) = file, folders.contains(path) { return .folder }
    return .nothing
  }

  func read(_ file: DataFile, limit: Int) throws(DataProblem) -> [UInt8] {
    if let bytes = files[file] { return bytes }
    if case .shipped(let name) = file, let bytes = try? FileBytes.repository("lessons/data/\(name)")
    {
      return bytes
    }
    throw DataProblem("missing", remedy: "put it there", file: name(of: file))
  }
}
