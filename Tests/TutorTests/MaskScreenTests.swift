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
    Scene(name: "masks", file: MaskPanelFixture.deep, view: .network, keys: "n"),
    Scene(name: "forward", file: MaskPanelFixture.deep, view: .network, keys: "n n w j"),
    Scene(name: "loss", file: MaskPanelFixture.classes, view: .network, keys: "n n n"),
    Scene(name: "back", file: MaskPanelFixture.deep, view: .network, keys: "> n n n n w b"),
    Scene(
      name: "weights", file: MaskPanelFixture.deep, view: .network,
      keys: "> > n n n n n n n n n n j"),
  ]

  static let means = [
    Scene(name: "conventions", file: MaskPanelFixture.classes, view: .conventions, keys: "tab"),
    Scene(
      name: "expectation", file: MaskPanelFixture.deep, view: .expectation,
      keys: "tab tab tab v1000 enter"),
    Scene(name: "expectation-linear", file: MaskPanelFixture.linear, view: .expectation, keys: "w"),
    Scene(name: "modes", file: MaskPanelFixture.deep, view: .modes, keys: "n n"),
  ]

  static let companies = [
    Scene(name: "company", file: MaskPanelFixture.deep, view: .company, keys: "n n n n n"),
    Scene(name: "company-inputs", file: MaskPanelFixture.linear, view: .company, keys: "n"),
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
      dials: MaskDial.allCases, layer: scene.file == MaskPanelFixture.linear ? 0 : 1)
    var state = try MaskPanelFixture.opened(step, size: size, glyphs: level, colors: colors)
    // What the panel has is in sight from here on.
    state.press("d d")
    state.press(scene.keys)
    return state
  }

  @Test(arguments: scenes + companies + means, sizes)
  func aSceneLooksAsRecorded(scene: Scene, size: Size) throws {
    let state = try MaskScreenTests.state(scene, size)
    expectSnapshot(
      TutorView.draw(state), named: "mask-\(scene.name)-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: scenes + companies + means, sizes)
  func inASCIIASceneLooksAsRecorded(scene: Scene, size: Size) throws {
    let buffer = TutorView.draw(try MaskScreenTests.state(scene, size, .ascii))
    expectSnapshot(buffer, named: "mask-\(scene.name)-\(size.columns)x\(size.rows)-ascii")
    let strangers = buffer.lines.joined().filter { !$0.isASCII }
    #expect(strangers.isEmpty)
  }

  /// What colour says is said without it: the same cells, whatever the terminal has.
  @Test(arguments: scenes + companies + means, sizes)
  func withoutColourTheTextIsTheSame(scene: Scene, size: Size) throws {
    let plain = TutorView.draw(try MaskScreenTests.state(scene, size))
    let colored = TutorView.draw(try MaskScreenTests.state(scene, size, .braille, .extended))
    #expect(plain.lines == colored.lines)
  }

  /// The same in sentences: when it opens, and after the keys.
  @Test(arguments: scenes + companies + means)
  func aSceneSpeaksInSentences(scene: Scene) throws {
    var state = try MaskScreenTests.state(scene, Size(columns: 80, rows: 24))
    state.display.isLinear = true
    var before = state
    state.press("n")
    var lines = LinearView.page(before) + ["--- the next key"]
    lines += LinearView.changes(from: before, to: state)
    before = state
    state.press("j")
    lines += ["--- one down"] + LinearView.changes(from: before, to: state)
    lines += ["--- menu"] + LinearView.menu(state) + LinearView.menuInFull(state)
    expectSnapshot(text: lines.joined(separator: "\n"), named: "mask-\(scene.name)-lines")
  }

  @Test func theHandoutHasEveryView() throws {
    let step = MaskStep(
      plan: try MaskPanelFixture.plan(MaskPanelFixture.deep), views: MaskView.allCases, layer: 1,
      notes: [RowNote(row: 2, text: "Now *h1.2* is away.")])
    let lesson = MaskPanelFixture.course(step).lessons[0]
    let lines = LinearView.handout(
      lesson, display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
    expectSnapshot(text: lines.joined(separator: "\n"), named: "mask-handout")
  }
}
