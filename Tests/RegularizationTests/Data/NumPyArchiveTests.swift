import Regularization
import Testing

/// Archives that NumPy wrote; `Tests/Reference/numpy_archive.py` says which.
struct NumPyArchiveTests {
  private static func reference(_ name: String) throws -> [UInt8] {
    try FileBytes.repository("Tests/Reference/\(name).npz")
  }

  /// What the generator's formulas give.
  private static var arrays: [(name: String, array: NumPyArray)] {
    [
      (
        "layer0.weights",
        NumPyArray(shape: [2, 3], values: .floats((0..<6).map { Float(Double($0) / 7) }))
      ),
      (
        "layer0.biases",
        NumPyArray(shape: [4], values: .doubles((0..<4).map { Double($0) / 3 - 0.5 }))
      ),
      ("steps", NumPyArray(shape: [3], values: .integers([.min, 0, .max]))),
      (
        "pixels",
        NumPyArray(shape: [2, 3, 4], values: .bytes((0..<24).map { UInt8($0 * 11 % 256) }))
      ),
      ("rate", NumPyArray(shape: [], values: .doubles([0.1]))),
      ("none", NumPyArray(shape: [0, 5], values: .doubles([]))),
      ("größe", NumPyArray(shape: [1], values: .doubles([1.5]))),
    ]
  }

  private static func archive() -> NumPyArchive {
    var archive = NumPyArchive()
    for (name, array) in arrays { archive.set(name, to: array) }
    return archive
  }

  @Test(arguments: ["numpy_stored", "numpy_deflated"])
  func whatNumPyWroteIsRead(name: String) throws {
    let archive = try NumPyArchive(Self.reference(name), file: name)
    #expect(archive == Self.archive())
    #expect(archive["steps"]?.values == .integers([.min, 0, .max]))
    #expect(archive["step"] == nil)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let bytes = try Self.archive().bytes()
    #expect(try NumPyArchive(bytes, file: "w.npz") == Self.archive())
    #expect(try Self.archive().bytes() == bytes)
    #expect(try NumPyArchive(NumPyArchive().bytes(), file: "w.npz").entries.isEmpty)
  }

  /// NumPy's own bytes are the oracle of every array's header and values.
  @Test func aWrittenMemberIsByteForByteTheOneThatNumPyWrites() throws {
    let stored = try Self.reference("numpy_stored")
    let written = try Self.archive().bytes()
    for name in ["layer0.weights", "layer0.biases", "steps", "pixels", "rate", "none"] {
      func member(_ bytes: [UInt8]) throws -> ArraySlice<UInt8> {
        let title = Array("\(name).npy".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: title) })
        let magic = try #require(bytes[start...].firstIndex(of: 0x93))
        let end = try #require(
          bytes.indices.first { $0 > magic && bytes[$0...].starts(with: [0x50, 0x4B]) })
        return bytes[magic..<end]
      }
      #expect(try member(written).elementsEqual(member(stored)), "\(name)")
    }
  }

  @Test func anArrayIsPutInThePlaceOfTheOneWithItsName() {
    var archive = Self.archive()
    archive.set("steps", to: NumPyArray(shape: [1], values: .integers([7])))
    #expect(archive.entries.count == Self.arrays.count)
    #expect(archive.entries[2].name == "steps")
    #expect(archive["steps"]?.values == .integers([7]))
  }

  @Test(arguments: ["numpy_stored", "numpy_deflated"])
  func everyCutIsNoticed(name: String) throws {
    let bytes = try Self.reference(name)
    for length in 0..<bytes.count {
      #expect(throws: DataProblem.self, "\(length)") {
        try NumPyArchive(Array(bytes[..<length]), file: name)
      }
    }
  }

  /// Damage is refused or has no effect: some bytes, such as times, mean nothing here.
  @Test(arguments: ["numpy_stored", "numpy_deflated"])
  func noDamagedByteChangesAnArray(name: String) throws {
    let bytes = try Self.reference(name)
    let arrays = try NumPyArchive(bytes, file: name).entries.map(\.array)
    var refused = 0
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x55
      guard let read = try? NumPyArchive(damaged, file: name) else {
        refused += 1
        continue
      }
      // A name has no checksum, and a directory may be said to be shorter.
      #expect(read.entries.allSatisfy { arrays.contains($0.array) }, "\(index)")
    }
    #expect(refused > bytes.count / 2)
  }

  @Test func faultsAreSaid() throws {
    func problem(_ bytes: [UInt8]) throws -> DataProblem {
      let problem = try #require(throws: DataProblem.self) {
        try NumPyArchive(bytes, file: "f.npz")
      }
      #expect(problem.file == "f.npz" && !problem.remedy.isEmpty)
      return problem
    }
    #expect(try problem([]).message.contains("this is no zip archive"))
    #expect(
      try problem(Self.reference("numpy_fortran")).message == "“turned” is in Fortran order")
    #expect(try problem(Self.reference("numpy_halves")).message.contains("of the type “<f2”"))
    let stored = try Self.reference("numpy_stored")
    #expect(try problem(Array(stored.dropLast(30))).message.contains("no directory"))
    var damaged = stored
    // The last byte of the first member, 63 bytes of values and header later than its magic.
    let magic = try #require(damaged.firstIndex(of: 0x93))
    damaged[magic + 128 + 23] ^= 1
    #expect(
      try problem(damaged).message
        == "“layer0.weights.npy” does not have the checksum it was written with")
  }

  @Test func headersOfOtherShapesAreRead() throws {
    func read(_ header: String) throws -> NumPyArray? {
      var archive = NumPyArchive()
      archive.set("a", to: NumPyArray(shape: [2], values: .bytes([1, 2])))
      // The header in the written file is replaced by one as long, and its checksum by the new.
      var bytes = try archive.bytes()
      let start = try #require(bytes.firstIndex(of: 0x7B))
      let end = try #require(bytes.firstIndex(of: 0x0A))
      bytes.replaceSubrange(
        start..<end,
        with: Array((header + String(repeating: " ", count: end - start - header.utf8.count)).utf8))
      let magic = try #require(bytes.firstIndex(of: 0x93))
      let sum = FileBytes.little(FileBytes.checksum(Array(bytes[magic...end + 2])))
      let directory = try #require(
        bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
      bytes.replaceSubrange(14..<18, with: sum)
      bytes.replaceSubrange(directory + 16..<directory + 20, with: sum)
      return try NumPyArchive(bytes, file: "h.npz")["a"]
    }
    let array = NumPyArray(shape: [2], values: .bytes([1, 2]))
    #expect(try read("{\"shape\": (2,), \"descr\": \"|u1\", \"fortran_order\": True}") == array)
    #expect(try read("{'descr':'|u1','fortran_order':False,'shape':(1,2,)}")?.shape == [1, 2])
    for faulty in [
      "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }",
      "{'descr': '|u1', 'fortran_order': False}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'more': 1}",
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
      "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,), }",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (9999999999999999999,)}",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000,4000000000)}",
      "nothing",
    ] {
      #expect(throws: DataProblem.self, "\(faulty)") { try read(faulty) }
    }
  }
}
