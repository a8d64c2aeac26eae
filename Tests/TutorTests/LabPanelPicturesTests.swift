import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

/// Histogram, heat map and confusion of runs that were trained.
@Suite struct LabPanelPicturesTests {
  static let sizes = [(20, 4), (40, 10), (60, 18), (130, 38)]

  static func digits(_ change: (inout LabLook) -> Void = { _ in }) throws -> LabPicture {
    try trainedPicture(digitRuns, steps: 120) {
      $0.run = 1
      $0.chosen = WeightPlace(layer: 0, input: 27, unit: 2)
      change(&$0)
    }
  }

  private func drawn(
    _ panel: LabPanel, _ picture: LabPicture, _ glyphs: Glyphs, columns: Int, rows: Int
  ) -> CellBuffer {
    let size = Size(columns: columns, rows: rows)
    var buffer = CellBuffer(size)
    LabPanelView(panel, picture, glyphs: glyphs).draw(into: &buffer, in: Rect(size))
    return buffer
  }

  private func lines(_ panel: LabPanel, _ picture: LabPicture) -> [String] {
    LabPanelView(panel, picture, glyphs: Glyphs(.braille)).lines()
  }

  // MARK: Cells

  @Test func `what panels show of trained runs`() throws {
    let digits = try Self.digits()
    let spiral = try trainedPicture(spiralRuns, steps: 100) { $0.layer = 1 }
    for (columns, rows) in Self.sizes {
      let place = "\(columns)x\(rows)"
      func expect(
        _ panel: LabPanel, _ picture: LabPicture, _ glyphs: Glyphs, _ name: String
      ) {
        expectSnapshot(
          drawn(panel, picture, glyphs, columns: columns, rows: rows),
          named: "panel-\(name)-\(place)-\(glyphs.hasShades ? "shades" : glyphs.level.rawValue)")
      }
      for panel in [LabPanel.histogram, .weights, .confusion] {
        expect(panel, digits, Glyphs(.braille), "\(panel.rawValue)-digits")
      }
      expect(.weights, spiral, Glyphs(.braille), "weights-spiral")
      guard columns == 60 else { continue }
      for panel in [LabPanel.histogram, .weights, .confusion] {
        expect(panel, digits, Glyphs(.ascii), "\(panel.rawValue)-digits")
        expect(panel, digits, Glyphs(.blocks), "\(panel.rawValue)-digits")
      }
      expect(.weights, digits, Glyphs(.braille, colors: .extended), "weights-digits")
    }
  }

  @Test func `nothing is drawn outside of any rectangle`() throws {
    let digits = try Self.digits()
    let spiral = try trainedPicture(spiralRuns, steps: 20)
    let glyphs = [
      Glyphs(.braille), Glyphs(.blocks, colors: .extended), Glyphs(.ascii),
    ]
    for glyphs in glyphs {
      for columns in [1, 2, 3, 5, 9, 16, 25, 47, 80, 121] {
        for rows in [1, 2, 3, 4, 5, 7, 8, 12, 17, 29] {
          for (picture, panel) in [
            (digits, LabPanel.histogram), (digits, .weights), (digits, .confusion),
            (spiral, .weights), (spiral, .confusion),
          ] {
            var buffer = CellBuffer(Size(columns: columns + 4, rows: rows + 2))
            LabPanelView(panel, picture, glyphs: glyphs).draw(
              into: &buffer, in: Rect(column: 2, row: 1, columns: columns, rows: rows))
            let outside = (0..<rows + 2).contains { row in
              (0..<columns + 4).contains { column in
                let isInside = 1...rows ~= row && 2..<columns + 2 ~= column
                return !isInside && buffer[column, row] != .blank
              }
            }
            #expect(!outside, "\(panel) at \(columns)x\(rows), \(glyphs.level)")
            #expect(
              glyphs.level != .ascii
                || buffer.lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
          }
        }
      }
    }
  }

