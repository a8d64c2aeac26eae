import Foundation
import Regularization
import Testing

/// Random replays computed by an independent program; `Tests/Reference/README.md` says how.
struct ReplaySampleTests {
  struct Sample: Decodable {
    var arguments: [String]
    var csv: String?
    var bytes: Int?
    var fnv1a64: String?
  }

  @Test func randomReplaysAgreeDigitForDigitWithTheReference() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Reference/exact_replay_sample.jsonl")
    let samples = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Sample.self, from: Data($0.utf8))
    }
    #expect(samples.count == 300)

    for sample in samples {
      let spec = try #require(ReplaySpec(arguments: sample.arguments), "\(sample.arguments)")
      let replay = try Replay(spec)
      let csv = ReplayReport(replay, format: .csv).map { $0 + "\n" }.joined()
      if let expected = sample.csv {
        #expect(csv == expected, "\(sample.arguments)")
      } else {
        #expect(csv.utf8.count == sample.bytes, "\(sample.arguments)")
        #expect(fnv1a64(csv) == sample.fnv1a64, "\(sample.arguments)")
      }
      let longest = replay.updates.joined().map(\.after.description.utf8.count).max() ?? 0
      // Sign, leading zero and point are no digits.
      #expect(longest - 3 <= spec.lengthEstimate, "\(sample.arguments)")
    }
  }

  private func fnv1a64(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension ReplaySpec {
  /// The spec of a sample's arguments, which are known to be valid.
  fileprivate init?(arguments: [String]) {
    var options: [String: String] = [:]
    var exceptions: [String] = []
    var index = 0
    while index < arguments.count {
      let parts = arguments[index].split(separator: "=", maxSplits: 1).map(String.init)
      let value = parts.count == 2 ? parts[1] : arguments[index + 1]
      index += parts.count == 2 ? 1 : 2
      if parts[0] == "--round-step-at" {
        exceptions.append(value)
      } else {
        options[parts[0]] = value
      }
    }

    func pairs(_ list: String) -> [(name: String?, value: ExactDecimal)] {
      list.split(separator: ",").map { item in
        let parts = item.split(separator: "=")
        return (
          parts.count == 2 ? String(parts[0]) : nil,
          ExactDecimal(stringLiteral: String(parts[parts.count - 1]))
        )
      }
    }
    guard let weightList = options["--weights"] else { return nil }
    let weights = pairs(weightList).enumerated().map { index, pair in
      NamedWeight(name: pair.name ?? "θ\(index + 1)", initial: pair.value)
    }
    func figures(_ list: String) -> [ExactDecimal] {
      let pairs = pairs(list)
      if pairs.count == 1, pairs[0].name == nil { return weights.map { _ in pairs[0].value } }
      return weights.enumerated().compactMap { index, weight in
        pairs[index].name == nil
          ? pairs[index].value : pairs.first { $0.name == weight.name }?.value
      }
    }

    let loss: ReplayLoss
    if let gradient = options["--gradient"] {
      loss = .constantGradient(figures(gradient))
    } else if let target = options["--target"] {
      loss = .quadratic(targets: figures(target))
    } else {
      return nil
    }
    guard let penalty = PenaltyKind(rawValue: options["--penalty"] ?? "none"),
      let convention = L2Convention(rawValue: options["--l2-convention"] ?? "half"),
      let rule = ZeroRule(rawValue: options["--zero-rule"] ?? "subgradient"),
      let iterations = Int(options["--iterations"] ?? "5")
    else { return nil }
    self.init(
      weights: weights, loss: loss, penalty: penalty,
      strength: ExactDecimal(stringLiteral: options["--strength"] ?? "0.1"),
      l1Ratio: ExactDecimal(stringLiteral: options["--l1-ratio"] ?? "0.5"),
      l2Convention: convention, zeroRule: rule,
      learningRate: ExactDecimal(stringLiteral: options["--learning-rate"] ?? "0.1"),
      iterations: iterations)

    guard let places = options["--round-step"].flatMap({ Int($0) }) else { return }
    var rounding = StepRounding(places: places)
    for exception in exceptions {
      // NAME[ITERATION]=PLACES, where the name may have brackets itself.
      guard let equals = exception.lastIndex(of: "="),
        let opening = exception.lastIndex(of: "["),
        let weight = weights.firstIndex(where: { $0.name == exception[..<opening] }),
        let iteration = Int(
          exception[exception.index(after: opening)..<exception.index(before: equals)])
      else { return nil }
      rounding.exceptions[StepRounding.Cell(iteration: iteration, weight: weight)] = Int(
        exception[exception.index(after: equals)...])
    }
    self.rounding = rounding
  }
}
