import Foundation
import Regularization
import Testing

/// `regtutor mask`, as a program.
struct MaskCommandTests {
  static let small = [
    "mask", "--inputs", "0.5,-1.2", "--target", "1", "--layers", "3,2", "--dropout", "0.2,0.5",
    "--seed", "11", "--iterations", "3", "--optimizer", "momentum",
  ]

  static func rows(_ output: String) -> [[String: String]] {
    let lines = output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }

  private func rows(_ arguments: String...) throws -> [[String: String]] {
    let result = try CommandRunner.run(MaskCommandTests.small + ["--format", "csv"] + arguments)
    #expect(result.errors == "")
    #expect(result.status == 0)
    return MaskCommandTests.rows(result.output)
  }

  private func number(_ row: [String: String], _ key: String) throws -> Double {
    let text = try #require(row[key])
    return try #require(Double(text))
  }

  // MARK: What is printed can be followed by hand

  /// With nothing but the printed numbers: factors, sums and activations, layer by layer.
  @Test func theUnitsFollowFromOneAnother() throws {
    let units = try rows()
    let weights = try rows("--table", "weights")
    #expect(units.count == 3 * (2 + 3 + 2 + 1))
    var dropped = 0
    for row in units {
      let before = try number(row, "before")
      let factor = try number(row, "factor")
      #expect(try number(row, "after") == (factor == 0 ? 0 : before * factor))
      if row["random"] == "" {
        #expect(row["mask"] == "" && factor == 1)
      } else {
        let drop = try number(row, "drop_probability")
        let isDropped = try number(row, "random") < drop
        #expect(row["mask"] == (isDropped ? "dropped" : "kept"))
        #expect(factor == (isDropped ? 0 : 1 / (1 - drop)))
        dropped += isDropped ? 1 : 0
      }
      let layer = try number(row, "layer")
      guard layer > 0 else {
        #expect(row["weighted_sum"] == "")
        continue
      }
      let own = weights.filter {
        $0["iteration"] == row["iteration"] && $0["layer"] == row["layer"]
          && $0["unit"] == row["unit"]
      }
      var sum = 0.0
      for weight in own {
        let fed = try units.first {
          $0["iteration"] == row["iteration"] && $0["layer"] == "\(Int(layer) - 1)"
            && $0["unit"] == weight["input"]
        }.map { try number($0, "after") }
        sum += (fed ?? 1) * (try number(weight, "before"))
        // A weight's gradient is what its input feeds times the unit's delta.
        let product = (fed ?? 1) * (try number(row, "delta"))
        #expect(abs(try number(weight, "gradient") - product) < 1e-14)
      }
      #expect(abs(try number(row, "weighted_sum") - sum) < 1e-14)
      let last = layer == 3
      #expect(abs(before - (last ? sum : max(0, sum))) < 1e-14)
    }
    #expect(dropped > 0)
  }

  /// The next iteration begins where the one before ended, and the parts of a motion add up.
  @Test func theWeightsGoOnFromIterationToIteration() throws {
    let weights = try rows("--table", "weights")
    let count = 2 * 3 + 3 + 3 * 2 + 2 + 2 + 1
    #expect(weights.count == 3 * count)
    var moved = 0
    for (index, row) in weights.enumerated() {
      let update = try number(row, "update")
      let parts = try ["gradient", "memory", "l2", "l1", "decay", "zero_rule"]
        .reduce(0) { $0 + (try number(row, "by_\($1)")) }
      #expect(abs(parts - update) < 1e-14)
      if index + count < weights.count {
        #expect(weights[index + count]["before"] == row["after"])
      }
      if row["silenced_by"] != "" {
        #expect(try number(row, "gradient") == 0)
        if update != 0 { moved += 1 }
      }
    }
    #expect(moved > 0, "momentum moves weights that have no gradient")
    let losses = try rows("--table", "losses")
    #expect(losses.map { $0["iteration"] } == ["1", "2", "3"])
    for row in losses {
      #expect(try number(row, "data_loss") + number(row, "penalty") == number(row, "objective"))
    }
  }

  @Test func masksAreThoseOfTheGenerator() throws {
    for row in try rows() where row["random"] != "" {
      let mask = DropoutMask(
        seed: 11, step: Int(try number(row, "iteration")), layer: Int(try number(row, "layer")),
        try number(row, "drop_probability"))
      let unit = Int(try number(row, "unit")) - 1
      #expect(try number(row, "random") == Double(mask.word(row: 0, input: unit)) * 0x1p-32)
    }
  }

