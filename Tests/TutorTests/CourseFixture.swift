import Foundation
import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing
import Tutor

/// The files of a folder of the repository.
struct FolderFiles: CourseFiles {
  var folder = repositoryRoot.appending(path: "lessons")

  func path(of name: String) -> String { "lessons/\(name)" }

  func read(_ name: String) throws(CourseFileError) -> [UInt8] {
    guard let bytes = FileManager.default.contents(atPath: folder.appending(path: name).path) else {
      throw CourseFileError(reason: "missing")
    }
    return Array(bytes)
  }
}

/// The course that is shipped.
let shippedCourse: Course = {
  CourseReader(files: FolderFiles()).readCourse().course ?? Course(title: "", lessons: [])
}()

func figure(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }

/// The article's setting: 1.5 and 0.5, gradient 1, η = λ = 0.1.
func articleSpec(_ penalty: PenaltyKind, _ rule: ZeroRule = .subgradient) -> ReplaySpec {
  ReplaySpec(
    weights: [
      NamedWeight(name: "θ1", initial: figure("1.5")),
      NamedWeight(name: "θ2", initial: figure("0.5")),
    ],
    loss: .constantGradient([.one, .one]), penalty: penalty, strength: figure("0.1"),
    zeroRule: rule, learningRate: figure("0.1"), iterations: 8)
}

/// A lesson of one replay step, for what does not depend on any shipped one.
func course(_ step: ReplayStep, text: String = "Watch.") -> Course {
  let lesson = Lesson(
    id: "fixture", title: "Fixture", summary: "A lesson for tests.", minutes: 5,
    replays: [
      LessonReplay(id: "none", title: "no penalty", spec: articleSpec(.none)),
      LessonReplay(id: "l1", title: "L1, hold", spec: articleSpec(.l1, .hold)),
      LessonReplay(id: "l2", title: "L2", spec: articleSpec(.l2)),
    ],
    steps: [
      Step(id: "first", title: "First", text: text, kind: .replay(step)),
      Step(id: "last", title: "Last", text: "The end.", kind: .text),
    ])
  return Course(title: "Fixtures", lessons: [lesson])
}

func opened(
  _ course: Course, at place: String, size: Size = Size(columns: 80, rows: 24),
  glyphs: GlyphLevel = .braille
) throws -> TutorState {
  var state = TutorState(course: course, display: Display(size: size, glyphs: Glyphs(glyphs)))
  state.open(try CoursePlace(place, in: course))
  return state
}

extension TutorState {
  /// Presses keys: words are named keys, anything else is typed character by character.
  ///
  /// Returns what the shell is to do for it.
  @discardableResult mutating func press(_ keys: String) -> [TutorEffect] {
    var effects: [TutorEffect] = []
    let named: [String: Key] = [
      "right": .right, "left": .left, "up": .up, "down": .down, "enter": .enter, "tab": .tab,
      "backtab": .backTab, "backspace": .backspace, "esc": .escape, "pgdn": .pageDown,
      "pgup": .pageUp, "home": .home, "end": .end,
    ]
    for word in keys.split(separator: " ") {
      let pressed = named[String(word)].map { [$0] } ?? word.map { Key.character($0) }
      for key in pressed {
        if let message = TutorKeys.message(for: key, in: self) { effects += update(message) }
      }
    }
    return effects
  }

  /// The open page's replay.
  var panel: ReplayPanelState? {
    get { if case .replay(let panel) = page?.panel { panel } else { nil } }
    set { page?.panel = newValue.map { .replay($0) } }
  }
}
