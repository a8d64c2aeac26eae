import Foundation
import Lessons
import Regularization
import TerminalUI
import Testing

@testable import Tutor

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The panel of hidden units, and tasks that are about them.
struct LabUnitsTests {
  private static let runs: [LabRun] = {
    var twin = digitRuns[0]
    (twin.id, twin.title) = ("drop", "dropout")
    twin.spec.network.dropProbabilities = [0, 0.5]
    return [digitRuns[0], twin]
  }()

  private static func picture() throws -> LabPicture {
    try trainedPicture(runs, steps: 60, panels: [.units])
  }

  private func drawn(_ picture: LabPicture, columns: Int = 130, rows: Int = 38) -> [String] {
    var buffer = CellBuffer(Size(columns: columns, rows: rows))
    LabPanelView(.units, picture, glyphs: Glyphs(.braille)).draw(
      into: &buffer, in: Rect(column: 0, row: 0, columns: columns, rows: rows))
    return buffer.lines
  }

  @Test func bothRunsAreShownWithTheUnitThatCostsMost() throws {
    let picture = try Self.picture()
    let text = drawn(picture).joined(separator: "\n")
    let lines = LabPanelView(.units, picture, glyphs: Glyphs(.braille)).lines().joined(
      separator: "\n")
    for run in picture.observation.runs {
      let layer = try #require(run.units?.layers.first)
      let most = try #require(layer.mostCritical)
      for figure in [
        layer.meanCorrelation?.figure ?? "none", layer.largestIncrease.signed,
        layer.meanIncrease.signed, "unit \(most.unit + 1)",
      ] {
        #expect(text.contains(figure), "\(figure)")
        #expect(lines.contains(figure), "\(figure)")
      }
    }
    #expect(
      LabPanelView(.units, picture, glyphs: Glyphs(.braille)).title
        == "units of layer 1 (256 of 359 validation samples)")
  }

  @Test func allUnitsCanBeScrolledTo() throws {
    var picture = try Self.picture()
    let layer = try #require(picture.run.units?.layers.first)
    #expect(layer.byIncrease.map(\.increase) == layer.ablations.map(\.increase).sorted(by: >))
    var seen: Set<String> = []
    for first in 0..<16 {
      picture.look.first = first
      for line in drawn(picture, columns: 40, rows: 10) where line.hasPrefix("unit ") {
        seen.insert(String(line.prefix(7)).trimmingCharacters(in: .whitespaces))
      }
    }
    #expect(seen == Set((1...16).map { "unit \($0)" }))
  }

  @Test func constantUnitsAreCountedAndLeftOutOfThePicture() throws {
    var picture = try Self.picture()
    var units = try #require(picture.observation.runs[0].units)
    for other in 0..<16 {
      units.layers[0].correlations[4][other] = nil
      units.layers[0].correlations[other][4] = nil
    }
    picture.observation.runs[0].units = units
    let count = units.layers[0].constantUnits
    #expect(count >= 1)
    #expect(drawn(picture).contains { $0.contains("correlation of \(16 - count) of 16 units") })
    let lines = LabPanelView(.units, picture, glyphs: Glyphs(.ascii)).lines()
    #expect(lines.contains { $0.contains("the same for every sample") && $0.contains("5") })
    for unit in 0..<16 { units.layers[0].correlations[unit] = Array(repeating: nil, count: 16) }
    picture.observation.runs[0].units = units
    #expect(drawn(picture).contains { $0.contains("correlation of 0 of 16 units") })
    picture.observation.runs[0].units = nil
    #expect(drawn(picture)[0] == "no units measured yet")
  }

  @Test func chartsAreFilesOfTheirOwn() throws {
    let charts = LabPanelView(.units, try Self.picture(), glyphs: Glyphs(.ascii)).charts()
    #expect(
      charts.map(\.name) == [
        "correlations-1.svg", "rises-1.svg", "correlations-2.svg", "rises-2.svg",
      ])
    for chart in charts { #expect(XMLParser(data: Data(chart.content.utf8)).parse()) }
    // A bar for each unit.
    #expect(charts[1].content.components(separatedBy: "<rect").count - 1 == 16)
  }

  private static func deep(_ panels: [LabPanel], tasks: [LabTask] = []) -> LabPlan {
    let runs = ["none", "drop"].map { id in
      LabRun(
        id: id, title: id,
        spec: labSpec {
          $0.network = NetworkPlan(
            hiddenUnits: [6, 4], activation: .tanh,
            dropProbabilities: id == "drop" ? [0, 0.5, 0.5] : [])
        })
    }
    return labPlan(runs, panels: panels, tasks: tasks)
  }

  @Test func theTablesHaveEveryUnitOfEveryLayer() throws {
    var session = LabSession(Self.deep([.units]))
    session.press(". . x c")
    guard case .texts(_, let texts) = try #require(session.exports.last) else { return }
    #expect(texts.map(\.name) == ["curves.csv", "units.csv"])
    let rows = texts[1].content.split(separator: "\n")
    #expect(rows.count == 1 + 2 * (6 + 4))
    let first = try #require(try session.front.units?.layers[0].ablations[0])
    #expect(rows[1].hasPrefix("none,2,"))
    #expect(rows[1].contains(",1,1,") && rows[1].hasSuffix(",\(LabDial.text(first.increase))"))
    session.press("x j")
    guard case .texts(_, let json) = try #require(session.exports.last) else { return }
    let parsed = try JSONSerialization.jsonObject(with: Data(json[1].content.utf8))
    let layers = try #require((parsed as? [String: Any])?["layers"] as? [[String: Any]])
    #expect(layers.count == 4)
    #expect((layers[1]["correlations"] as? [[Any]])?.count == 4)
  }

  @Test func theLayerIsTurnedTo() throws {
    var session = LabSession(Self.deep([.units]))
    session.press(".")
    func title() throws -> String {
      LabPanelView(.units, try #require(try session.lab.picture), glyphs: Glyphs(.braille)).title
    }
    #expect(try title().hasPrefix("units of layer 1 "))
    session.send(.inLab(.nextLayer))
    #expect(try title().hasPrefix("units of layer 2 "))
  }

  @Test func aGuessAboutUnitsIsJudgedWithoutThePanel() throws {
    let guess = LabTask(
      question: "Which leans on one unit most?",
      kind: .guess(LabGuess(measure: .largestLossIncrease, extreme: .largest)),
      explanation: "They rise by {{none.largest_loss_increase : 3}}.")
    var session = LabSession(Self.deep([.loss], tasks: [guess]))
    session.send(.inLab(.guess(0)))
    session.press("e e e")
    let figures = try session.lab.observation?.runs.map { $0.units?.largestIncrease ?? .nan }
    let most = try #require(figures)
    let isRight = most[0] >= most[1]
    #expect(try session.lab.tasks.entries[0].outcome == (isRight ? .right : .wrong))
    let text = try #require(try session.lab.tasks.feedback?.text)
    #expect(text.contains("They rise by") && !text.contains("–"))
  }

  @Test func nothingIsMeasuredThatNobodyAsksFor() throws {
    var session = LabSession(Self.deep([.loss, .network]))
    session.press(".")
    #expect(try session.front.units == nil)
  }
}
