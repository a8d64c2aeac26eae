import ArgumentParser
import Regularization

/// Reads the values of `regtutor replay`'s options. What is wrong is refused with the option, the
/// value as it was given and what would be right.
enum ReplayArguments {
  static func number(
    _ text: String, of option: String, allowed: String, where isAllowed: (ExactDecimal) -> Bool
  ) throws -> ExactDecimal {
    let value: ExactDecimal
    do {
      value = try ExactDecimal(parsing: text)
    } catch {
      throw refusal(option, text, "\(error); give \(allowed)")
    }
    guard isAllowed(value) else { throw refusal(option, text, "give \(allowed)") }
    return value
  }

  static func count(_ text: String, of option: String, in range: ClosedRange<Int>) throws -> Int {
    // `Int` would take a plus sign as well.
    guard text.utf8.allSatisfy({ 48...57 ~= $0 }), let value = Int(text), range ~= value else {
      throw refusal(
        option, text, "give a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// `θ1=1.5,θ2=0.5`, or `1.5,0.5` for θ1, θ2 and so on.
  static func weights(_ text: String) throws -> [NamedWeight] {
    let option = "--weights"
    let items = try items(text, of: option)
    guard items.count <= ReplaySpec.weightLimit else {
      throw refusal(
        option, text, "\(items.count) weights are too many; give at most \(ReplaySpec.weightLimit)")
    }
    var weights: [NamedWeight] = []
    for (index, item) in items.enumerated() {
      let name = item.name ?? "θ\(index + 1)"
      guard !weights.contains(where: { $0.name == name }) else {
        throw refusal(option, text, "two weights are called “\(name)”; give every name once")
      }
      weights.append(NamedWeight(name: name, initial: item.value))
    }
    return weights
  }

  /// One figure for all weights, one for each in their order, or one for each by name.
  static func figures(
    _ text: String, of option: String, for weights: [NamedWeight]
  ) throws -> [ExactDecimal] {
    let items = try items(text, of: option)
    guard items[0].name != nil else {
      if items.count == 1 { return weights.map { _ in items[0].value } }
      guard items.count == weights.count else {
        throw refusal(
          option, text,
          "\(items.count) numbers for \(weights.count) weights; give one for all, or one for each")
      }
      return items.map(\.value)
    }
    var values: [String: ExactDecimal] = [:]
    for item in items {
      guard let name = item.name, weights.contains(where: { $0.name == name }) else {
        throw refusal(
          option, text,
          "there is no weight “\(item.name ?? "")”; the weights are \(names(weights))")
      }
      guard values.updateValue(item.value, forKey: name) == nil else {
        throw refusal(option, text, "“\(name)” has two numbers; give every name once")
      }
    }
    return try weights.map { weight in
      guard let value = values[weight.name] else {
        throw refusal(option, text, "“\(weight.name)” has no number; give one for each weight")
      }
      return value
    }
  }

  static func rounding(
    _ places: String?, exceptions: [String], weights: [NamedWeight], iterations: Int
  ) throws -> StepRounding? {
    let limits = 0...ReplaySpec.placesLimit
    guard let places else {
      guard exceptions.isEmpty else {
        throw refusal(
          "--round-step-at", exceptions[0],
          "there is nothing that it is an exception from; give --round-step too")
      }
      return nil
    }
    var rounding = StepRounding(places: try count(places, of: "--round-step", in: limits))
    for exception in exceptions {
      let (cell, places) = try roundingException(
        exception, limits: limits, weights: weights, iterations: iterations)
      guard rounding.exceptions.updateValue(places, forKey: cell) == nil else {
        throw refusal("--round-step-at", exception, "this step is given twice; give it once")
      }
    }
    return rounding
  }

  /// `θ1[3]=4`.
  private static func roundingException(
    _ text: String, limits: ClosedRange<Int>, weights: [NamedWeight], iterations: Int
  ) throws -> (StepRounding.Cell, Int) {
    let option = "--round-step-at"
    // From the end, because a name may hold brackets itself.
    guard let equals = text.lastIndex(of: "="), let opening = text[..<equals].lastIndex(of: "["),
      text[..<equals].last == "]"
    else {
      throw refusal(option, text, "give WEIGHT[ITERATION]=PLACES, e.g. θ1[3]=4")
    }
    let name = String(text[..<opening])
    guard let weight = weights.firstIndex(where: { $0.name == name }) else {
      throw refusal(
        option, text, "there is no weight “\(name)”; the weights are \(names(weights))")
    }
    let iteration = String(text[text.index(after: opening)..<equals].dropLast())
    let places = String(text[text.index(after: equals)...])
    do {
      let cell = StepRounding.Cell(
        iteration: try count(iteration, of: "iteration", in: 1...iterations), weight: weight)
      return (cell, try count(places, of: "places", in: limits))
    } catch let fault as ValidationError {
      throw refusal(option, text, fault.message)
    }
  }

  // MARK: Lists

  private struct Item {
    var name: String?
    var value: ExactDecimal
  }

  /// `NAME=NUMBER` or `NUMBER`, separated by commas; either all of them have names or none.
  private static func items(_ text: String, of option: String) throws -> [Item] {
    let allowed = "numbers separated by commas, or NAME=NUMBER for each"
    var items: [Item] = []
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    for (index, part) in parts.enumerated() {
      let place = parts.count == 1 ? nil : "part \(index + 1)"
      guard !part.isEmpty else {
        throw refusal(option, text, "\(place ?? "it") is empty; give \(allowed)")
      }
      let equals = part.firstIndex(of: "=")
      let name = try equals.map { try self.name(trimmed(part[..<$0]), in: text, of: option) }
      let digits = equals.map { trimmed(part[part.index(after: $0)...]) } ?? part
      do throws(DecimalSyntaxError) {
        items.append(Item(name: name, value: try ExactDecimal(parsing: digits)))
      } catch {
        let reason = [name.map { "the number of “\($0)”" } ?? place, "\(error)"]
        let words = reason.compactMap { $0 }.joined(separator: ": ")
        throw refusal(option, text, "\(words); give \(allowed)")
      }
      guard (name == nil) == (items[0].name == nil) else {
        throw refusal(option, text, "some numbers have a name and some have none; give \(allowed)")
      }
    }
    return items
  }

  private static func name(
    _ name: Substring, in text: String, of option: String
  ) throws -> String {
    guard !name.isEmpty else {
      throw refusal(option, text, "a name is empty; give NAME=NUMBER")
    }
    let isPrintable = printable(String(name)) == name && !name.contains(where: \.isNewline)
    guard isPrintable, name.unicodeScalars.count <= nameLimit else {
      throw refusal(
        option, text,
        "“\(name)” is no name; give up to \(nameLimit) characters, none of them invisible")
    }
    return String(name)
  }

  private static let nameLimit = 40

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return start.prefix(0) }
    return start[...last]
  }

  private static func names(_ weights: [NamedWeight]) -> String {
    let shown = 10
    let names = weights.prefix(shown).map(\.name).joined(separator: ", ")
    return weights.count > shown ? "\(names), … (\(weights.count) of them)" : names
  }

  private static func refusal(
    _ option: String, _ value: String, _ reason: String
  ) -> ValidationError {
    let limit = 60
    let scalars = value.unicodeScalars
    let shown =
      scalars.count <= limit ? value : String(String.UnicodeScalarView(scalars.prefix(limit))) + "…"
    return ValidationError("\(option) “\(shown)”: \(reason)")
  }
}
