import CKernels
import Foundation
import Testing

@testable import Regularization

/// Elementary functions against exact values; `Tests/Reference/README.md` says how they were made.
struct ElementaryReferenceTests {
  struct File: Decodable {
    struct Table: Decodable {
      var function: String
      var precision: String
      /// An argument, the nearest number of the precision to the exact value, and what the exact
      /// value is beyond it, in units of its last place.
      var rows: [[Double]]
    }

    var tables: [Table]
  }

  /// The error in units of the last place that `CKernels.h` states.
  static let limits: [String: [Precision: Double]] = [
    "exp": [.float64: 1, .float32: 1],
    "log": [.float64: 1, .float32: 1],
    "tanh": [.float64: 3, .float32: 3],
    "sigmoid": [.float64: 3, .float32: 3],
  ]

  private static func tables() throws -> [File.Table] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Reference/elementary.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: path)).tables
  }

  /// The unit of the last place of a number of a precision.
  private static func unit(of value: Double, _ precision: Precision) -> Double {
    precision == .float64 ? value.ulp : Double(Float(value).ulp)
  }

  /// The largest error of results in units of the last place, and the argument that has it.
  private static func worst(
    _ results: [Double], in table: File.Table, _ precision: Precision
  ) -> (error: Double, argument: Double) {
    var worst = (error: 0.0, argument: 0.0)
    for (result, row) in zip(results, table.rows) {
      // Where the exact value is 0, nothing else will do.
      let error =
        row[1] == 0
        ? (result == 0 ? 0 : .infinity)
        : abs((result - row[1]) / unit(of: row[1], precision) - row[2])
      if !(error <= worst.error) { worst = (error, row[0]) }
    }
    return worst
  }

  /// A kernel's results, one for each argument.
  private static func results(
    of function: String, at arguments: [Double], _ precision: Precision, _ set: InstructionSet
  ) throws -> [Double] {
    let kernels = try #require(set.kernels(for: precision)).pointee
    let count = NumberBuffer.stride(of: arguments.count)
    let numbers = NumberBuffer(count: count, precision: precision)
    // A logarithm of the padding's zeros is none that anybody asked for.
    for index in 0..<count { numbers[index] = index < arguments.count ? arguments[index] : 1 }
    let results = NumberBuffer(count: count, precision: precision)
    let all = Int(count)
    switch function {
    case "exp": kernels.exponential(all, numbers.start, results.start)
    case "log": kernels.logarithm(all, numbers.start, results.start)
    case "tanh": kernels.hyperbolic_tangent(all, numbers.start, results.start)
    default:
      kernels.activate(Int32(KERNELS_SIGMOID.rawValue), 1, all, numbers.start, all)
      return arguments.indices.map { numbers[$0] }
    }
    return arguments.indices.map { results[$0] }
  }

  @Test(arguments: ["exp", "log", "tanh", "sigmoid"], Precision.allCases)
  func aKernelIsAsExactAsItSays(function: String, precision: Precision) throws {
    let table = try #require(
      try Self.tables().first { $0.function == function && $0.precision == precision.rawValue })
    let limit = try #require(Self.limits[function]?[precision])
    let arguments = table.rows.map { $0[0] }
    for set in InstructionSet.allCases where set.isAvailable {
      let results = try Self.results(of: function, at: arguments, precision, set)
      let worst = Self.worst(results, in: table, precision)
      #expect(worst.error < limit, "\(function)(\(worst.argument)), \(set)")
    }
  }

  @Test func whatIsComputedInSwiftIsAsExactAsItSays() throws {
    for table in try Self.tables() where table.precision == "float64" {
      let arguments = table.rows.map { $0[0] }
      switch table.function {
      case "log":
        let worst = Self.worst(arguments.map(ElementaryFunctions.logarithm), in: table, .float64)
        #expect(worst.error < 2, "logarithm(\(worst.argument))")
      case "exp", "tanh", "sigmoid":
        let function =
          switch table.function {
          case "exp": ElementaryFunctions.exponential
          case "tanh": ElementaryFunctions.hyperbolicTangent
          default: ElementaryFunctions.sigmoid
          }
        let limit = try #require(Self.limits[table.function]?[.float64])
        let worst = Self.worst(arguments.map(function), in: table, .float64)
        #expect(worst.error < limit, "\(table.function)(\(worst.argument)): \(worst.error)")
      case "sine", "cosine":
        let function =
          table.function == "sine" ? ElementaryFunctions.sine : ElementaryFunctions.cosine
        for row in table.rows {
          // In units of the last place of 1, as is said of them.
          let error = (function(row[0]) - row[1]) / 1.0.ulp - row[2] * row[1].ulp / 1.0.ulp
          #expect(abs(error) < 1, "\(table.function)(\(row[0]))")
        }
      default: continue
      }
    }
  }

  @Test(arguments: Precision.allCases)
  func theKernelsKnowTheEndsOfTheLine(precision: Precision) throws {
    for set in InstructionSet.allCases where set.isAvailable {
      let arguments: [Double] = [.infinity, -.infinity, .nan, 0, -0.0, 1e4, -1e4]
      let exponentials = try Self.results(of: "exp", at: arguments, precision, set)
      #expect(exponentials[0] == .infinity && exponentials[5] == .infinity)
      #expect(exponentials[1] == 0 && exponentials[6] == 0)
      #expect(exponentials[2].isNaN && exponentials[3] == 1 && exponentials[4] == 1)

      let tangents = try Self.results(of: "tanh", at: arguments, precision, set)
      #expect(tangents[0] == 1 && tangents[5] == 1 && tangents[1] == -1 && tangents[6] == -1)
      #expect(tangents[2].isNaN && tangents[3] == 0 && tangents[4].sign == .minus)

      let sigmoids = try Self.results(of: "sigmoid", at: arguments, precision, set)
      #expect(sigmoids[0] == 1 && sigmoids[1] == 0 && sigmoids[2].isNaN && sigmoids[3] == 0.5)

      let logarithms = try Self.results(
        of: "log", at: [.infinity, 0, -1, .nan, 1], precision, set)
      #expect(logarithms[0] == .infinity && logarithms[1] == -.infinity)
      #expect(logarithms[2].isNaN && logarithms[3].isNaN && logarithms[4] == 0)
    }
  }
}
