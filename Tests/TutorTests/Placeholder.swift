import Foundation
import Lessons
import Regularization
import TerminalUI
import Testing
import Tutor

struct F: CourseFiles {
  func path(of name: String) -> String { name }
  func read(_ name: String) throws(CourseFileError) -> [UInt8] {
    guard let d = FileManager.default.contents(atPath: "/tmp/demo/lessons/" + name) else { throw CourseFileError(reason: "no") }
    return Array(d)
  }
}

@Test func dump() throws {
  let reading = CourseReader(files: F()).readCourse()
  for i in reading.issues.prefix(20) { print(i) }
  print("issues", reading.issues.count)
  guard let course = reading.course else { return }
  for size in [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12), Size(columns: 132, rows: 43)] {
    for glyphs in [GlyphLevel.braille, .ascii] where glyphs == .braille || size.columns == 80 {
    var state = TutorState(course: course, display: Display(size: size, glyphs: Glyphs(glyphs)))
    let keys = (ProcessInfo.processInfo.environment["KEYS"] ?? "").split(separator: " ")
    print(TutorView.draw(state).lines.joined(separator: "\n"))
    if let place = ProcessInfo.processInfo.environment["PLACE"] { state.open(try CoursePlace(place, in: course)) }
    for k in keys {
      let key: Key = switch k { case "right": .right; case "enter": .enter; case "tab": .tab; default: .character(k.first!) }
      if let m = TutorKeys.message(for: key, in: state) { _ = state.update(m) }
    }
    print(TutorView.draw(state).lines.joined(separator: "\n"))
    }
  }
}
