/// Arrays by name, as `numpy.savez` writes and `numpy.load` reads them: a .npz file.
public struct NumPyArchive: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    public var name: String
    public var array: NumPyArray
  }

  /// In the order of the file.
  public private(set) var entries: [Entry] = []

  public init() {}

  /// The array with a name, without the ending .npy.
  public subscript(name: String) -> NumPyArray? { entries.first { $0.name == name }?.array }

  /// Puts an array behind the others, or in the place of the one with its name.
  public mutating func set(_ name: String, to array: NumPyArray) {
    if let index = entries.firstIndex(where: { $0.name == name }) {
      entries[index].array = array
    } else {
      entries.append(Entry(name: name, array: array))
    }
  }

  /// Bytes of all arrays of an archive together, at most.
  public static let sizeLimit = 1 << 31

  private static let ending = ".npy"

  /// The archive as a file. Equal arrays give equal bytes.
  ///
  /// *Throws*: ``DataProblem`` where it would have more than 4 GiB.
  public func bytes() throws(DataProblem) -> [UInt8] {
    try ZipArchive.bytes(
      of: entries.map {
        ZipArchive.Member(name: $0.name + NumPyArchive.ending, content: $0.array.npy())
      })
  }

  /// Reads a file, its members stored or deflated; every checksum is checked.
  ///
  /// *Throws*: ``DataProblem`` where it is cut off or damaged, or holds what is not known here.
  public init(_ bytes: [UInt8], file: String) throws(DataProblem) {
    for member in try ZipArchive.members(of: bytes, limit: NumPyArchive.sizeLimit, file: file) {
      guard member.name.hasSuffix(NumPyArchive.ending) else {
        throw DataProblem(
          "\(DataProblem.shown(member.name)) in the archive is no .npy file",
          remedy: "name a file that numpy.savez wrote", file: file)
      }
      let name = String(member.name.dropLast(NumPyArchive.ending.count))
      guard self[name] == nil else {
        throw DataProblem(
          "the archive has two arrays \(DataProblem.shown(name))",
          remedy: "write it again with numpy.savez", file: file)
      }
      let array = try NumPyArray(npy: member.content, name: name, file: file)
      entries.append(Entry(name: name, array: array))
    }
  }
}
