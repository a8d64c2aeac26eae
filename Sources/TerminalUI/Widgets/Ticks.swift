import Glibc

/// Round values along an axis.
struct Ticks {
  /// Positions on the axis (of a logarithmic one: the logarithms) with their labels.
  var marks: [(position: Double, label: String)]
  /// What the axis spans.
  var range: ClosedRange<Double>

  /// Steps of 1, 2 or 5 times a power of ten from `low` to `high`, at most about `count` of them.
  static func linear(from low: Double, to high: Double, count: Int) -> Ticks {
    var low = low
    var high = high
    // A span too small for the numbers to tell its ends apart is that of a constant.
    if high - low <= max(low.magnitude, high.magnitude) * 1e-12 {
      let reach = max(low.magnitude, high.magnitude) / 2
      low -= reach > 0 ? reach : 1
      high += reach > 0 ? reach : 1
    }
    let raw = (high - low) / Double(max(1, count - 1))
    var power = Int(log10(raw).rounded(.down))
    let lead = raw / pow(10, Double(power))
    var mantissa = lead <= 1.0000001 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10
    if mantissa == 10 {
      mantissa = 1
      power += 1
    }
    let step = Double(mantissa) * pow(10, Double(power))
    let slack = 1e-9
    let first = Int(((low / step) + slack).rounded(.down))
    let last = max(first + 1, Int(((high / step) - slack).rounded(.up)))
    let marks = (first...last).map { index -> (Double, String) in
      (Double(index) * step, label(index * mantissa, power: power))
    }
    return Ticks(marks: marks, low: low, high: high, step: step)
  }

  /// Powers of ten from `low` to `high` (both positive), thinned to about `count`.
  static func logarithmic(from low: Double, to high: Double, count: Int) -> Ticks {
    let first = Int((log10(low) + 1e-9).rounded(.down))
    let last = max(first + 1, Int((log10(high) - 1e-9).rounded(.up)))
    let stride = max(1, (last - first + max(1, count - 1) - 1) / max(1, count - 1))
    var marks: [(Double, String)] = []
    for power in Swift.stride(from: first, through: last, by: stride) {
      marks.append((Double(power), label(1, power: power)))
    }
    return Ticks(marks: marks, low: log10(low), high: log10(high), step: 1)
  }

  /// The axis ends where the values end, or at a tick that is close by; it has two ticks at least.
  private init(marks: [(Double, String)], low: Double, high: Double, step: Double) {
    let first = marks[0].0
    let last = marks[marks.count - 1].0
    let bottom = low - first > step * 0.25 ? low : first
    let top = last - high > step * 0.25 ? high : last
    let slack = step * 1e-9
    let inside = marks.filter { $0.0 >= bottom - slack && $0.0 <= top + slack }
    let isEnough = inside.count >= 2
    self.marks = (isEnough ? inside : marks).map { (position: $0.0, label: $0.1) }
    range = isEnough ? bottom...top : min(first, bottom)...max(last, top)
  }

  /// `units · 10^power` written without going through a binary fraction.
  static func label(_ units: Int, power: Int) -> String {
    guard units != 0 else { return "0" }
    let sign = units < 0 ? "-" : ""
    var digits = String(units.magnitude)
    if power >= 0 ? digits.count + power > 6 : power < -6 {
      var power = power
      while digits.hasSuffix("0") {
        digits.removeLast()
        power += 1
      }
      let whole = digits.prefix(1)
      let fraction = digits.dropFirst()
      power += fraction.count
      return sign + whole + (fraction.isEmpty ? "" : "." + fraction) + "e\(power)"
    }
    guard power < 0 else { return sign + digits + String(repeating: "0", count: power) }
    if digits.count <= -power {
      digits = String(repeating: "0", count: -power - digits.count + 1) + digits
    }
    var fraction = digits.suffix(-power)
    while fraction.last == "0" { fraction.removeLast() }
    return sign + digits.dropLast(-power) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The position of a value on a logarithmic axis.
  static func logarithm(_ value: Double) -> Double { log10(value) }

  /// The round distance between iterations that keeps labels apart.
  static func iterationStep(span: Int, labelColumns: Int, columns: Int) -> Int {
    var step = 1
    var factors = [2, 5, 10]
    var power = 1
    while span > 0, columns * step / span < labelColumns {
      if factors.isEmpty {
        factors = [2, 5, 10]
        power *= 10
      }
      step = factors.removeFirst() * power
      if step >= span { return span }
    }
    return step
  }
}
