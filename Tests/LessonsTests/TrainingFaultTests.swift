import Lessons
import Regularization
import Testing

/// What is wrong with a training file is told with its place and what would be right.
@Suite("A fault in a training file")
struct TrainingFaultTests {
  /// Lines behind a head of two, so that the third line is the first of them.
  static let faults: [(lines: String, issue: String)] = [
    ("learning_rate: -1", "3:16+2 the learning rate cannot be -1; it must be a number above 0"),
    ("learning_rate: 0", "3:16+1 the learning rate cannot be 0; it must be a number above 0"),
    (
      "learning_rate: nan",
      "3:16+3 “nan” is no number: “n” does not belong in a number; “learning_rate” must be a number, such as 0.1 or 1e-3"
    ),
    (
      "learning_rate: inf",
      "3:16+3 “inf” is no number: “i” does not belong in a number; “learning_rate” must be a number, such as 0.1 or 1e-3"
    ),
    (
      "learning_rate: 1e999",
      "3:16+5 “1e999” is too large; “learning_rate” must be a number of at most 1e+30"
    ),
    (
      "learning_rate: 1e31",
      "3:16+4 the learning rate cannot be 1e+31; it must be a number above 0, at most 1e+30"
    ),
    (
      "learning_rate: 0,1",
      "3:16+3 “0,1” is no number: “,” does not belong in a number; the decimal mark is a point; write a decimal point: “0.1”"
    ),
    (
      "learning_rate: fast",
      "3:16+4 “fast” is no number: “f” does not belong in a number; “learning_rate” must be a number, such as 0.1 or 1e-3"
    ),
    (
      "learning_rte: 0.1",
      "3:1+12 a training file has no key “learning_rte”; did you mean “learning_rate”?"
    ),
    (
      "momentum: 0.1",
      "3:1+8 a training file has no key “momentum”; take it out; what it may still have: “network”, “loss”, “optimizer”, “learning_rate”, “schedule”, “penalty”, “clip”, “batch_size”, “epochs”, “stop”, “seed”, “precision” and “changes”"
    ),
    (
      "network: {hidden: [128, 0]}",
      "3:25+1 a layer cannot have 0 units; it must be a whole number of 1 or more"
    ),
    (
      "network: {hidden: [128, -3]}",
      "3:25+2 a layer cannot have -3 units; it must be a whole number of 1 or more"
    ),
    (
      "network: {hidden: [128, 2.5]}",
      "3:25+3 “hidden” cannot be “2.5”; it must be a whole number, such as 10"
    ),
    (
      "network: {hidden: [100000, 100000]}",
      "3:19+1 the network would have 10,000,400,001 weights and biases; give fewer units: at most 50,000,000 in all"
    ),
    (
      "network: {hidden: [4611686018427387904, 4611686018427387904]}",
      "3:19+1 the network would have more weights than can be counted; give fewer units: at most 50,000,000 in all"
    ),
    (
      "network: {hidden: [99999999999999999999]}",
      "3:20+20 “hidden” cannot be “99999999999999999999”; it is too large"
    ),
    (
      "network: {hidden: 128}",
      "3:19+3 “hidden” must be a list, not one value; write [a, b], or a line “- a” for each item"
    ),
    (
      "network: {hidden: [4], activation: rellu}",
      "3:36+5 “activation” cannot be “rellu”; did you mean “relu”? Allowed are “linear”, “relu”, “tanh” and “sigmoid”"
    ),
    (
      "network: {hidden: [4], dropout: 1}",
      "3:33+1 the drop probability cannot be 1; it must be a number from 0 to below 1"
    ),
    (
      "network: {hidden: [4, 4], dropout: [0.5]}",
      "3:36+1 “dropout” gives 1 of 2 hidden layers; give one for each, or one number without brackets for all"
    ),
    (
      "network: {hidden: [4], dropout: [0.5, 0.5]}",
      "3:33+1 2 drop probabilities for 1 hidden layer; give one for all, or one for each"
    ),
    (
      "network: {hidden: [4, 4], dropout: [0.5, -0.5]}",
      "3:42+4 the drop probability cannot be -0.5; it must be a number from 0 to below 1"
    ),
    (
      "network: {dropout: 0.5}",
      "3:20+3 there is no hidden layer whose outputs could be dropped; give hidden layers, or take it out"
    ),
    (
      "network: {hidden: [4], input_dropout: 1.5}",
      "3:39+3 the drop probability of the inputs cannot be 1.5; it must be a number from 0 to below 1"
    ),
    (
      "loss: hinge",
      "3:7+5 “loss” cannot be “hinge”; allowed are “cross-entropy”, “logistic”, “squared-error” and “half-squared-error”"
    ),
    (
      "loss: logistic\nnetwork: {output_activation: sigmoid}",
      "4:30+7 the output activation cannot be sigmoid with the loss logistic; take it out: this loss brings its own, and needs linear outputs"
    ),
    (
      "optimizer: {momentum: 0.9}",
      "3:12+1 the optimizer section lacks the key “kind”; write “kind: …”. It is sgd, momentum, nesterov, rmsprop, adam or adamw."
    ),
    (
      "optimizer: {kind: sgd, beta1: 0.9}",
      "3:24+5 “beta1” has no effect with “kind: sgd”; take it out; it belongs to “adam” and “adamw”"
    ),
    (
      "optimizer: {kind: adam, beta2: 1}",
      "3:32+1 beta2 cannot be 1; it must be a number from 0 to below 1"
    ),
    (
      "optimizer: {kind: adam, epsilon: 0}",
      "3:34+1 epsilon cannot be 0; it must be a number of 1e-30 or more"
    ),
    (
      "optimizer: {kind: adam, bias_correction: no}",
      "3:42+2 “bias_correction” cannot be “no”; it must be true or false"
    ),
    (
      "optimizer: {kind: adamw, weight_decay: -0.1}",
      "3:40+4 the weight decay cannot be -0.1; it must be a number of 0 or more"
    ),
    (
      "schedule: {kind: step, factor: 0.5}",
      "3:18+4 a step schedule needs “every_epochs”; write {kind: step, factor: 0.5, every_epochs: 10}"
    ),
    (
      "schedule: {kind: step, factor: 0, every_epochs: 1}",
      "3:32+1 the factor cannot be 0; it must be a number above 0"
    ),
    (
      "schedule: {kind: step, factor: 0.5, every_epochs: 0}",
      "3:51+1 the epochs between steps cannot be 0; it must be a whole number from 1 to 1000000"
    ),
    (
      "schedule: {kind: cosine, factor: 0.5}",
      "3:26+6 “factor” has no effect with “kind: cosine”; take it out, or write “kind: step”"
    ),
    (
      "penalty: {l1: -0.1}",
      "3:15+4 the strength of L1 cannot be -0.1; it must be a number of 0 or more"
    ),
    (
      "penalty: {l1: 0.1, strength: 0.5, l1_ratio: 0.5}",
      "3:11+2 “l1” and the elastic net's “strength” are both given; give “strength” and “l1_ratio”, or “l1” and “l2”"
    ),
    (
      "penalty: {strength: 0.5}",
      "3:11+8 “strength” needs “l1_ratio” beside it; write “strength: 0.01” and “l1_ratio: 0.5”"
    ),
    (
      "penalty: {strength: 0.5, l1_ratio: 2}",
      "3:36+1 “l1_ratio” cannot be “2”; it must be a number from 0 to 1"
    ),
    (
      "penalty: {layers: [{l1: 0.1}, {l1: 0.2}]}",
      "3:19+1 2 penalties for 1 layer; give one for each layer, the output layer last, or one for all"
    ),
    (
      "network: {hidden: [4]}\npenalty: {layers: [{l1: 0.1}, {l2: -0.2}]}",
      "4:36+4 the strength of L2 cannot be -0.2; it must be a number of 0 or more"
    ),
    ("clip: {}", "3:7+1 “clip” has no limit; write {norm: 1} or {value: 1}"),
    ("clip: {norm: 1, value: 1}", "3:17+5 “clip” has two limits; give “norm” or “value”"),
    (
      "clip: {norm: 0}",
      "3:14+1 the limit of the gradient's norm cannot be 0; it must be a number above 0"
    ),
    (
      "batch_size: 0",
      "3:13+1 the batch size cannot be 0; it must be a whole number from 1 to 1000000"
    ),
    (
      "epochs: -1",
      "3:9+2 the number of epochs cannot be -1; it must be a whole number from 0 to 1000000"
    ),
    (
      "epochs: 1000001",
      "3:9+7 the number of epochs cannot be 1000001; it must be a whole number from 0 to 1000000"
    ),
    (
      "stop: {patience: 0}",
      "3:18+1 the patience cannot be 0; it must be a whole number from 1 to 1000000"
    ),
    (
      "seed: -1",
      "3:7+2 “seed” cannot be “-1”; it must be a whole number from 0 to 18446744073709551615"
    ),
    (
      "precision: float16",
      "3:12+7 “precision” cannot be “float16”; did you mean “float32”? Allowed are “float32” and “float64”"
    ),
    (
      "changes: [{step: 5}]",
      "3:11+1 nothing is changed at step 5; write {step: 5, l2: 0.01}, or take it out"
    ),
    (
      "changes: [{step: 5, l1: 0.1}, {step: 4, l1: 0.2}]",
      "3:38+1 step 4 comes after step 5; write the changes in the order of their steps"
    ),
    (
      "changes: [{step: 5, l1: 0.1, l2: -1}]",
      "3:34+2 the strength of L2 cannot be -1; it must be a number of 0 or more"
    ),
    (
      "changes: [{step: 5, optimizer: {kind: adam, beta1: 2}}]",
      "3:52+1 beta1 cannot be 2; it must be a number from 0 to below 1"
    ),
  ]