  @Test func `what is degenerate is drawn as well`() throws {
    var picture = try Self.digits {
      $0.layer = .max
      $0.first = .max
      $0.run = .max
    }
    func drawAll() {
      for panel in [LabPanel.histogram, .weights, .confusion] {
        for (columns, rows) in Self.sizes {
          _ = drawn(panel, picture, Glyphs(.braille), columns: columns, rows: rows)
        }
        #expect(!lines(panel, picture).isEmpty)
        _ = LabPanelView(panel, picture, glyphs: Glyphs(.ascii)).charts()
      }
    }
    drawAll()
    picture.look = LabLook()
    picture.observation.runs[0].matrix = WeightMatrix(
      layer: 0, inputs: 64, units: 1,
      values: [.nan, .infinity, -.infinity] + Array(repeating: 0, count: 61))
    picture.observation.runs[0].confusion = Confusion(
      names: ["a"], counts: [[0]], misclassified: [])
    picture.observation.runs[0].histograms[0].counts = [0]
    picture.observation.runs[0].histogramHistory = []
    drawAll()
    #expect(lines(.confusion, picture)[0].contains("0 of 0"))
    picture.observation.runs[0].matrix = nil
    picture.observation.runs[0].confusion = nil
    picture.observation.runs[0].histograms = []
    drawAll()
    #expect(lines(.weights, picture) == ["Weights: none are observed yet."])
  }

