/// The 64-bit FNV-1a hash of bytes: short enough to compare by eye, and anyone can compute it.
///
/// *Formula*: `h ← (h ⊕ byte)·1099511628211` mod 2⁶⁴ from h = 14695981039346656037
///
/// *Source*: Fowler, Noll and Vo; RFC 9923.
public struct WeightsHash: Sendable, Hashable, CustomStringConvertible {
  public private(set) var value: UInt64 = 14_695_981_039_346_656_037

  public init() {}

  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 1_099_511_628_211 }
  }

  /// 16 hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
