import TerminalUI
import TestSupport
import Testing
import Tutor

/// What the screens look like, text and style, at three sizes and both ends of the glyphs.
struct ScreenTests {
  struct Scene: CustomTestStringConvertible, Sendable {
    var name: String
    /// The list of lessons where it is `nil`.
    var place: String?
    var keys: String
    var testDescription: String { name }
  }

  static let scenes = [
    Scene(name: "course-list", place: nil, keys: "down"),
    Scene(name: "course-find", place: nil, keys: "/zero"),
    Scene(name: "text-page", place: "step-without-penalty:1", keys: ""),
    Scene(name: "replay", place: "step-without-penalty:3", keys: "right right right"),
    Scene(name: "prediction", place: "l1-by-iteration:row-five", keys: "0 enter -0.0"),
    Scene(name: "three-lanes", place: "why-zero:side-by-side", keys: "right right right w w w"),
    Scene(name: "printed", place: "l2-by-iteration:rounded-chain", keys: "a 1.15845 enter"),
    Scene(name: "dials", place: "why-zero:turn-lambda", keys: "G tab - -"),
    Scene(name: "help", place: "why-zero:turn-lambda", keys: "?"),
  ]

  static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 132, rows: 43),
  ]

  @Test(arguments: scenes, sizes)
  func aSceneLooksAsRecorded(scene: Scene, size: Size) throws {
    var state = TutorState(
      course: shippedCourse, display: Display(size: size, glyphs: Glyphs(.braille)))
    if let place = scene.place { state.open(try CoursePlace(place, in: shippedCourse)) }
    state.press(scene.keys)
    expectSnapshot(
      TutorView.draw(state), named: "screen-\(scene.name)-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: scenes)
  func inASCIIEveryCellIsASCII(scene: Scene) throws {
    for size in ScreenTests.sizes {
      var state = TutorState(
        course: shippedCourse, display: Display(size: size, glyphs: Glyphs(.ascii)))
      if let place = scene.place { state.open(try CoursePlace(place, in: shippedCourse)) }
      state.press(scene.keys)
      let screen = TutorView.draw(state).lines.joined(separator: "\n")
      let strangers = screen.filter { !$0.isASCII }
      #expect(strangers.isEmpty)
    }
  }

  @Test func theASCIIScreenLooksAsRecorded() throws {
    var state = try opened(shippedCourse, at: "l1-by-iteration:row-five", glyphs: .ascii)
    state.press("H")
    expectSnapshot(TutorView.draw(state), named: "screen-prediction-ascii-80x24")
  }
}
