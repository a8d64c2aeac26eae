import Lessons
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// What the mask panel looks like, text and style, view by view.
struct MaskScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    var file: String
    var view: MaskView
    var keys: String
    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "numbers", file: MaskPanelFixture.deep, view: .network, keys: "n p j"),
    Scene(name: "masks", file: MaskPanelFixture.deep, view: .network, keys: "n n"),
    Scene(name: "forward", file: MaskPanelFixture.deep, view: .network, keys: "n n n w j"),
    Scene(name: "loss", file: MaskPanelFixture.classes, view: .network, keys: "n n n n"),
    Scene(name: "back", file: MaskPanelFixture.deep, view: .network, keys: "> n n n n n w b"),
    Scene(name: "weights", file: MaskPanelFixture.deep, view: .network, keys: "> > n n n n n n n n n n n n j"),
  ]

  static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 132, rows: 43),
  ]

  static func state(
    _ scene: Scene, _ size: Size, _ level: GlyphLevel = .braille, _ colors: ColorLevel = .none
  ) throws -> TutorState {
    let step = MaskStep(
      plan: try MaskPanelFixture.plan(scene.file),
      views: [scene.view] + MaskView.allCases.filter { $0 != scene.view },
      dials: MaskDial.allCases, layer: 1)
    var state = try MaskPanelFixture.opened(step, size: size, glyphs: level, colors: colors)
    state.press(scene.keys)
    return state
  }

  @Test(arguments: scenes, sizes)
  func aSceneLooksAsRecorded(scene: Scene, size: Size) throws {
    let state = try MaskScreenTests.state(scene, size)
    expectSnapshot(
      TutorView.draw(state), named: "mask-\(scene.name)-\(size.columns)x\(size.rows)")
  }
}
