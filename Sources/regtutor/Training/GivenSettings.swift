import ArgumentParser
import Lessons
import Regularization

/// The settings that were given as options: what they say, and which option each of them is.
struct GivenSettings {
  private struct Given {
    var option: String
    var text: String
  }

  /// By the field of a ``SpecProblem``.
  private var given: [String: Given] = [:]

  var fields: Set<String> { Set(given.keys) }

  /// The option that gave a field, as it is typed.
  func option(for field: String) -> String? { given[field]?.option }

  /// Remembers that a field was given by an option with this text.
  mutating func note(_ field: String, option: String, text: String) {
    given[field] = Given(option: option, text: text)
  }

  // MARK: Reading

  /// Calls `apply` with the number that an option gives, if it does.
  ///
  /// *Throws*: `ValidationError` where it is no number; its range is judged with the whole spec.
  mutating func number(
    _ text: String?, _ option: String, _ field: String, apply: (Double) -> Void
  ) throws {
    guard let text else { return }
    apply(try GivenSettings.number(text, of: option))
    given[field] = Given(option: option, text: text)
  }

  mutating func whole(
    _ text: String?, _ option: String, _ field: String, apply: (Int) -> Void
  ) throws {
    guard let text else { return }
    apply(try GivenSettings.whole(text, of: option))
    given[field] = Given(option: option, text: text)
  }

  mutating func value<Value>(
    _ value: Value?, _ option: String, _ field: String, apply: (Value) -> Void
  ) {
    guard let value else { return }
    apply(value)
    given[field] = Given(option: option, text: "\(value)")
  }

  mutating func value<Choice: RawRepresentable<String>>(
    _ choice: Choice?, _ option: String, _ field: String, apply: (Choice) -> Void
  ) {
    guard let choice else { return }
    apply(choice)
    given[field] = Given(option: option, text: choice.rawValue)
  }

  /// Numbers separated by commas.
  mutating func list<Value>(
    _ text: String?, _ option: String, _ field: String,
    read: (String, String) throws -> Value, apply: ([Value]) -> Void
  ) throws {
    guard let text else { return }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    apply(try text.isEmpty ? [] : parts.map { try read(String($0), option) })
    given[field] = Given(option: option, text: text)
  }

  static func number(_ text: String, of option: String) throws -> Double {
    let plain = text.replacing("−", with: "-")
    let isDecimal = plain.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
    guard isDecimal, let value = Double(plain) else {
      throw refusal(option, text, "it is no number; give one such as 0.1 or 1e-3")
    }
    guard value.isFinite else { throw refusal(option, text, "it is too large") }
    return value
  }

  static func whole(_ text: String, of option: String) throws -> Int {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ 48...57 ~= $0 }) else {
      throw refusal(option, text, "it is no whole number; give one such as 10")
    }
    guard let value = Int(text) else { throw refusal(option, text, "it is too large") }
    return value
  }

  static func refusal(_ option: String, _ text: String, _ reason: String) -> ValidationError {
    ValidationError("\(option) “\(text)”: \(reason)")
  }

  // MARK: Problems

  /// The problem as one of the option that the field came from; `nil` where none did.
  func message(for problem: SpecProblem) -> String? {
    var field = problem.field
    if field.hasPrefix("penalty.layers["), let end = field.firstIndex(of: "]") {
      // An option speaks of all layers.
      field = "penalty" + field[field.index(after: end)...]
    }
    var name = field[...]
    while !name.isEmpty {
      if let given = given[String(name)] {
        return "\(given.option) “\(given.text)”: \(problem.message); \(problem.remedy)"
      }
      guard let end = name.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      name = name[..<end]
    }
    return nil
  }
}
