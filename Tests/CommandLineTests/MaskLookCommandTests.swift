import Foundation
import Testing

/// What `regtutor mask` shows instead of training: `--conventions`, `--modes`, `--masks`.
struct MaskLookCommandTests {
  private static let network = [
    "mask", "--inputs", "1,2", "--inputs", "-1,0.5", "--target", "0", "--target", "1", "--layers",
    "4", "--seed", "11",
  ]

  private func rows(_ arguments: String...) throws -> [[String: String]] {
    let result = try CommandRunner.run(
      MaskLookCommandTests.network + ["--format", "csv"] + arguments)
    #expect(result.errors == "")
    #expect(result.status == 0)
    return MaskCommandTests.rows(result.output)
  }

  private func number(_ row: [String: String]?, _ key: String) throws -> Double {
    let text = try #require(row?[key])
    return try #require(Double(text))
  }

  /// The mean activation follows from the units, and the factors from p: the slip is right at 0.5 alone.
  @Test(arguments: [("0.5", true), ("0.2", false)])
  func theConventionsFollowFromTheMeanActivation(_ drop: String, _ isHidden: Bool) throws {
    let p = try #require(Double(drop))
    let units = try rows("--dropout", drop, "--modes")
      .filter { $0["layer"] == "1" && $0["mode"] == "inference" }
    #expect(units.count == 8)
    let mean = try units.reduce(0) { try $0 + number($1, "before") } / 8
    #expect(mean > 0)
    let table = try rows("--dropout", drop, "--conventions", "1", "--masks", "4000")
    #expect(table.map { $0["convention"] } == ["inverted", "original", "scaled-by-p"])
    let expected: [(training: Double, inference: Double)] = [
      (1 / (1 - p), 1), (1, 1 - p), (1, p),
    ]
    for (row, factors) in zip(table, expected) {
      #expect(row["layer"] == "1" && row["drop_probability"] == drop && row["masks"] == "4000")
      #expect(try number(row, "training_factor") == factors.training)
      #expect(try number(row, "inference_factor") == factors.inference)
      let training = try number(row, "expected")
      #expect(abs(training - mean * (1 - p) * factors.training) < 1e-14)
      #expect(abs(try number(row, "inference") - mean * factors.inference) < 1e-14)
      #expect(try number(row, "gap") == number(row, "inference") - training)
      // Five deviations of a mean over 8 units and 4000 masks.
      #expect(abs(try number(row, "drawn") - training) < 0.03 * training)
      #expect((row["agree"] == "true") == (isHidden || row["convention"] != "scaled-by-p"))
      #expect(try (number(row, "gap") == 0) == (row["agree"] == "true"))
    }
  }

  @Test func bothModesGoThroughTheSameWeights() throws {
    let units = try rows("--dropout", "0.5", "--modes")
    #expect(units.count == 2 * 2 * (2 + 4 + 1))
    for row in units {
      let factor = try number(row, "factor")
      #expect(try number(row, "after") == (factor == 0 ? 0 : number(row, "before") * factor))
      let isDrawn = row["layer"] == "1" && row["mode"] == "training"
      #expect((row["random"] != "") == isDrawn)
      #expect(factor == (isDrawn ? (row["mask"] == "kept" ? 2 : 0) : 1))
    }
    #expect(units.contains { $0["mask"] == "dropped" })
    // The hidden units compute the same in both modes: nothing before them is dropped.
    for layer in ["0", "1"] {
      func befores(_ mode: String) -> [String?] {
        units.filter { $0["layer"] == layer && $0["mode"] == mode }.map { $0["before"] }
      }
      #expect(befores("training") == befores("inference"))
    }

    let answers = try rows("--dropout", "0.5", "--modes", "--masks", "200", "--table", "answers")
    #expect(answers.map { $0["sample"] } == ["1", "2"])
    for answer in answers {
      let output = units.first {
        $0["layer"] == "2" && $0["mode"] == "inference" && $0["sample"] == answer["sample"]
      }
      #expect(answer["inference"] == output?["after"] && answer["asks"] == "200")
      let mean = try number(answer, "mean")
      #expect(try number(answer, "smallest") < mean && mean < number(answer, "largest"))
      #expect(try 2...16 ~= number(answer, "distinct"))
      #expect(try number(answer, "deviation") > 0)
    }
  }

