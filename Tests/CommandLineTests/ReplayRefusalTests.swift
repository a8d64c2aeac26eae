import Testing

/// What `regtutor replay` refuses, and in which words.
struct ReplayRefusalTests {
  private static let list = "give numbers separated by commas, or NAME=NUMBER for each"

  @Test(
    arguments: [
      // The loss
      (
        [],
        "a loss is missing: give --gradient (the same slope everywhere, e.g. --gradient 1) "
          + "or --target (the loss ½(θ − c)², e.g. --target 1.5,0.05)"
      ),
      (
        ["--gradient", "1", "--target", "1"],
        "--gradient and --target are two losses; give one of them"
      ),
      (["--gradient"], "Missing value for '--gradient <list>'"),
      (["--gradient", "--penalty", "l1"], "Missing value for '--gradient <list>'"),
      (["--gradient", ""], "--gradient “”: it is empty; \(list)"),
      (["--gradient", "x"], "--gradient “x”: “x” does not belong in a number; \(list)"),
      (["--gradient", "nan"], "--gradient “nan”: “n” does not belong in a number; \(list)"),
      (["--gradient", "inf"], "--gradient “inf”: “i” does not belong in a number; \(list)"),
      (
        ["--gradient", "-1e999999"],
        "--gradient “-1e999999”: its exponent is not within ±400; \(list)"
      ),
      (
        ["--gradient", "1e-9223372036854775808"],
        "--gradient “1e-9223372036854775808”: its exponent is not within ±400; \(list)"
      ),
      (
        ["--gradient", "1;2"], "--gradient “1;2”: “;” does not belong in a number; \(list)"
      ),
      (
        ["--gradient", "1,2,3"],
        "--gradient “1,2,3”: 3 numbers for 2 weights; give one for all, or one for each"
      ),
      (
        ["--gradient", "θ1=1"],
        "--gradient “θ1=1”: “θ2” has no number; give one for each weight"
      ),
      (
        ["--gradient", "θ1=1,θ3=1"],
        "--gradient “θ1=1,θ3=1”: there is no weight “θ3”; the weights are θ1, θ2"
      ),
      (
        ["--target", "θ1=1,θ1=2"],
        "--target “θ1=1,θ1=2”: “θ1” has two numbers; give every name once"
      ),
      // The weights
      (
        ["--gradient", "1", "--weights", "a=1,a=2"],
        "--weights “a=1,a=2”: two weights are called “a”; give every name once"
      ),
      (
        ["--gradient", "1", "--weights", "a=1,,b=2"],
        "--weights “a=1,,b=2”: part 2 is empty; \(list)"
      ),
      (["--gradient", "1", "--weights", "1,"], "--weights “1,”: part 2 is empty; \(list)"),
      (
        ["--gradient", "1", "--weights", "=1"],
        "--weights “=1”: a name is empty; give NAME=NUMBER"
      ),
      (
        ["--gradient", "1", "--weights", "a="],
        "--weights “a=”: the number of “a”: the number is empty; \(list)"
      ),
      (
        ["--gradient", "1", "--weights", "a=b=1"],
        "--weights “a=b=1”: the number of “a”: “b” does not belong in a number; \(list)"
      ),
      (
        ["--gradient", "1", "--weights", "1,b=2"],
        "--weights “1,b=2”: some numbers have a name and some have none; \(list)"
      ),
      (
        ["--gradient", "1", "--weights", "1,５"],
        "--weights “1,５”: part 2: “５” (U+FF15) does not belong in a number; \(list)"
      ),
      (
        ["--gradient", "1", "--weights", String(repeating: "w", count: 41) + "=1"],
        "--weights “\(String(repeating: "w", count: 41))=1”: "
          + "“\(String(repeating: "w", count: 41))” is no name; "
          + "give up to 40 characters, none of them invisible"
      ),
      // The numbers
      (
        ["--gradient", "1", "--penalty", "l1", "--strength", "-0.1"],
        "--strength “-0.1”: give a number of 0 or more"
      ),
      (
        ["--gradient", "1", "--penalty", "l1", "--strength", "0,1"],
        "--strength “0,1”: “,” does not belong in a number; the decimal mark is a point; "
          + "give a number of 0 or more"
      ),
      (
        ["--gradient", "1", "--learning-rate", "0"],
        "--learning-rate “0”: give a number above 0"
      ),
      (
        ["--gradient", "1", "--penalty", "elastic-net", "--l1-ratio", "1.01"],
        "--l1-ratio “1.01”: give a number from 0 to 1"
      ),
      (
        ["--gradient", "1", "--iterations", "0"],
        "--iterations “0”: give a whole number from 1 to 1000"
      ),
      (
        ["--gradient", "1", "--iterations", "1001"],
        "--iterations “1001”: give a whole number from 1 to 1000"
      ),
      (
        ["--gradient", "1", "--iterations", "-5"],
        "--iterations “-5”: give a whole number from 1 to 1000"
      ),
      (
        ["--gradient", "1", "--iterations", "2.5"],
        "--iterations “2.5”: give a whole number from 1 to 1000"
      ),
      (
        ["--gradient", "1", "--iterations", "99999999999999999999"],
        "--iterations “99999999999999999999”: give a whole number from 1 to 1000"
      ),
      (
        ["--gradient", "1", "--round-step", "101"],
        "--round-step “101”: give a whole number from 0 to 100"
      ),
      // The rounding
      (
        ["--gradient", "1", "--round-step-at", "θ1[3]=4"],
        "--round-step-at “θ1[3]=4”: there is nothing that it is an exception from; "
          + "give --round-step too"
      ),
      (
        ["--gradient", "1", "--round-step", "5", "--round-step-at", "θ1"],
        "--round-step-at “θ1”: give WEIGHT[ITERATION]=PLACES, e.g. θ1[3]=4"
      ),
      (
        ["--gradient", "1", "--round-step", "5", "--round-step-at", "θ9[3]=4"],
        "--round-step-at “θ9[3]=4”: there is no weight “θ9”; the weights are θ1, θ2"
      ),
      (
        ["--gradient", "1", "--round-step", "5", "--round-step-at", "θ1[6]=4"],
        "--round-step-at “θ1[6]=4”: iteration “6”: give a whole number from 1 to 5"
      ),
      (
        ["--gradient", "1", "--round-step", "5", "--round-step-at", "θ1[3]=x"],
        "--round-step-at “θ1[3]=x”: places “x”: give a whole number from 0 to 100"
      ),
      (
        [
          "--gradient", "1", "--round-step", "5", "--round-step-at", "θ1[3]=4", "--round-step-at",
          "θ1[3]=4",
        ], "--round-step-at “θ1[3]=4”: this step is given twice; give it once"
      ),
      // The words
      (
        ["--gradient", "1", "--penalty", "ridge"],
        "The value 'ridge' is invalid for '--penalty <penalty>'. "
          + "Please provide one of 'none', 'l1', 'l2' or 'elastic-net'."
      ),
      (
        ["--gradient", "1", "--zero-rule", "clip"],
        "The value 'clip' is invalid for '--zero-rule <zero-rule>'. "
          + "Please provide one of 'subgradient', 'hold' or 'proximal'."
      ),
      (
        ["--gradient", "1", "--l2-convention", "2"],
        "The value '2' is invalid for '--l2-convention <l2-convention>'. "
          + "Please provide one of 'half' and 'full'."
      ),
      (
        ["--gradient", "1", "--format", "xml"],
        "The value 'xml' is invalid for '--format <format>'. "
          + "Please provide one of 'text', 'csv', 'json' or 'markdown'."
      ),
      (["--gradient", "1", "--lambda", "1"], "Unknown option '--lambda'"),
      (["--gradient", "1", "rest"], "Unexpected argument 'rest'"),
      // Too much
      (
        [
          "--target", "1", "--penalty", "l2", "--learning-rate", "1e-400", "--iterations", "1000",
        ],
        "the figures would grow to about 401409 digits, at most 10000 are allowed; take fewer "
          + "iterations or weights, settings with fewer digits, or round the steps"
      ),
    ] as [([String], String)])
  func aWrongValueIsRefused(arguments: [String], message: String) throws {
    let result = try CommandRunner.run(["replay"] + arguments)
    #expect(result.errors == "regtutor: \(message)\nSee “regtutor replay --help”.\n")
    #expect(result.output == "")
    #expect(result.status == 2)
  }

