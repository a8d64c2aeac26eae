import Testing

/// What `regtutor mask` refuses: exit 2, with the option, its value and what would be right.
struct MaskRefusalTests {
  static let refusals = [
    TrainRefusalTests.Refusal("", "no sample is given: give its inputs, such as --inputs 0.5,-1.2"),
    .init("--inputs 1,2", "0 targets for 1 sample; give --target once for each --inputs"),
    .init("--inputs 1,x --target 1", "--inputs “x”: it is no number; give one such as 0.1"),
    .init(
      "--inputs 1,2 --inputs 1 --target 1 --target 1",
      "--inputs “1”: 1 number, where the first sample has 2; give as many"),
    .init("--inputs 1e999 --target 1", "--inputs “1e999”: it is too large"),
    .init("--inputs 1 --target 1,", "--target “”: it is no number; give one such as 0.1"),
    .init("--inputs 1 --target 1 --dropout 0.5", "--dropout “0.5”: there is no hidden layer whose"),
    .init(
      "--inputs 1 --target 1 --input-dropout 1",
      "--input-dropout “1”: the drop probability of the inputs cannot be 1; it must be"),
    .init("--inputs 1 --target 1 --layers 65", "--layers “65”: the number of units cannot be 65;"),
    .init(
      "--inputs 1 --target 1 --layers 64,64",
      "--layers “64,64”: the network has 4,353 weights and biases; give at most 1,024"),
    .init("--inputs 1 --target 1 --layers 0", "--layers “0”: a layer cannot have 0 units; it must"),
    .init(
      "--inputs 1 --target 1 --iterations 0",
      "--iterations “0”: the number of iterations cannot be 0; it must be a whole number from 1 to"),
    .init("--inputs 1 --target 1 --batch 0", "--batch “0”: the batch size cannot be 0; it must be"),
    .init("--inputs 1 --target 1 --seed -1", "--seed “-1”: give a whole number from 0 to 18446744"),
    .init(
      "--inputs 1 --target 1 --learning-rate 0",
      "--learning-rate “0”: the learning rate cannot be 0; it must be a number above 0"),
    .init(
      "--inputs 1 --target 2 --loss logistic", "--target “2”: there is no class 2 with the loss"),
    .init(
      "--inputs 1 --target 0.5 --loss cross-entropy",
      "--target “0.5”: it is no whole number; give one such as 10"),
    .init(
      "--inputs 1 --target 1 --enumerate 1", "--enumerate “1”: give 0, the inputs: there is no"),
    .init(
      "--inputs 1 --target 1 --layers 3 --enumerate 2",
      "--enumerate “2”: give a layer from 0, the inputs, to 1, the last hidden layer"),
    .init(
      "--inputs 1 --target 1 --layers 1 --activation tanh --parameters 1,2,3,4 --enumerate 1",
      "--enumerate “1”: the values of tanh have digits without end; only linear and relu can be"),
    .init(
      "--inputs 1,1,1,1,1,1,1,1,1,1,1,1,1 --target 1 --parameters 1,1,1,1,1,1,1,1,1,1,1,1,1,1 "
        + "--enumerate 0",
      "--enumerate “0”: the layer has 13 inputs, which have 2^13 masks; at most 12 inputs"),
    .init(
      "--inputs 1 --target 1 --layers 3 --enumerate 1",
      "--enumerate “1”: weights that are drawn or read are binary numbers, and have no exact"),
    .init(
      "--inputs 1 --target 1 --parameters 1,2,3",
      "--parameters “1,2,3”: 3 numbers, where the network has 2 weights and biases; give as many"),
    .init("--inputs 1 --target 1 --parameters 1,x", "--parameters “x”: "),
    .init(
      "--inputs 1 --target 1 --parameters 1,2 --weights a.npz",
      "--weights “a.npz”: --parameters gives the weights; give one of them"),
    .init(
      "--inputs 1 --target 1 --weights Package.swift",
      "--weights “Package.swift”: "),
    .init(
      "--inputs 1 --target 1 --weights nosuch.npz",
      "--weights “nosuch.npz”: it cannot be read: No such file or directory; give a file that"),
    .init(
      "--inputs 1 --target 1 --weights a.npz --layers 3",
      "--layers “3”: the file of --weights says how many units there are; take it out"),
    .init(
      "--inputs 1 --target 1 --conventions 1", "--conventions “1”: give 0, the inputs: there is no"),
    .init(
      "--inputs 1 --target 1 --layers 3 --dropout 0.5 --conventions 0",
      "--conventions “0”: nothing is dropped there; give --dropout for hidden layers or"),
    .init("--inputs 1 --target 1 --modes", "--modes: nothing is dropped there; give --dropout"),
    .init("--inputs 1 --target 1 --masks 9", "--masks “9”: nothing is dropped there; give"),
    .init(
      "--inputs 1 --target 1 --input-dropout 0.5 --masks 0",
      "--masks “0”: give a whole number from 1 to 100000"),
    .init(
      "--inputs 1 --target 1 --input-dropout 0.5 --modes --conventions 0",
      "--modes: --conventions asks for something else already; give one of them"),
    .init(
      "--inputs 1 --target 1 --input-dropout 0.5 --modes --format csv --table losses",
      "--table “losses”: with --modes there are units, answers"),
    .init(
      "--inputs 1 --target 1 --format csv --table answers",
      "--table “answers”: with training there are units, weights, losses"),
    .init(
      "--inputs 1 --target 1 --convention keras",
      "The value 'keras' is invalid for '--convention <convention>'"),
  ]

  @Test(arguments: refusals)
  func aSettingThatCannotBeIsRefused(_ refusal: TrainRefusalTests.Refusal) throws {
    let result = try CommandRunner.run(["mask"] + refusal.arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("regtutor: " + refusal.message), "\(result.errors)")
  }

  @Test func aReplayThatDivergesEndsWithWhatWasReached() throws {
    let result = try CommandRunner.run(
      "mask", "--inputs", "3", "--target", "1", "--learning-rate", "1e6", "--iterations", "1000",
      "--format", "csv", "--table", "losses")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("regtutor: diverged: in step "))
    #expect(result.errors.contains("; lower the learning rate, or ask for fewer iterations"))
    #expect(result.output.split(separator: "\n").count > 2)
  }

  @Test func anOptionThatDoesNothingIsNoted() throws {
    let result = try CommandRunner.run(
      "mask", "--inputs", "1", "--target", "1", "--momentum", "0.5", "--table", "units")
    #expect(result.status == 0)
    #expect(result.errors.contains("note: --momentum has no effect with the optimizer sgd;"))
    #expect(result.errors.contains("note: --table has no effect without --format csv\n"))
  }
}
