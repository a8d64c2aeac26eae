import CKernels

/// The instructions that training uses. All give the same bits; they differ in speed alone.
public enum InstructionSet: String, CaseIterable, Sendable, Hashable {
  case avx512, avx2, neon
  /// What every machine has. Without a fused multiply-add in hardware it is computed: about 40
  /// times slower.
  case portable

  /// Whether this machine has it.
  public var isAvailable: Bool { kernels(for: .float32) != nil }

  /// The fastest that this machine has.
  public static var best: InstructionSet { allCases.first { $0.isAvailable } ?? .portable }

  func kernels(for precision: Precision) -> UnsafePointer<kernels_table>? {
    let set =
      switch self {
      case .avx512: KERNELS_AVX512
      case .avx2: KERNELS_AVX2
      case .neon: KERNELS_NEON
      case .portable: KERNELS_PORTABLE
      }
    return precision == .float32 ? kernels_float32(set) : kernels_float64(set)
  }
}

extension Precision {
  /// Bytes of a number.
  var size: Int { self == .float32 ? 4 : 8 }
}
