import Lessons
import TerminalUI
import Testing
import Tutor

struct KeyTableTests {
  private static var states: [TutorState] {
    get throws {
      var states = [
        TutorState(
          course: shippedCourse,
          display: Display(size: Size(columns: 80, rows: 24), glyphs: Glyphs(.braille)))
      ]
      for place in ["1:1", "1:2", "1:3", "why-zero:turn-lambda", "l2-by-iteration:rounded-chain"] {
        states.append(try opened(shippedCourse, at: place))
      }
      return states
    }
  }

  @Test func noKeyMeansTwoThingsOnOneScreen() throws {
    for state in try KeyTableTests.states {
      let keys = TutorKeys.bindings(for: state).filter(\.isEnabled).flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func everyEnabledBindingIsDispatched() throws {
    for state in try KeyTableTests.states where state.panel?.pendingAsk == nil {
      for binding in TutorKeys.bindings(for: state) where binding.isEnabled {
        for key in binding.keys {
          #expect(TutorKeys.message(for: key, in: state) == binding.message)
        }
      }
    }
  }

  @Test func nothingIsOnEscapeAlone() throws {
    for state in try KeyTableTests.states {
      for binding in TutorKeys.bindings(for: state) where binding.keys.contains(.escape) {
        #expect(binding.keys.count > 1)
      }
    }
  }
}
