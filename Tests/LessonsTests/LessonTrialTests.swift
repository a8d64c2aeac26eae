import Regularization
import Testing

@testable import Lessons

@Suite("What a lesson says of its runs")
struct LessonTrialTests {
  @Test(
    "is held against the runs, to the end of any epoch",
    arguments: [
      ("none.epochs = 8", true), ("none.step = 40", true), ("none.step[3] = 15", true),
      ("none.step[0] = 0", true), ("none.data_loss < none.data_loss[0]", true),
      ("none.data_loss > none.data_loss[0]", false), ("sparse.penalty > 0", true),
      ("none.penalty = 0", true), ("sparse.objective = sparse.data_loss + sparse.penalty", true),
      ("none.gap = none.validation_loss - none.data_loss", true),
      ("none.train_accuracy <= 1", true), ("none.validation_accuracy > 1", false),
      ("sparse.zeros > none.zeros", true), ("sparse.small >= sparse.zeros", true),
      ("none.l1_norm > none.l2_norm", true), ("none.largest < none.l2_norm", true),
      ("none.best_validation_loss <= none.validation_loss[2]", true),
      ("none.best_epoch[0] = 0", true), ("2 * none.l1_norm / 2 = none.l1_norm", true),
      ("-none.l1_norm < 0", true),
      ("none.largest_loss_increase > 0", true), ("none.mean_correlation > 1", false),
      ("none.mean_correlation[8] = none.mean_correlation", true),
      ("none.mean_correlation[8] = none.mean_correlation[0]", false),
      ("sparse.largest_loss_increase[0] = none.largest_loss_increase[0]", true),
    ])
  func claims(_ claim: String, _ holds: Bool) {
    var text = TrainText()
    text.claims = [claim]
    let messages = text.messages()
    #expect(messages.isEmpty == holds, "\(messages)")
    #expect(messages.allSatisfy { $0.hasPrefix("this is not so") })
  }

  @Test("is the same with figures of replays beside those of runs")
  func mixed() {
    var text = TrainText()
    text.trainings =
      "replays:\n  line:\n    title: A line\n    weights: {a: 40}\n    gradient: 1\n"
      + "    penalty: none\n    learning_rate: 1\n    iterations: 2\n" + text.trainings
    text.claims = ["none.step = line.a[0]", "line.a[2] = 38", "none.step > line.a[1] / 3"]
    #expect(text.messages() == [])
    text.claims = ["none.step = line.a[1]"]
    #expect(text.messages() == ["this is not so: the left side is 40, the right side 39"])
  }

  @Test("may be said in a step of text, of the training's own epochs")
  func elsewhere() {
    var text = TrainText()
    text.lab += "epochs: 3\n"
    text.claims = ["none.step = 15"]
    text.more =
      "  - {id: end, kind: text, title: End, text: Words., claims: [\"none.step = 40\"]}\n"
    #expect(text.messages() == [])
  }

  @Test(
    "leaves its goals to be reached, not more and not less",
    arguments: [
      ("{run: none, step: {at_least: 40}}", "", ""),
      ("{step: {at_least: 41}}", "", "step is not at least 41 after any of the 8 epochs"),
      ("{run: none, step: {at_least: 0}}", "", "this holds before the first update"),
      ("{run: sparse, zeros: {at_least: 1}}", "", ""),
      ("{zeros: {at_least: 1}}", "", ""),
      ("{run: none, zeros: {at_least: 1}}", "", "zeros is not at least 1"),
      ("{run: none, small: {at_least: 20}}", "with: {l1: 10, learning_rate: 0.001}", "with these"),
      ("{run: sparse, zeros: {at_least: 20}}", "with: {l1: 0.5}", ""),
      ("{run: sparse, zeros: {at_least: 2}}", "with: {l1: 0.5}", "this is reached in epoch "),
      ("{run: none, l2_norm: {at_most: 0.5}}", "with: {l2: 0.5}", "the learner cannot turn “l2”"),
      ("{run: none, data_loss: {at_most: 0.2}}", "with: {noise: 0, learning_rate: 1}", ""),
      ("{run: none, data_loss: {at_most: 0.1}}", "with: {noise: 2}", "the noise cannot be 2"),
    ])
  func goals(_ goal: String, _ with: String, _ message: String) {
    var text = TrainText()
    text.tasks = ["{reach: \(goal), question: Q\(with.isEmpty ? "" : ", " + with)}"]
    let messages = text.messages()
    if message.isEmpty {
      #expect(messages == [])
    } else {
      #expect(messages.count == 1)
      #expect(messages.first?.hasPrefix(message) == true, "\(messages)")
    }
  }

  @Test("is the same for hidden units, whatever was asked for before")
  func units() throws {
    let runs = try #require(TrainText().plan).runs
    func figures(_ epochs: [Int]) throws -> [Int: Double] {
      let trainer = RunTrainer(files: CourseSamples())
      let trained = try trainer.runs(runs.map(\.spec), epochs: 8).get()
      return Dictionary(
        uniqueKeysWithValues: epochs.map {
          ($0, trained.figure(.largestLossIncrease, ofRun: 1, after: $0) ?? .nan)
        })
    }
    #expect(try figures([8, 2, 5]) == figures([2, 5, 8]))
    #expect(try figures([8])[8] == figures([0, 8])[8])
  }

  @Test("has one answer to each guess")
  func guesses() {
    var text = TrainText()
    text.tasks = ["{guess: {largest: l1_norm}, question: Q}"]
    #expect(text.messages() == [])
    text.tasks = ["{guess: {smallest: epochs}, question: Q}"]
    #expect(
      text.messages() == ["there is no one answer: “none” and “sparse” have the same epochs, 8"])
  }

  @Test("explains with figures that the runs have")
  func explanations() {
    var text = TrainText()
    text.trainings = text.trainings.replacing(
      "set: moons, samples: 60, noise: 0.3", with: "set: shots.csv, task: values")
    text.lab = "runs: [none, sparse]\npanels: [loss]\n"
    text.tasks = [
      "{guess: {largest: l1_norm}, question: Q, explain: \"{{none.train_accuracy : 3}}\"}"
    ]
    var samples = CourseSamples()
    samples.texts["here/shots.csv"] =
      "x,y\n" + (0..<30).map { "\($0 % 7),\(Double($0) / 8)\n" }.joined()
    #expect(
      text.messages(samples) == [
        "the run “none” has no train_accuracy: the samples have values, not classes"
      ])
    // Whether the column is of classes is found out when the file is read.
    text.trainings = text.trainings.replacing(", task: values", with: "")
    #expect(
      text.messages(samples) == [
        "its explanation names a figure that is missing: the run “none” has no train_accuracy"
      ])
  }

  @Test("is counted, each training once, in the summary")
  func counts() {
    var text = TrainText()
    text.tasks = ["{reach: {run: sparse, zeros: {at_least: 20}}, question: Q, with: {l1: 0.5}}"]
    let reading = text.reading(trainingOn: CourseSamples())
    var report = CheckReport()
    report.add(reading)
    #expect(report.summary.hasSuffix("0 claims, 2 trainings: no problem"))
  }

  @Test("is refused before anything is trained where that would take too long")
  func cost() {
    var text = TrainText()
    text.trainings = text.trainings.replacing("epochs: 8", with: "epochs: 10000")
      .replacing("samples: 60", with: "samples: 1000")
      .replacing("hidden: [8]", with: "hidden: [1000, 1000]")
    text.claims = ["none.zeros = 0"]
    let messages = text.messages()
    #expect(Set(messages) == ["this training takes too long for a lesson"])
  }
}
