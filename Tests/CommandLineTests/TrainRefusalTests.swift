import Foundation
import Testing

/// What `regtutor train` and `regtutor trace` refuse, and how: exit 2, before anything is allocated.
struct TrainRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ message: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.message = message
    }
  }

  static let refusals = [
    Refusal("", "no samples are named: give a training file, or --data with a set or a file"),
    Refusal(
      "nosuch.yaml", "nosuch.yaml: it cannot be read: No such file or directory; name a file"),
    Refusal("--data nosuch", "--data “nosuch”: there is no data set and no file “nosuch”; name a"),
    Refusal(
      "--data xor --learning-rate -1",
      "--learning-rate “-1”: the learning rate cannot be -1; it must be a number above 0\n"),
    Refusal(
      "--data xor --learning-rate nan",
      "--learning-rate “nan”: it is no number; give one such as 0.1 or 1e-3"),
    Refusal("--data xor --learning-rate 1e999", "--learning-rate “1e999”: it is too large"),
    Refusal("--data xor --l1 -0.1", "--l1 “-0.1”: the strength of L1 cannot be -0.1; it must be"),
    Refusal("--data xor --l2 0,1", "--l2 “0,1”: it is no number; give one such as 0.1 or 1e-3"),
    Refusal("--data xor --layers 8,x", "--layers “x”: it is no whole number; give one such as 10"),
    Refusal("--data xor --layers 8,0", "--layers “8,0”: a layer cannot have 0 units; it must be"),
    Refusal(
      "--data xor --layers 100000,100000",
      "--layers “100000,100000”: the network would have 10,000,400,001 weights and biases; give"),
    Refusal(
      "--data digits --layers 1000000",
      "--layers “1000000”: the network would have 75,000,010 weights and biases; give"),
    Refusal("--data xor --dropout 0.5", "--dropout “0.5”: there is no hidden layer whose outputs"),
    Refusal("--data xor --layers 8 --dropout 1", "--dropout “1”: the drop probability cannot be 1"),
    Refusal(
      "--data xor --layers 8,8,8 --dropout 0.5,0.1",
      "--dropout “0.5,0.1”: it gives 2 of 3 hidden layers; give one for all, or one for each"),
    Refusal("--data xor --batch 0", "--batch “0”: the batch size cannot be 0; it must be a whole"),
    Refusal("--data xor --epochs -1", "--epochs “-1”: the number of epochs cannot be -1; it must"),
    Refusal("--data xor --seed -1", "--seed “-1”: give a whole number from 0 to 1844674407370955"),
    Refusal("--data xor --threads 0", "--threads “0”: give a whole number from 1 to 256"),
    Refusal("--data xor --clip-norm 0", "--clip-norm “0”: the limit of the gradient's norm cannot"),
    Refusal("--data xor --clip-norm 1 --clip-value 1", "--clip-norm “1”: --clip-value is given,"),
    Refusal("--data xor --schedule step", "--schedule step needs --schedule-factor and --schedule"),
    Refusal("--data xor --optimizer adam --epsilon 0", "--epsilon “0”: epsilon cannot be 0; it"),
    Refusal("--data xor --target y", "--target “y”: “xor” is computed and has no columns; take it"),
    Refusal(
      "--data plane --loss logistic", "--loss “logistic”: the loss cannot be logistic: “plan"),
    Refusal(
      "--data digits --loss logistic", "--loss “logistic”: the loss cannot be logistic: the "),
    Refusal("--data xor --history run.txt", "--history “run.txt”: the ending decides the format;"),
    Refusal("--data xor --save a --weights a", "--save “a”: --weights writes the same file; give"),
    Refusal(
      "--resume nosuch.npz", "nosuch.npz: it cannot be read: No such file or directory; name"),
    Refusal("--resume Package.swift", "Package.swift: "),
    Refusal(
      "--data xor --lessons /nonexistent",
      "no course found; looked for course.yaml in: /nonexistent"),
    Refusal(
      "--data xor --optimizer adm", "The value 'adm' is invalid for '--optimizer <optimizer>'"),
  ]

  @Test(arguments: refusals)
  func aSettingThatCannotBeIsRefused(_ refusal: Refusal) throws {
    let result = try CommandRunner.run(["train"] + refusal.arguments)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("regtutor: " + refusal.message), "\(result.errors)")
  }

  @Test func aFaultOfTheFileIsShownAtItsPlace() throws {
    try TrainCommandTests.withFolder { folder in
      let path = "\(folder)/run.yaml"
      try "format_version: 1\ndata: {set: xor}\nnetwork: {hiden: [8]}\nepochs: many\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      let result = try CommandRunner.run("train", path)
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(
        result.errors == """
          regtutor: \(path):3:11: error: a network section has no key “hiden”
          network: {hiden: [8]}
                    ^~~~~
            remedy: did you mean “hidden”?
          regtutor: \(path):4:9: error: “epochs” cannot be “many”
          epochs: many
                  ^~~~
            remedy: it must be a whole number, such as 10

          """)
      let check = try CommandRunner.run("check", path)
      #expect(check.status == 1)
      #expect(check.output.hasSuffix("2 problems in 1 file\n"))
    }
  }

  @Test func whatTheSamplesForbidIsShownInTheFile() throws {
    try TrainCommandTests.withFolder { folder in
      let path = "\(folder)/run.yaml"
      try "format_version: 1\ndata: {set: digits}\nloss: logistic\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      let result = try CommandRunner.run("train", path)
      #expect(result.status == 2)
      #expect(
        result.errors.hasPrefix(
          "regtutor: \(path):3:7: error: the loss cannot be logistic: the samples have 10 classes\n"
        ))
    }
  }

  @Test(arguments: ["--learning-rate=0.2", "--layers=9", "--seed=2", "--l1=1", "--batch=7"])
  func aSavedRunKeepsItsSettings(_ option: String) throws {
    try TrainCommandTests.withFolder { folder in
      let path = "\(folder)/run.npz"
      _ = try CommandRunner.run(TrainCommandTests.small + ["--epochs", "1", "--save", path])
      let result = try CommandRunner.run("train", "--resume", path, option)
      #expect(result.status == 2)
      let name = option.prefix { $0 != "=" }
      #expect(result.errors.hasPrefix("regtutor: \(name) cannot be given with --resume: "))
      // Other samples would not lead to the same bits either.
      let other = try CommandRunner.run("train", "--resume", path, "--data", "xor")
      #expect(other.status == 2)
      #expect(other.errors.contains("the samples are not those that the run was trained on"))
    }
  }

  @Test func aSavedRunThatIsCutOffIsRefused() throws {
    try TrainCommandTests.withFolder { folder in
      let path = "\(folder)/run.npz"
      _ = try CommandRunner.run(TrainCommandTests.small + ["--epochs", "1", "--save", path])
      let bytes = try Data(contentsOf: URL(filePath: path))
      for length in stride(from: 0, to: bytes.count, by: 97) {
        try bytes.prefix(length).write(to: URL(filePath: path))
        let result = try CommandRunner.run("train", "--resume", path)
        #expect(result.status == 2)
        #expect(result.errors.contains("give a file that was written by --save"))
      }
    }
  }

  @Test func optionsThatChangeNothingAreNoted() throws {
    let result = try CommandRunner.run(
      "train", "--data", "xor", "--epochs", "0", "--beta1", "0.8", "--schedule-factor", "0.5",
      "--quiet")
    #expect(result.status == 0)
    #expect(
      result.errors == """
        regtutor: note: --beta1 has no effect with the optimizer sgd; it needs adam or adamw
        regtutor: note: --schedule-factor has no effect without --schedule step

        """)
  }
}