  @Test func theRunningMeanIsThatOfTheOutputsSoFar() throws {
    let drawn = try rows("--dropout", "0.5", "--masks", "300")
    #expect(drawn.count == 600)
    let modes = try rows("--dropout", "0.5", "--modes").filter { $0["layer"] == "2" }
    for sample in ["1", "2"] {
      let own = drawn.filter { $0["sample"] == sample }
      #expect(own.map { $0["masks"] } == (1...300).map { "\($0)" })
      var sum = 0.0
      for (index, row) in own.enumerated() {
        sum += try number(row, "value")
        #expect(abs(try number(row, "mean") - sum / Double(index + 1)) < 1e-12)
        #expect(
          abs(try number(row, "distance") - abs(number(row, "mean") - number(row, "inference")))
            < 1e-12)
      }
      func output(_ mode: String) -> String? {
        modes.first { $0["sample"] == sample && $0["mode"] == mode }?["after"]
      }
      // The first mask is that of the first iteration.
      #expect(own.first?["value"] == output("training"))
      #expect(own.first?["inference"] == output("inference"))
    }
  }

  @Test(arguments: [["--conventions", "1"], ["--modes"], ["--masks", "20"]])
  func jsonSaysWhatCSVSays(_ look: [String]) throws {
    let arguments = MaskLookCommandTests.network + ["--dropout", "0.2"] + look
    let json = try CommandRunner.run(arguments + ["--format", "json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["format_version"] as? Int == 1)
    var found: [Double] = []
    func collect(_ value: Any, _ names: Set<String>) {
      if let object = value as? [String: Any] {
        for (key, inner) in object {
          if names.contains(key) {
            found += (inner as? [Double]) ?? [inner as? Double].compactMap { $0 }
          } else {
            collect(inner, names)
          }
        }
      } else if let list = value as? [Any] {
        for inner in list { collect(inner, names) }
      }
    }
    let isOfUnits = look == ["--modes"]
    let name = look[0] == "--conventions" ? "drawn" : isOfUnits ? "after" : "mean"
    collect(isOfUnits ? object["samples"] ?? [] : object, [name])
    let csv = try CommandRunner.run(arguments + ["--format", "csv"])
    let expected = try MaskCommandTests.rows(csv.output).map { try number($0, name) }
    #expect(found.count == expected.count && !found.isEmpty)
    #expect(zip(found.sorted(), expected.sorted()).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func textSaysWhatWasComputed() throws {
    func text(_ look: String...) throws -> String {
      let result = try CommandRunner.run(
        MaskLookCommandTests.network + ["--dropout", "0.2"] + look)
      #expect(result.errors == "")
      #expect(!result.output.split(separator: "\n").contains { $0.hasSuffix(" ") })
      return result.output
    }
    let conventions = try text("--conventions", "1")
    for words in [
      "What the units of layer 1 feed on average, p = 0.2: the mean over 4 units and 2 samples\n",
      "over 1000 masks of each sample, seed 11\n", "  scaled-by-p ", "  do not agree\n",
    ] {
      #expect(conventions.contains(words), "\(words)")
    }
    let modes = try text("--modes", "--masks", "1")
    for words in [
      "Dropout: inputs 0, layer 1 0.2; inverted", "Sample 2\n", " inference ",
      " in training mode, ",
      "  The mode forgotten: the sample asked 1 time in training mode\n",
    ] {
      #expect(modes.contains(words), "\(words)")
    }
    let means = try text("--masks", "30")
    #expect(means.contains("Sample 1: the mean of the outputs over drawn masks; at inference "))
    let shown = means.split(separator: "\n").compactMap { $0.split(separator: " ").first }
      .compactMap { Int($0) }
    #expect(shown == [1, 2, 5, 10, 20, 30, 1, 2, 5, 10, 20, 30])
  }

  @Test func whatChangesNothingIsSaid() throws {
    let result = try CommandRunner.run(
      MaskLookCommandTests.network
        + ["--dropout", "0.5", "--masks", "2", "--iterations", "3", "--format", "csv", "--table"]
        + ["units"])
    #expect(result.status == 0)
    #expect(
      result.errors == """
        regtutor: note: --table has no effect with --masks
        regtutor: note: --iterations has no effect with --masks

        """)
  }
}