  @Test func jsonSaysWhatCSVSays() throws {
    let result = try CommandRunner.run(MaskCommandTests.small + ["--format", "json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["seed"] as? Int == 11)
    #expect(object["convention"] as? String == "inverted")
    let iterations = try #require(object["iterations"] as? [[String: Any]])
    #expect(iterations.map { $0["iteration"] as? Int } == [1, 2, 3])
    let afters = iterations.flatMap { iteration -> [Double] in
      let samples = iteration["samples"] as? [[String: Any]] ?? []
      return samples.flatMap { $0["layers"] as? [[String: Any]] ?? [] }
        .flatMap { $0["units"] as? [[String: Any]] ?? [] }.compactMap { $0["after"] as? Double }
    }
    // Foundation reads some numbers one bit off.
    let expected = try rows().map { try number($0, "after") }
    #expect(afters.count == expected.count)
    #expect(zip(afters, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    let weights = try #require(iterations[1]["weights"] as? [[String: Any]])
    #expect(weights.contains { !(($0["silenced_by"] as? [String]) ?? []).isEmpty })
  }

  @Test func textHasAllOfIt() throws {
    let result = try CommandRunner.run(MaskCommandTests.small)
    #expect(result.errors == "")
    for words in [
      "Network: 2-3-2-1, 20 weights and biases, loss squared-error\n",
      "Dropout: inputs 0, layer 1 0.2, layer 2 0.5; inverted: survivors are multiplied by",
      "Updates: momentum, learning rate 0.1, batches of 1, seed 11\n", "Iteration 3\n",
      "  Sample 1, row 0 of the batch\n", "dropped", "kept", "input dropped", "moved by memory ",
    ] {
      #expect(result.output.contains(words), "\(words)")
    }
    #expect(!result.output.split(separator: "\n").contains { $0.hasSuffix(" ") })
  }

  // MARK: The same as training

  @Test func weightsAndUpdatesAreThoseOfTraining() throws {
    try TrainCommandTests.withFolder { folder in
      // One sample and a copy of it for validation, so that the run has nothing to shuffle.
      let data = "\(folder)/one.csv"
      try "a,b,y\n0.5,-1.2,1\n0.5,-1.2,1\n".write(
        toFile: data, atomically: true, encoding: .utf8)
      let file = "\(folder)/run.npz"
      let trained = try CommandRunner.run(
        "train", "--data", data, "--task", "values", "--validation", "0.5", "--layers", "3,2",
        "--dropout", "0.2,0.5", "--seed", "11", "--epochs", "3", "--batch", "1", "--optimizer",
        "momentum", "--precision", "float64", "--weights", file, "--quiet")
      #expect(trained.status == 0, "\(trained.errors)")
      let archive = try NumPyArchive(Array(Data(contentsOf: URL(filePath: file))), file: file)
      let last = try rows("--table", "weights").suffix(20)
      for layer in 1...3 {
        for (part, isBias) in [("weights", false), ("biases", true)] {
          guard case .doubles(let values)? = archive["layer\(layer).\(part)"]?.values else {
            Issue.record("no float64 layer\(layer).\(part)")
            continue
          }
          let own = last.filter {
            $0["layer"] == "\(layer)" && ($0["input"] == "bias") == isBias
          }
          #expect(own.count == values.count)
          for (row, value) in zip(own, values) {
            #expect(abs(try number(row, "after") - value) < 1e-12, "layer \(layer)")
          }
        }
      }

      // And they can be taken up from the file.
      let next = try CommandRunner.run(
        "mask", "--inputs", "0.5,-1.2", "--target", "1", "--weights", file, "--dropout", "0.2,0.5",
        "--format", "csv", "--table", "weights")
      #expect(next.errors == "")
      let begun = MaskCommandTests.rows(next.output)
      // The engine's and the replay's last bits may differ, as above.
      #expect(begun.count == last.count)
      for (row, before) in zip(begun, last) {
        #expect(abs(try number(row, "before") - number(before, "after")) < 1e-12)
      }
      let refused = try CommandRunner.run(
        "mask", "--inputs", "1,2,3", "--target", "1", "--weights", file)
      #expect(refused.status == 2)
      #expect(
        refused.errors.hasPrefix(
          "regtutor: --inputs “1,2,3”: 3 numbers for the 2 inputs of \(file); give 2"))
    }
  }

  @Test func severalSamplesMakeABatchAndHaveMasksOfTheirOwn() throws {
    let result = try CommandRunner.run(
      "mask", "--inputs", "1,2", "--inputs", "-1,0.5", "--target", "0", "--target", "2", "--loss",
      "cross-entropy", "--layers", "8", "--dropout", "0.5", "--batch", "2", "--format", "csv")
    #expect(result.errors == "")
    let units = MaskCommandTests.rows(result.output)
    // Three classes: the largest is 2.
    #expect(units.count == 2 * (2 + 8 + 3))
    let masks = ["1", "2"].map { sample in
      units.filter { $0["sample"] == sample && $0["layer"] == "1" }.map { $0["mask"] }
    }
    #expect(masks[0] != masks[1])
    #expect(Set(units.map { $0["row"] }) == ["0", "1"])
  }

  // MARK: All masks

  private func enumeration(_ arguments: String...) throws -> CommandResult {
    try CommandRunner.run(
      ["mask", "--inputs", "1,2,-1", "--target", "0", "--enumerate", "0"] + arguments)
  }

  /// A single linear layer: the mean over all masks is the output, digit for digit.
  /// By hand: 3·1 − 1·2 + 2·(−1) − 1 = −2 at inference; with all kept −1 − 1/0.8 = −2.25.
  @Test func theMeanOfALinearLayerIsTheInferenceOutput() throws {
    let result = try enumeration(
      "--input-dropout", "0.2", "--parameters", "3,-1,2,-1", "--format", "csv")
    #expect(result.errors == "")
    let rows = MaskCommandTests.rows(result.output)
    #expect(
      rows.map { $0["mask"] } == [
        "111", "011", "101", "001", "110", "010", "100", "000", "expected", "inference",
      ])
    #expect(
      rows.prefix(8).map { $0["probability"] } == [
        "0.512", "0.128", "0.128", "0.032", "0.128", "0.032", "0.032", "0.008",
      ])
    #expect(
      rows.map { $0["output1"] } == [
        "-2.25", "-6", "0.25", "-3.5", "0.25", "-3.5", "2.75", "-1", "-2", "-2",
      ])
    #expect(rows[8]["probability"] == "1")
    let text = try enumeration("--input-dropout", "0.3", "--parameters", "3,-1,2,-1")
    #expect(text.output.contains("The mean of the outputs is that at inference, digit for digit."))
    // 1/0.7 has no end, and what is shown of it says so.
    #expect(text.output.contains("…"))
  }

  /// The same sums through a ReLU: 0.25·0.128·2 + 2.75·0.032 = 0.152, and 0 at inference.
  @Test func throughAReLUTheMeanIsAnother() throws {
    let result = try enumeration(
      "--input-dropout", "0.2", "--layers", "1", "--parameters", "3,-1,2,-1,1,0", "--format",
      "json")
    #expect(result.errors == "")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let sample = try #require((object["samples"] as? [[String: Any]])?.first)
    #expect(sample["sums_agree"] as? Bool == true)
    #expect(sample["outputs_agree"] as? Bool == false)
    #expect((sample["masks"] as? [Any])?.count == 8)
    #expect(sample["expected_outputs"] as? [String] == ["0.152"])
    #expect(sample["inference_outputs"] as? [String] == ["0"])
  }

  @Test(arguments: [("0.5", true), ("0.2", false)])
  func theSlipShowsWhereTheProbabilityIsNotOneHalf(drop: String, agrees: Bool) throws {
    let result = try enumeration(
      "--input-dropout", drop, "--convention", "scaled-by-p", "--parameters", "3,-1,2,-1")
    #expect(result.errors == "")
    #expect(
      result.output.contains("The mean of the outputs is that at inference, digit for digit.")
        == agrees)
    #expect(result.output.contains("is not that at inference; it is off by ") != agrees)
  }

  /// The hidden layer is the second one that is enumerated; 0.2 holds for its two units.
  @Test func typedWeightsAreTheOnesThatAreTrained() throws {
    let arguments = [
      "mask", "--inputs", "1,2", "--target", "4", "--layers", "2", "--dropout", "0.2",
      "--parameters", "0.5,-1,0.25,1,0.5,0,2,3,1", "--loss", "half-squared-error", "--format",
      "csv",
    ]
    let trained = try CommandRunner.run(arguments)
    #expect(trained.errors == "")
    let hidden = MaskCommandTests.rows(trained.output).filter { $0["layer"] == "1" }
    #expect(hidden.map { $0["weighted_sum"] } == ["1.5", "1.0"])
    let all = try CommandRunner.run(arguments + ["--enumerate", "1"])
    // 1 + 2·1.5/0.8 + 3·1/0.8, and so on.
    #expect(
      MaskCommandTests.rows(all.output).map { $0["output1"] } == [
        "8.5", "4.75", "4.75", "1", "7", "7",
      ])
  }
}
