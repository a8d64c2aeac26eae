import Lessons
import Regularization
import Testing

@Suite("A train step")
struct TrainStepTests {
  @Test("is decoded with everything in it")
  func everything() throws {
    var text = TrainText()
    text.tasks = [
      "{reach: {run: sparse, zeros: {at_least: 3}}, question: How, hints: [a, b], "
        + "explain: \"{{sparse.zeros}} and {{ none.gap : 2 }} and \\\\{{x}}\"}",
      "{guess: {smallest: gap}, question: Which, feedback: {none: no, sparse: yes}}",
      "{reach: {l1_norm: {at_most: 1e1}}, question: Any}",
    ]
    text.claims = ["sparse.zeros > none.zeros", "none.gap[8] >= none.gap - 0"]
    let reading = text.reading()
    #expect(reading.issues.map(\.description) == [])
    #expect(reading.counts.claims == 2)
    #expect(reading.counts.predictions == 1)
    #expect(reading.counts.trainings == 0)
    let plan = try #require(text.plan)
    #expect(plan.runs.map(\.id) == ["none", "sparse"])
    #expect(plan.runs.map(\.title) == ["no penalty", "L1, proximal"])
    #expect(plan.panels == [.loss, .surface, .histogram, .twins])
    #expect(plan.dials == [.l1, .learningRate, .noise])
    #expect(plan.epochs == 8)
    var none = TrainingSpec(data: DataSpec(.generated(.moons), samples: 60, noise: 0.3))
    none.network = NetworkPlan(hiddenUnits: [8], activation: .tanh)
    none.batchSize = 10
    none.epochs = 8
    var sparse = none
    sparse.network.penalties = [Penalty(l1: 0.05, zeroRule: .proximal)]
    #expect(plan.runs.map(\.spec) == [none, sparse])
    #expect(
      plan.tasks.map(\.kind) == [
        .reach(LabCondition(run: "sparse", measure: .zeros, relation: .atLeast, value: 3)),
        .guess(
          LabGuess(measure: .gap, extreme: .smallest, feedback: ["none": "no", "sparse": "yes"])),
        .reach(LabCondition(run: nil, measure: .l1Norm, relation: .atMost, value: 10)),
      ])
    #expect(plan.tasks[0].hints == ["a", "b"])
    #expect(
      plan.tasks[0].explanation { run, measure in
        run == "sparse" && measure == .zeros ? 1200 : measure == .gap ? -0.04567 : nil
      } == "1200 and −0.046 and {{x}}")
    #expect(plan.tasks[0].explanation { _, _ in nil } == "– and – and {{x}}")
    #expect(plan.tasks[1].explanation { _, _ in 1 } == nil)
  }

  @Test("takes its own epochs before those of its runs")
  func epochs() {
    var text = TrainText()
    text.lab += "epochs: 30\n"
    #expect(text.plan?.epochs == 30)
    #expect(text.plan?.runs.map(\.spec.epochs) == [8, 8])
    text.claims = ["none.gap[30] > none.gap[3] - 100"]
    #expect(text.messages() == [])
    text.claims = ["none.gap[31] > none.gap[3] - 100"]
    #expect(text.messages() == ["there is no epoch 31"])
  }

  @Test("trains nothing where it is only read")
  func fast() {
    var text = TrainText()
    text.claims = ["sparse.zeros > 1000"]
    #expect(text.reading().issues.isEmpty)
    #expect(
      text.messages() == ["this is not so: the left side is \(zeros(text)), the right side 1000"])
  }

  private func zeros(_ text: TrainText) -> Int {
    guard let spec = text.plan?.runs[1].spec,
      let samples = try? DataLoader.load(spec.data, seed: spec.seed, files: CourseSamples()),
      let run = try? TrainingRun(spec, on: samples)
    else { return -1 }
    for _ in 0..<spec.epochs { _ = try? run.train(toEndOfEpoch: true) }
    return run.statistics().zeros
  }

  @Test("inherits section by section, over several trainings")
  func inheritance() {
    var text = TrainText()
    text.trainings += """
        more:
          same_as: sparse
          penalty: {l2: 0.5}

      """
    text.lab = text.lab.replacing("[none, sparse]", with: "[none, sparse, more]")
    let runs = text.plan?.runs ?? []
    #expect(runs.map(\.title) == ["no penalty", "L1, proximal", "L1, proximal"])
    #expect(runs.last?.spec.network.penalties == [Penalty(l2: 0.5)])
    #expect(runs.last?.spec.network.hiddenUnits == [8])
  }

  @Test(
    "reads samples from the lesson's own folder and from nowhere else",
    arguments: [
      ("shots.csv", true), ("data/shots-1.csv", true), ("../shots.csv", false),
      ("/tmp/shots.csv", false), ("data/../../x.csv", false), ("./x.csv", false),
      (".hidden.csv", false), ("a//b.csv", false), ("~/x.csv", false), ("x.csv/", false),
      ("http://x.y/z.csv", false), ("$HOME/x.csv", false), ("a\\\\b.csv", false), ("é.csv", false),
      ("-x.csv", false),
    ])
  func ownFolder(_ name: String, _ isAllowed: Bool) {
    var text = TrainText()
    text.trainings = text.trainings.replacing(
      "set: moons, samples: 60, noise: 0.3", with: "set: \"\(name)\"")
    text.lab = text.lab.replacing(", surface", with: "").replacing(", noise", with: "")
    let issues = text.reading().issues
    #expect(issues.isEmpty == isAllowed)
    if isAllowed {
      #expect(
        text.plan?.runs.map(\.spec.data.source) == [.named("here/\(name)"), .named("here/\(name)")])
    } else {
      #expect(issues.allSatisfy { $0.message.contains("may not be read by a lesson") })
    }
  }

  @Test("trains on a file of the lesson's own folder, and sees then what it can be shown in")
  func ownFile() {
    var text = TrainText()
    text.trainings = text.trainings.replacing(
      "set: moons, samples: 60, noise: 0.3", with: "set: shots.csv, task: values")
    text.lab = text.lab.replacing(", noise", with: "")
    text.claims = ["none.data_loss < none.data_loss[0]"]
    var samples = CourseSamples()
    let rows = (0..<40).map { "\($0 % 7),\($0 % 5),\($0 % 7 - $0 % 5)" }
    samples.texts["here/shots.csv"] = (["x,y,z"] + rows).joined(separator: "\n")
    #expect(text.messages(samples) == [])
    samples.texts["here/shots.csv"] =
      (["w,x,y,z"] + rows.map { "1,\($0)" }).joined(separator: "\n")
    #expect(
      text.messages(samples) == [
        "the panel “surface” shows nothing: it pictures 2 inputs, and these samples have 3"
      ])
    samples.texts["here/shots.csv"] = "x,y,z\n1,2,three\n4,five,6\n"
    #expect(text.messages(samples).contains { $0.hasPrefix("here/shots.csv:") })
  }

  @Test("falls back where a set is not installed, and claims hold there")
  func fallback() {
    var text = TrainText()
    text.trainings = """
      trainings:
        none:
          title: no penalty
          data: {set: fashion-mnist, else: digits}
          epochs: 1
        sparse:
          same_as: none
          title: L1
          penalty: {l1: 0.05, l1_rule: proximal}

      """
    text.lab = text.lab.replacing(", surface", with: "").replacing(", noise", with: "")
    // 64 inputs of the digits, 784 of the clothes; 10 outputs.
    text.claims = ["sparse.zeros < 641"]
    text.more = "    claims_if_installed: [\"none.small + 0 > 7840\"]\n"
    #expect(text.messages() == [])
    let run = text.plan?.runs.first
    #expect(run?.spec.data.source == .named("fashion-mnist"))
    #expect(run?.spec(with: CourseSamples()).data.source == .named("digits"))
    let installed = CourseSamples(hasPackage: true)
    #expect(run?.spec(with: installed).data.source == .named("fashion-mnist"))
    let messages = text.messages(installed)
    #expect(messages.count == 1)
    #expect(messages.first?.hasPrefix("this is not so: the left side is ") == true)
    text.more = "    claims_if_installed: [\"none.largest > 0\", \"sparse.zeros > 640\"]\n"
    #expect(text.messages(installed) == [])
  }
}
