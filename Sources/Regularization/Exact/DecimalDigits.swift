internal import BigInt

/// Decimal digits of large integers. Printing is most of the work of a long replay, and BigInt's own
/// conversion takes some five times as long.
enum DecimalDigits {
  /// The largest power of ten in a word; being above 2⁶³ it needs no shift before a division.
  private static let chunk: UInt64 = 10_000_000_000_000_000_000
  private static let digitsInChunk = 19
  /// `⌊(2¹²⁸ − 1) / chunk⌋ − 2⁶⁴`.
  private static let reciprocal = chunk.dividingFullWidth((~chunk, .max)).quotient

  /// The digits of `magnitude`, the first of them not 0 but for zero itself.
  static func text(of magnitude: BigUInt) -> String {
    var words = magnitude.words.map { UInt64($0) }
    var chunks: [UInt64] = []
    while !words.isEmpty {
      chunks.append(removeChunk(from: &words))
      while words.last == 0 { words.removeLast() }
    }
    guard let first = chunks.popLast() else { return "0" }
    let leading = String(first)
    let count = leading.utf8.count + chunks.count * digitsInChunk
    return String(unsafeUninitializedCapacity: count) { buffer in
      var end = count
      for chunk in chunks {
        var rest = chunk
        for position in (end - digitsInChunk..<end).reversed() {
          buffer.initializeElement(at: position, to: UInt8(ascii: "0") + UInt8(rest % 10))
          rest /= 10
        }
        end -= digitsInChunk
      }
      _ = buffer.prefix(end).initialize(from: leading.utf8)
      return count
    }
  }

  /// Divides the number, its lowest word first, by ``chunk`` in place and gives the remainder.
  ///
  /// *Source*: Möller and Granlund 2011, "Improved division by invariant integers", algorithm 4.
  private static func removeChunk(from words: inout [UInt64]) -> UInt64 {
    var remainder: UInt64 = 0
    for index in words.indices.reversed() {
      let low = words[index]
      let product = reciprocal.multipliedFullWidth(by: remainder)
      let (fraction, carry) = product.low.addingReportingOverflow(low)
      var quotient = product.high &+ remainder &+ (carry ? 1 : 0) &+ 1
      var rest = low &- quotient &* chunk
      if rest > fraction {
        quotient &-= 1
        rest &+= chunk
      }
      if rest >= chunk {
        quotient &+= 1
        rest &-= chunk
      }
      words[index] = quotient
      remainder = rest
    }
    return remainder
  }
}
