import Testing

@testable import TerminalUI

struct LabelledNetworkTests {
  private static func network(
    _ widths: [Int], chosen: [LabelledNetwork.Place] = []
  ) -> LabelledNetwork {
    LabelledNetwork(
      layers: widths.map { width in
        (0..<width).map {
          LabelledNetwork.Unit(
            isDropped: $0 == 1, labels: [StyledLine("a long label \($0)"), StyledLine("s\($0)")])
        }
      },
      links: zip(widths, widths.dropFirst()).map { before, after in
        (0..<before).flatMap { from in
          (0..<after).map {
            LabelledNetwork.Link(
              from: from, to: $0, kind: from == 1 ? .silent : $0 == 0 ? .negative : .positive)
          }
        }
      },
      titles: widths.indices.map { ["layer number \($0)", "layer \($0)"] }, chosen: chosen)
  }

  private static func lines(
    _ network: LabelledNetwork, _ columns: Int, _ rows: Int, _ level: GlyphLevel = .braille
  ) -> [String] {
    var buffer = CellBuffer(Size(columns: columns, rows: rows))
    network.draw(into: &buffer, in: Rect(buffer.size), glyphs: Glyphs(level))
    return buffer.lines
  }

  @Test func theFullestWordsThatFitAreShownForAllUnitsAlike() {
    let network = LabelledNetworkTests.network([2, 3, 1])
    let wide = LabelledNetworkTests.lines(network, 80, 6).joined(separator: "\n")
    #expect(wide.contains("a long label 0") && wide.contains("layer number 1"))
    let narrow = LabelledNetworkTests.lines(network, 40, 6).joined(separator: "\n")
    #expect(narrow.contains("s0") && !narrow.contains("long"))
    let least = LabelledNetworkTests.lines(network, 14, 6).joined(separator: "\n")
    #expect(!least.contains("s0") && least.contains("●") && least.contains("✕"))
  }

  @Test(arguments: [0, 9, 19])
  func theChosenUnitIsInSightAmongMany(unit: Int) {
    let place = LabelledNetwork.Place(layer: 1, unit: unit)
    let network = LabelledNetworkTests.network([3, 20, 2], chosen: [place])
    let lines = LabelledNetworkTests.lines(network, 80, 8)
    #expect(lines.contains { $0.contains("▸") && $0.contains("a long label \(unit)") })
    // A title, six units, and how many there are beside them.
    #expect(lines.last?.contains("+14") == true)
  }

  @Test func theChosenLayerIsInSightAmongMany() {
    for layer in 0..<9 {
      let place = LabelledNetwork.Place(layer: layer, unit: 0)
      let network = LabelledNetworkTests.network([Int](repeating: 2, count: 9), chosen: [place])
      #expect(LabelledNetworkTests.lines(network, 12, 6).contains { $0.contains("▸") })
    }
  }

  @Test(arguments: [GlyphLevel.braille, .blocks, .ascii])
  func everySizeCanBeDrawn(level: GlyphLevel) {
    let place = LabelledNetwork.Place(layer: 2, unit: 4)
    let network = LabelledNetworkTests.network([4, 7, 5, 1], chosen: [place])
    for columns in 1...50 {
      for rows in 1...12 {
        let lines = LabelledNetworkTests.lines(network, columns, rows, level)
        #expect(lines.count == rows)
        if level == .ascii {
          let isASCII = lines.allSatisfy { $0.allSatisfy(\.isASCII) }
          #expect(isASCII)
        }
      }
    }
  }

  @Test func linksSayTheirSignWithoutColour() {
    let network = LabelledNetworkTests.network([1, 2])
    let ascii = LabelledNetworkTests.lines(network, 60, 4, .ascii).joined(separator: "\n")
    #expect(ascii.contains("+++") && ascii.contains("---"))
  }
}