  @Test func `the chosen unit's tile is in sight`() throws {
    for unit in 0..<16 {
      let picture = try trainedPicture([digitRuns[0]], steps: 1) {
        $0.chosen = WeightPlace(layer: 0, input: 27, unit: unit)
      }
      for (columns, rows) in [(20, 12), (40, 10), (60, 18)] {
        let lines = drawn(
          .weights, picture, Glyphs(.braille), columns: columns, rows: rows
        ).lines
        let marks = lines.dropFirst(rows >= 8 && columns >= 24 ? 1 : 0)
        #expect(
          marks.contains { " \($0) ".contains("▸\(unit + 1) ") },
          "unit \(unit + 1) at \(columns)x\(rows)")
      }
    }
  }

  // MARK: Figures

  @Test func `a histogram's figures are those of the weights`() throws {
    let picture = try Self.digits()
    let values = try #require(picture.run.matrix).values
    let zeros = values.count { $0 == 0 }
    let small = values.count { $0.magnitude < 1e-3 }
    try #require(zeros > 0 && small > zeros && zeros < values.count)
    let text = lines(.histogram, picture).joined(separator: "\n")
    #expect(text.contains("L1: at step 120, \(zeros.share(of: 1024)) weights are exactly 0"))
    #expect(text.contains("and \(small.share(of: 1024)) are below 0.001 in size"))
    #expect(text.contains("none: at step 120, 0 of 1,024"))
    let l1 = values.reduce(0.0) { $0 + Double($1.magnitude) }
    #expect(text.contains("the L1 norm of the layer is \(l1.figure)"))
    #expect(text.contains("the exact zeros went from 0 to \(zeros)"))
    let half = try #require(HistogramPanel.half(picture.run.histograms[0]))
    #expect(text.contains("between \(half.low.figure) and \(half.high.figure) lie"))
    #expect(half.count == values.count { Double($0) >= half.low && Double($0) < half.high })
    #expect(2 * half.count >= values.count && half.count < values.count)
    let drawing = drawn(.histogram, picture, Glyphs(.braille), columns: 130, rows: 38).lines
    #expect(drawing.contains { $0.contains("exactly 0") && $0.contains(" \(zeros) ") })
    #expect(drawing.contains { $0.contains("none  exactly 0 0 of 1,024") })
  }

  @Test func `half of the weights lie where it is said`() throws {
    let statistics = try trainedPicture(spiralRuns, steps: 1).run.layers[0]
    func half(_ counts: [Int]) -> [Double]? {
      HistogramPanel.half(WeightHistogram(range: 2, counts: counts, statistics: statistics))
        .map { [$0.low, $0.high, Double($0.count)] }
    }
    #expect(half([0, 0, 0, 0]) == nil)
    #expect(half([1, 1, 1, 1]) == [-1, 1, 2])
    #expect(half([0, 0, 7, 0]) == [0, 1, 7])
    #expect(half([10, 0, 1, 0]) == [-2, -1, 10])
  }

  @Test func `the sentences on pixels count what is cut off`() throws {
    let picture = try Self.digits()
    let matrix = try #require(picture.run.matrix)
    let cutOff = (0..<64).filter { pixel in
      (0..<16).allSatisfy { matrix.values[pixel * 16 + $0] == 0 }
    }
    let onBorder = cutOff.filter { [0, 7].contains($0 / 8) || [0, 7].contains($0 % 8) }
    try #require(!onBorder.isEmpty && cutOff.count < 64)
    let text = lines(.weights, picture).joined(separator: "\n")
    #expect(
      text.contains(
        "\(cutOff.count) of 64 pixels are cut off, all their weights exactly 0; "
          + "\(onBorder.count) of them are among the 28 on the border."))
    let largest = matrix.values.indices.max {
      matrix.values[$0].magnitude < matrix.values[$1].magnitude
    }
    let index = try #require(largest)
    #expect(
      text.contains(
        "from pixel_\(index / 16 / 8)_\(index / 16 % 8) to unit \(index % 16 + 1): "
          + "\(Double(matrix.values[index]).figure)."))
  }

  @Test func `a small matrix is told in full`() throws {
    let picture = try trainedPicture(spiralRuns, steps: 50)
    let matrix = try #require(picture.run.matrix)
    let text = lines(.weights, picture)
    let drawing = drawn(.weights, picture, Glyphs(.braille), columns: 90, rows: 12).lines
    for input in 0..<2 {
      let figures = (0..<5).map { Double(matrix.values[input * 5 + $0]).figure }
      #expect(text.contains { line in figures.allSatisfy { line.contains($0) } })
      #expect(drawing.contains { line in figures.allSatisfy { line.contains($0) } })
    }
  }

  @Test func `confusions are counted and ordered`() throws {
    let picture = try Self.digits()
    let confusion = try #require(picture.run.confusion)
    let accuracy = try #require(picture.run.now.validationAccuracy)
    let total = picture.run.evaluated.validation
    #expect(Double(confusion.found) == (accuracy * Double(total)).rounded())
    let text = lines(.confusion, picture)
    #expect(
      text[0].contains("\(confusion.found.share(of: total)) validation samples"))
    let most = (0..<10).flatMap { label in
      (0..<10).compactMap { label == $0 ? nil : confusion.counts[label][$0] }
    }.max()
    let first = try #require(confusion.mistakes(1).first)
    #expect(first.count == most)
    #expect(text[1].hasPrefix("\(first.label) is taken for \(first.found) \(first.count) time"))
    let missed = try #require(confusion.misclassified.first)
    let drawing = drawn(.confusion, picture, Glyphs(.braille), columns: 130, rows: 38).lines
    #expect(drawing.contains { $0.contains("\(missed.label)→\(missed.found)") })
  }

  @Test func `all classes can be scrolled to`() throws {
    var picture = try Self.digits()
    var seen: Set<Character> = []
    for first in 0..<10 {
      picture.look.first = first
      let lines = drawn(.confusion, picture, Glyphs(.braille), columns: 44, rows: 8).lines
      #expect(lines.last?.hasPrefix("classes \(min(first, 5) + 1) to ") == true)
      seen.formUnion(lines.dropFirst(2).dropLast().compactMap(\.first))
    }
    #expect(seen == Set("0123456789"))
  }

  @Test func `charts of histogram and weights are files`() throws {
    let picture = try Self.digits()
    let names = [LabPanel.histogram, .weights, .confusion].flatMap {
      LabPanelView($0, picture, glyphs: Glyphs(.ascii)).charts()
    }
    #expect(names.map(\.name) == ["histogram.svg", "histogram-history.svg", "weights.svg"])
    for text in names {
      #expect(text.content.hasPrefix("<svg "))
      #expect(text.content.contains("L1</title>") || text.content.contains("L1, "))
    }
  }
}
