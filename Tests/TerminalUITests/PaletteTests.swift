import Foundation
import TerminalUI
import Testing

@Suite struct PaletteTests {
  static let inks: [Ink] =
    [.muted, .accent, .positive, .negative, .good, .bad] + (0..<8).map { .series($0) }

  /// Relative luminance of an entry of the 256-colour cube or its greys.
  ///
  /// *Source*: WCAG 2.1.
  private func luminance(_ index: Int) -> Double {
    let levels = [0.0, 95, 135, 175, 215, 255]
    let channels: [Double]
    if index >= 232 {
      channels = Array(repeating: Double(8 + 10 * (index - 232)), count: 3)
    } else {
      let cube = index - 16
      channels = [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
    }
    let linear = channels.map { channel -> Double in
      let share = channel / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  @Test(arguments: inks)
  func `256 colours read on black and on white`(ink: Ink) throws {
    let index = try #require(Palette(.extended).color(of: ink))
    let light = luminance(index)
    #expect((light + 0.05) / 0.05 >= 3.5)
    #expect(1.05 / (light + 0.05) >= 3.5)
  }

  @Test(arguments: ColorLevel.allCases)
  func `normal text is in the terminal's own colour`(level: ColorLevel) {
    #expect(Palette(level).rendition(of: .normal) == Rendition())
  }

  @Test(arguments: inks)
  func `no colour means no colour`(ink: Ink) {
    #expect(Palette(.none).rendition(of: Style(ink)).foreground == nil)
  }

  @Test func `without colour the accent is bold and what is muted is dim`() {
    let palette = Palette(.none)
    #expect(palette.rendition(of: .accent).isBold)
    #expect(palette.rendition(of: .muted).isDim)
    #expect(palette.rendition(of: Style(reversed: true)).isReversed)
  }

  @Test func `16 colours avoid black, white, greys and yellow`() {
    for ink in Self.inks {
      guard let index = Palette(.sixteen).color(of: ink) else { continue }
      #expect(![0, 3, 7, 8, 11, 15].contains(index), "\(ink)")
    }
  }
}
