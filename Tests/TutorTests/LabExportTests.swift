import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

/// What the menu of exports writes.
struct LabExportTests {
  private func texts(_ key: String, _ session: inout LabSession) throws -> [LabExport.Text] {
    session.press("x " + key)
    guard case .texts(_, let texts) = try #require(session.exports.last) else {
      Issue.record("no texts")
      return []
    }
    return texts
  }

  @Test func theCurvesAreWrittenARowAPoint() throws {
    var session = LabSession(labPlan(labTwins))
    session.press("e")
    let text = try #require(try texts("c", &session).first)
    let lines = text.content.split(separator: "\n")
    #expect(text.name == "curves.csv")
    #expect(
      lines[0] == "run,step,epoch,data_loss,penalty,objective,train_accuracy,validation_loss,"
        + "validation_accuracy,zeros,l1_norm,l2_norm")
    let points = try session.lab.observation?.runs.map(\.curves.count).reduce(0, +)
    #expect(lines.count - 1 == points)
    let last = try #require(try session.front.curves.last)
    #expect(lines.contains { $0.hasPrefix("none,\(last.step),") })
    #expect(session.state.notice == "Written: file")
  }

  @Test func jsonHasThePointsOfEveryRun() throws {
    var session = LabSession(labPlan(labTwins))
    session.press(". .")
    let text = try #require(try texts("j", &session).first)
    #expect(text.content.contains("\"run\": \"none\", \"title\": \"none\""))
    #expect(text.content.contains("{\"step\": 2, \"epoch\": "))
    #expect(text.content.count { $0 == "{" } == text.content.count { $0 == "}" })
  }

  @Test func theTrainingFileTrainsTheSameBitsAgain() throws {
    var session = LabSession(labPlan(dials: [.learningRate, .l2]))
    session.press(". . + + d + e , + e e")
    #expect(try session.front.spec.changes.count > 2)
    let hash = try session.front.weightsHash
    let text = try #require(try texts("s", &session).first)
    #expect(text.name == "training.yaml")
    let reading = TrainingFileReader(file: text.name).read(Array(text.content.utf8))
    #expect(reading.issues == [])
    let spec = try #require(reading.file?.spec)
    #expect(spec.epochs == 2)
    let run = try TrainingRun(
      spec, on: DataLoader.load(spec.data, seed: spec.seed, files: NoFiles()))
    while run.position.epoch < spec.epochs { try run.train(toEndOfEpoch: true) }
    #expect("\(run.weightsHash)" == hash)
  }

  @Test func eachRunHasATrainingFileOfItsOwn() throws {
    var session = LabSession(labPlan(labTwins))
    #expect(try texts("s", &session).map(\.name) == ["none.yaml", "l1.yaml"])
  }

  @Test func theScreenIsWrittenAsItIsShown() throws {
    var session = LabSession(labPlan(dials: []))
    session.press(".")
    let shown = TutorView.draw(session.state).lines
    let text = try #require(try texts("t", &session).first)
    #expect(text.content == shown.map { $0 + "\n" }.joined())
  }

  @Test func weightsAreLeftToTheShell() throws {
    var session = LabSession(labPlan())
    session.press("x w")
    #expect(session.exports == [.weights])
    #expect(try session.lab.overlay == nil)
  }

  @Test func theMenuCanBeLeft() throws {
    var session = LabSession(labPlan())
    session.press("x q")
    #expect(session.exports.isEmpty)
    #expect(!session.hasQuit)
    #expect(try session.lab.overlay == nil)
  }
}
