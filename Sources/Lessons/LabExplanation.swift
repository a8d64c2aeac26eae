public import Regularization

extension LabTask {
  /// The explanation with the figures that its runs have now; a dash stands for one that a run lacks.
  ///
  /// - Parameter figure: of a run, by its id.
  public func explanation(with figure: (_ run: String, RunMeasure) -> Double?) -> String? {
    explanation.map { RunText($0).text(with: figure) }
  }

  /// The figures of runs that it is judged and explained by.
  public var measures: Set<RunMeasure> {
    var measures: Set<RunMeasure>
    switch kind {
    case .reach(let condition): measures = [condition.measure]
    case .guess(let guess): measures = [guess.measure]
    }
    for case .figure(_, let measure, _) in RunText(explanation ?? "").parts {
      measures.insert(measure)
    }
    return measures
  }
}

/// A text with figures of runs that are put in when they are known.
struct RunText {
  enum Part: Hashable {
    case words(String)
    case figure(run: String, measure: RunMeasure, digits: Int?)
  }

  private(set) var parts: [Part] = []

  /// What is no figure of a run stays as it is written.
  init(_ text: String) {
    var rest = text[...]
    var words = ""
    while let start = rest.firstRange(of: "{{") {
      words += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      if words.last == "\\" {
        words.removeLast()
        words += "{{"
      } else if let end = rest.firstRange(of: "}}"),
        let figure = RunText.figure(rest[..<end.lowerBound])
      {
        parts += [.words(words), figure]
        words = ""
        rest = rest[end.upperBound...]
      } else {
        words += "{{"
      }
    }
    parts.append(.words(words + rest))
  }

  private static func figure(_ text: Substring) -> Part? {
    guard let parsed = try? ExpressionParser.figure(Array(text.unicodeScalars)),
      case .reference(let reference) = parsed.expression,
      reference.index == nil, reference.field == nil,
      let measure = RunMeasure(rawValue: reference.member.text)
    else { return nil }
    return .figure(run: reference.head.text, measure: measure, digits: parsed.places)
  }

  func text(with figure: (_ run: String, RunMeasure) -> Double?) -> String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .figure(let run, let measure, let digits):
        figure(run, measure).map { RunText.shown($0, digits: digits) } ?? "–"
      }
    }.joined()
  }

  /// Whole numbers have all their digits, others so many significant ones.
  static func shown(_ value: Double, digits: Int?) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    guard value != value.rounded() else { return FigureScope.typographic(String(Int(value))) }
    var places = (digits ?? 6) - 1
    var leading = value.magnitude
    while leading >= 10 { (leading, places) = (leading / 10, places - 1) }
    while leading < 1, places < 12 { (leading, places) = (leading * 10, places + 1) }
    let scale = (0..<max(0, min(places, 12))).reduce(1) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scale > 1, scaled < 9e18 else {
      return FigureScope.typographic(String(Int(value.rounded())))
    }
    // The one in front keeps the zeros behind the point.
    let fraction = String(Int(scaled) % scale + scale).dropFirst()
    return (value < 0 ? "−" : "") + "\(Int(scaled) / scale).\(fraction)"
  }

  /// A figure in a message: all of it where that is short.
  static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.utf8.count < 8 && value != value.rounded()
      ? FigureScope.typographic(text) : shown(value, digits: 6)
  }
}
