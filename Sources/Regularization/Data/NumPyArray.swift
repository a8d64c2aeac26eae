/// An array as NumPy has it, in C order: the last index runs fastest.
public struct NumPyArray: Sendable, Hashable {
  public enum Values: Sendable, Hashable {
    /// `<f4`
    case floats([Float])
    /// `<f8`
    case doubles([Double])
    /// `<i8`
    case integers([Int64])
    /// `|u1`
    case bytes([UInt8])

    public var count: Int {
      switch self {
      case .floats(let values): values.count
      case .doubles(let values): values.count
      case .integers(let values): values.count
      case .bytes(let values): values.count
      }
    }

    fileprivate var type: String {
      switch self {
      case .floats: "<f4"
      case .doubles: "<f8"
      case .integers: "<i8"
      case .bytes: "|u1"
      }
    }
  }

  /// Empty for a single number.
  public let shape: [Int]
  public let values: Values

  /// - Precondition: the shape's product is the number of values.
  public init(shape: [Int], values: Values) {
    precondition(shape.reduce(1, *) == values.count, "the shape does not fit the values")
    self.shape = shape
    self.values = values
  }
}

// MARK: - The .npy format

extension NumPyArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array as a .npy file of version 1.0.
  ///
  /// *Source*: NumPy enhancement proposal 1, and `numpy.lib.format`.
  func npy() -> [UInt8] {
    let sides = shape.map(String.init).joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(sides),)" : "(\(sides))"
    var header = "{'descr': '\(values.type)', 'fortran_order': False, 'shape': \(tuple), }"
    // What follows is to begin at a multiple of 64.
    let unpadded = NumPyArray.magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes = NumPyArray.magic + [1, 0]
    bytes.append(littleEndian: UInt16(header.utf8.count))
    bytes += Array(header.utf8)
    switch values {
    case .floats(let values): bytes.append(littleEndian: values.lazy.map(\.bitPattern))
    case .doubles(let values): bytes.append(littleEndian: values.lazy.map(\.bitPattern))
    case .integers(let values): bytes.append(littleEndian: values)
    case .bytes(let values): bytes += values
    }
    return bytes
  }

  /// Reads a .npy file.
  ///
  /// *Throws*: ``DataProblem`` where it is damaged, or has a type or an order that is not known.
  init(npy bytes: [UInt8], name: String, file: String) throws(DataProblem) {
    let shown = DataProblem.shown(name)
    func damaged(_ what: String) -> DataProblem {
      DataProblem(
        "\(shown) \(what)", remedy: "write it again with numpy.savez", file: file)
    }
    guard bytes.starts(with: NumPyArray.magic), bytes.count >= 12 else {
      throw damaged("is no array of NumPy")
    }
    let isShort = bytes[6] == 1
    guard 1...3 ~= bytes[6] else {
      throw damaged("has version \(bytes[6]) of the format; 1, 2 and 3 are known")
    }
    let length =
      isShort
      ? bytes.littleEndian(UInt16.self, at: 8).map(Int.init)
      : bytes.littleEndian(UInt32.self, at: 8).map(Int.init)
    let start = isShort ? 10 : 12
    guard let length, length <= bytes.count - start else { throw damaged("ends in its header") }
    guard let header = NumPyHeader(bytes[start..<start + length]) else {
      throw damaged("has a header that cannot be read")
    }
    guard !header.isFortranOrder || header.shape.count < 2 else {
      throw DataProblem(
        "\(shown) is in Fortran order",
        remedy: "write numpy.ascontiguousarray of it", file: file)
    }
    guard let width = ["<f4": 4, "<f8": 8, "<i8": 8, "|u1": 1][header.type] else {
      throw DataProblem(
        "\(shown) is of the type \(DataProblem.shown(header.type)); known are <f4, <f8, <i8, |u1",
        remedy: "convert it with astype, to numpy.float64 for example", file: file)
    }
    var count = 1
    for side in header.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard !overflow else { throw damaged("has an impossible shape, \(header.shape)") }
      count = product
    }
    let body = start + length
    let (size, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, size == bytes.count - body else {
      throw damaged(
        "has \(bytes.count - body) bytes of values, which does not fit its shape \(header.shape)")
    }
    shape = header.shape
    values =
      switch header.type {
      case "<f4": .floats(bytes.numbers(UInt32.self, from: body).map(Float.init(bitPattern:)))
      case "<f8": .doubles(bytes.numbers(UInt64.self, from: body).map(Double.init(bitPattern:)))
      case "<i8": .integers(bytes.numbers(Int64.self, from: body))
      default: .bytes(Array(bytes[body...]))
      }
  }
}

extension [UInt8] {
  fileprivate mutating func append<Number: FixedWidthInteger>(
    littleEndian numbers: some Collection<Number>
  ) {
    reserveCapacity(count + numbers.count * MemoryLayout<Number>.size)
    for number in numbers { append(littleEndian: number) }
  }

  /// The numbers from an offset to the end.
  fileprivate func numbers<Number: FixedWidthInteger>(_ type: Number.Type, from offset: Int)
    -> [Number]
  {
    let size = MemoryLayout<Number>.size
    return withUnsafeBytes { bytes in
      stride(from: offset, through: bytes.count - size, by: size).map {
        Number(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Number.self))
      }
    }
  }
}

/// The header of a .npy file: a Python dictionary of three entries.
struct NumPyHeader {
  private(set) var type = ""
  private(set) var isFortranOrder = false
  private(set) var shape: [Int] = []

  /// `nil` where it is no such dictionary.
  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = Substring(decoding: bytes, as: UTF8.self)
    func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" } }
    func take(_ text: String) -> Bool {
      skipSpace()
      guard rest.hasPrefix(text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }
    func takeString() -> String? {
      guard let quote = ["'", "\""].first(where: take),
        let end = rest.firstIndex(of: Character(quote))
      else { return nil }
      defer { rest = rest[rest.index(after: end)...] }
      return String(rest[..<end])
    }
    func takeTuple() -> [Int]? {
      guard take("(") else { return nil }
      var numbers: [Int] = []
      while !take(")") {
        skipSpace()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), numbers.count < 64 else { return nil }
        numbers.append(number)
        rest = rest.dropFirst(digits.count)
        guard take(",") || rest.hasPrefix(")") else { return nil }
      }
      return numbers
    }

    var found: Set<String> = []
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = takeString(), take(":"), found.insert(key).inserted else { return nil }
      switch key {
      case "descr":
        // A record type is a list: not one of the types that are known, but no damage either.
        guard let type = takeString() ?? (take("[") ? "a record" : nil) else { return nil }
        self.type = type
        if type == "a record" { return }
      case "fortran_order":
        if take("True") {
          isFortranOrder = true
        } else if !take("False") {
          return nil
        }
      case "shape":
        guard let shape = takeTuple() else { return nil }
        self.shape = shape
      default: return nil
      }
      guard take(",") || rest.hasPrefix("}") else { return nil }
    }
    guard found.count == 3 else { return nil }
  }
}
