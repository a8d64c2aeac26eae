import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// Every panel at three sizes and three glyph levels, on runs that were trained, changed on the way
/// and gone back in.
struct LabPanelSizesTests {
  static let sizes = [
    Size(columns: 38, rows: 8), Size(columns: 78, rows: 18), Size(columns: 130, rows: 38),
  ]

  /// Two runs of images, or of points of the plane, turned at step 30 and gone back to step 60 of 80.
  private static func picture(_ panel: LabPanel) throws -> LabPicture {
    let isOfImages = [LabPanel.weights, .confusion, .histogram, .units].contains(panel)
    var twin = spiralRuns[0]
    twin.title = "L1"
    twin.spec.network.penalties = [Penalty(l1: 0.02, zeroRule: .proximal)]
    twin.spec.network.dropProbabilities = [0, 0.4]
    let runs = isOfImages ? digitRuns : [spiralRuns[0], twin]
    let group = try RunGroup(
      runs.map {
        ($0.spec, try DataLoader.load($0.spec.data, seed: $0.spec.seed, files: CourseDataFiles()))
      })
    group.advance(steps: 30)
    group.change(.learningRate(0.1))
    group.advance(steps: 50)
    group.go(to: 60)
    var look = LabLook()
    look.run = 1
    look.chosen = WeightPlace(layer: 0, input: 1, unit: 2)
    let request = LabPanelView.request(
      for: [panel], of: group.summary, look: look, size: Size(columns: 130, rows: 38))
    return LabPicture(
      plan: labPlan(runs, panels: [panel]), samples: group.summary,
      observation: group.observe(request), look: look)
  }

  @Test(arguments: LabPanel.allCases, [GlyphLevel.braille, .blocks, .ascii])
  func aPanelLooksAsRecorded(panel: LabPanel, level: GlyphLevel) throws {
    let picture = try LabPanelSizesTests.picture(panel)
    for size in LabPanelSizesTests.sizes {
      var buffer = CellBuffer(size)
      LabPanelView(panel, picture, glyphs: Glyphs(level)).draw(into: &buffer, in: Rect(size))
      expectSnapshot(
        buffer, named: "lab-\(panel.rawValue)-\(size.columns)x\(size.rows)-\(level.rawValue)")
      let isEmpty = buffer.lines.allSatisfy(\.isEmpty)
      #expect(!isEmpty)
      guard level == .ascii else { continue }
      let strangers = buffer.lines.joined().filter { !$0.isASCII }
      #expect(strangers.isEmpty)
    }
  }

  @Test(arguments: LabPanel.allCases)
  func aPanelSpeaksInSentences(panel: LabPanel) throws {
    let lines = LabPanelView(
      panel, try LabPanelSizesTests.picture(panel), glyphs: Glyphs(.braille)
    ).lines()
    expectSnapshot(text: lines.joined(separator: "\n"), named: "lab-\(panel.rawValue)-lines")
    #expect(lines.contains { $0.contains(where: \.isNumber) })
  }
}