  @Test func controlCharactersAreShownAndNotObeyed() throws {
    for value in ["\u{1B}[2J", "1\u{7}", "\u{202E}1", "a\u{1B}=1", "1\n2"] {
      for option in ["--gradient", "--weights", "--penalty", "--strength", "--\u{1B}"] {
        let result = try CommandRunner.run("replay", option, value)
        #expect(result.status == 2)
        let obeyed = result.errors.unicodeScalars.filter {
          $0.properties.generalCategory == .control && $0 != "\n"
            || $0.properties.generalCategory == .format
        }
        #expect(obeyed.isEmpty, "\(option)")
      }
    }
  }

  @Test func valuesWithoutEndAreRefusedInAFewLines() throws {
    let digits = String(repeating: "7", count: 10_000)
    for arguments in [
      ["--gradient", digits], ["--weights", digits], ["--strength", digits],
      ["--iterations", digits], ["--penalty", digits], ["--\(digits)"], [digits],
      ["--gradient", String(repeating: "1,", count: 10_000)],
      ["--round-step", "1", "--round-step-at", digits],
      ["--gradient", "1" + String(repeating: "\u{301}", count: 10_000)],
    ] {
      let result = try CommandRunner.run(["replay", "--target", "1"] + arguments)
      #expect(result.status == 2)
      #expect(result.errors.utf8.count < 700)
      #expect(result.output == "")
    }
  }

  @Test func moreWeightsThanAllowedAreRefused() throws {
    let list = Array(repeating: "1", count: 101).joined(separator: ",")
    let result = try CommandRunner.run("replay", "--gradient", "1", "--weights", list)
    #expect(
      result.errors == """
        regtutor: --weights “\(list.prefix(60))…”: 101 weights are too many; give at most 100
        See “regtutor replay --help”.

        """)
  }
}