  @Test("in its settings", arguments: faults)
  func settings(_ fault: (lines: String, issue: String)) {
    let head = "format_version: 1\ndata: {set: xor}\n"
    #expect(
      TrainingFileTests.issues(head + fault.lines + "\n").joined(separator: " | ") == fault.issue)
  }

  static let samples: [(section: String, issue: String)] = [
    ("{set: xor, noise: 1.5}", "2:25+3 the noise cannot be 1.5; it must be a number from 0 to 1"),
    (
      "{set: xor, samples: 1}",
      "2:27+1 the number of samples cannot be 1; it must be a whole number from 2 to 1000000"
    ),
    (
      "{set: xor, samples: 100000000}",
      "2:27+9 the number of samples cannot be 100000000; it must be a whole number from 2 to 1000000"
    ),
    (
      "{set: xor, validation: 1}",
      "2:30+1 the validation share cannot be 1; it must be a number from 0 to 0.9"
    ),
    (
      "{set: xor, training_limit: 0}",
      "2:34+1 the training limit cannot be 0; it must be a whole number of 1 or more"
    ),
    (
      "{set: xor, label_noise: -0.1}",
      "2:31+4 the label noise cannot be -0.1; it must be a number from 0 to 1"
    ),
    (
      "{set: plane, label_noise: 0.1}",
      "2:33+3 “plane” has values, and no labels to be replaced; take it out; the noise of values is “noise”"
    ),
    (
      "{set: xor, target: price}",
      "2:26+5 “xor” is computed and has no columns; take it out: it is for CSV files"
    ),
    (
      "{set: xor, task: values}",
      "2:24+6 “xor” has its own task; take it out: it is for CSV files"
    ),
    (
      "{samples: 100}",
      "2:7+1 the data section lacks the key “set”; write “set: …”. A generated set, a shipped or installed one, or a file, relative to this one."
    ),
    (
      "{set: xor, sample: 100}",
      "2:18+6 a data section has no key “sample”; did you mean “samples”?"
    ),
    (
      "{set: plane}\nloss: cross-entropy",
      "3:7+13 the loss cannot be cross-entropy: “plane” has values, not classes; it must be squared-error or half-squared-error"
    ),
    (
      "{set: xor, validation: 0}\nstop: {patience: 3}",
      "3:18+1 the patience waits for a lower validation loss, and there is none; give a validation share above 0, or take it out"
    ),
  ]

  @Test("in its samples", arguments: samples)
  func data(_ fault: (section: String, issue: String)) {
    let text = "format_version: 1\ndata: \(fault.section)\n"
    #expect(TrainingFileTests.issues(text).joined(separator: " | ") == fault.issue)
  }

  @Test("is shown with its line, a caret and the remedy")
  func rendering() {
    let reading = TrainingFileTests.read(
      "format_version: 1\ndata: {set: xor}\noptimizer: {kind: adam, beta1: 1.5}\n")
    #expect(
      reading.issues.map(\.description) == [
        """
        run.yaml:3:32: error: beta1 cannot be 1.5
        optimizer: {kind: adam, beta1: 1.5}
                                       ^~~
          remedy: it must be a number from 0 to below 1
        """
      ])
  }

  @Test("does not hide the others, nor blame what it left open")
  func several() {
    let issues = TrainingFileTests.issues(
      """
      format_version: 1
      data: {set: xor, noise: much}
      network: {hidden: [4, many], dropout: [0.5, 0.5]}
      penalty: {layers: [{l1: 0.1}, {l1: 0.1}, {l1: -1}]}
      epochs: -5

      """)
    #expect(
      issues.map { String($0.prefix { $0 != " " }) } == ["2:25+4", "3:23+4", "4:47+2", "5:9+2"])
  }
}
