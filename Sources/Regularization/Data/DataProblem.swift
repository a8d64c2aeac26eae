/// What is wrong with data or with how they are asked for, where, and what would be right.
public struct DataProblem: Error, Sendable, Hashable {
  /// What is wrong: “the cell is empty”.
  public var message: String
  /// What would be right.
  public var remedy: String
  /// The file as the learner knows it; `nil` where it is about no file.
  public var file: String?
  /// 1-based; `nil` for files that are no text.
  public var line: Int?
  /// 1-based, in characters.
  public var column: Int?

  public init(
    _ message: String, remedy: String, file: String? = nil, line: Int? = nil, column: Int? = nil
  ) {
    self.message = message
    self.remedy = remedy
    self.file = file
    self.line = line
    self.column = column
  }
}

extension DataProblem: CustomStringConvertible {
  /// `file:line:column: message; remedy`
  public var description: String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }
    let sentence = "\(message); \(remedy)"
    return place.isEmpty ? sentence : "\(place.joined(separator: ":")): \(sentence)"
  }
}

extension DataProblem {
  /// Text of a file as a message may show it: no control characters, and not too long.
  static func shown(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalars.count == 40 {
        scalars.append("…")
        break
      }
      scalars.append(isShowable(scalar) ? scalar : "\u{FFFD}")
    }
    return "“\(String(scalars))”"
  }

  static func isShowable(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isShowable) }

  private static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
