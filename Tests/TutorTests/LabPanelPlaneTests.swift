import Foundation
import Lessons
import Regularization
import TerminalUI
import TestSupport
import Testing

@testable import Tutor

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The panels of the plane and of the network, and charts as files, from runs that were trained.
@Suite struct LabPanelPlaneTests {
  static let spec = labSpec {
    $0.data = DataSpec(.generated(.spiral), samples: 80, validationShare: 0.25)
    $0.network = NetworkPlan(
      hiddenUnits: [4], activation: .relu, dropProbabilities: [0, 0.5],
      penalties: [Penalty(l1: 0.02)])
  }

  /// A run, or two, after 60 updates with a change on the way.
  static func picture(
    _ specs: [TrainingSpec] = [spec], size: Size = Size(columns: 60, rows: 18)
  ) throws -> LabPicture {
    let group = try RunGroup(
      specs.map { ($0, try DataLoader.load($0.data, seed: $0.seed, files: NoFiles())) })
    group.advance(steps: 30)
    group.change(.learningRate(0.05))
    group.advance(steps: 30)
    let plan = labPlan(
      specs.indices.map { LabRun(id: "r\($0)", title: "run \($0)", spec: specs[$0]) })
    var request = LabPanelView.request(
      for: [.surface, .network, .confusion], of: group.summary, look: LabLook(), size: size)
    request.surfaceColumns = max(1, request.surfaceColumns)
    return LabPicture(plan: plan, samples: group.summary, observation: group.observe(request))
  }

  static let twins = [
    spec,
    labSpec {
      $0.data = spec.data
      $0.network = NetworkPlan(hiddenUnits: [4], activation: .relu)
    },
  ]

  private func draw(
    _ panel: LabPanel, _ picture: LabPicture, _ size: (Int, Int), _ glyphs: Glyphs
  ) -> CellBuffer {
    let size = Size(columns: size.0, rows: size.1)
    var buffer = CellBuffer(size)
    LabPanelView(panel, picture, glyphs: glyphs).draw(into: &buffer, in: Rect(size))
    return buffer
  }

  @Test(arguments: [LabPanel.surface, .network])
  func `both are drawn at every size`(panel: LabPanel) throws {
    for (columns, rows) in [(20, 4), (40, 10), (60, 18), (130, 38)] {
      let picture = try Self.picture(
        columns == 130 ? Self.twins : [Self.spec], size: Size(columns: columns, rows: rows))
      for level in columns == 60 ? [GlyphLevel.braille, .ascii] : [.braille] {
        expectSnapshot(
          draw(panel, picture, (columns, rows), Glyphs(level)),
          named: "panel-\(panel.rawValue)-\(columns)x\(rows)-\(level.rawValue)")
      }
    }
    let picture = try Self.picture()
    for level in GlyphLevel.allCases {
      for columns in 1...40 {
        for rows in [1, 2, 3, 5, 8, 13] { _ = draw(panel, picture, (columns, rows), Glyphs(level)) }
      }
    }
  }

  // MARK: Figures

  @Test func `the surface's sentences have the run's figures`() throws {
    let picture = try Self.picture()
    let run = picture.run
    let lines = LabPanelView(.surface, picture, glyphs: Glyphs(.braille)).lines()
    let confusion = try #require(run.confusion)
    let found = confusion.counts.indices.reduce(0) { $0 + confusion.counts[$1][$1] }
    #expect(picture.samples.validation == 20)
    #expect(lines.contains { $0.contains("and of \(found.share(of: 20)) validation points") })
    let training = Int((try #require(run.now.trainingAccuracy) * 60).rounded())
    #expect(
      lines.contains { $0.contains("found of \(training.share(of: 60)) training points") })
    let values = try #require(run.surface).values.map(Double.init)
    let low = try #require(values.min()).figure
    let high = try #require(values.max()).figure
    #expect(lines.contains("The output reaches from \(low) to \(high)."))
    #expect(lines.contains { $0.hasPrefix("Output of the network over x₁ and x₂") }, "\(lines[0])")
  }

  @Test func `a change of sign is found where it is`() throws {
    var picture = try Self.picture()
    // Negative left of -1 and above 2, on a grid whose places are half a unit apart.
    let values = (0..<16 * 16).map { cell -> Float in
      let x = -4 + (Double(cell % 16) + 0.5) / 2
      let y = 4 - (Double(cell / 16) + 0.5) / 2
      return x < -1 || y > 2 ? -0.9 : 0.9
    }
    picture.observation.runs[0].surface = DecisionSurface(
      columns: 16, rows: 16, values: values, limit: 4)
    let lines = LabPanelView(.surface, picture, glyphs: Glyphs(.braille)).lines()
    #expect(
      lines.contains("Along x₁, where x₂ is -0.25, the output changes its sign near -1."),
      "\(lines)")
    #expect(
      lines.contains("Along x₂, where x₁ is 0.25, the output changes its sign near 2."), "\(lines)")
    let table = lines.suffix(9).map { $0.split(separator: " ").map(String.init) }
    #expect(table.first == ["3.8"] + Array(repeating: "-", count: 9))
    #expect(table.last == ["-3.8"] + ["-", "-", "-", "-"] + Array(repeating: "+", count: 5))
  }

  @Test func `the network's sentences have the picture's figures`() throws {
    var picture = try Self.picture()
    var seen = try #require(picture.run.picture)
    #expect(seen.activations.map(\.count) == [2, 4, 1])
    seen.isDropped[1] = [true, false, false, true]
    seen.activations[1] = [1, 0, 0.25, 0]
    seen.weights[0] = [0.5, -0.75, 0, 0.125, 0, 0, 2, -1]
    picture.observation.runs[0].picture = seen
    let lines = LabPanelView(.network, picture, glyphs: Glyphs(.braille)).lines()
    #expect(
      lines.contains("Hidden 1: 4 units, 2 dropped in the next update, 2 give 0."), "\(lines)")
    #expect(
      lines.contains(
        "From input to hidden 1: 3 of 8 links are exactly 0; the strongest: "
          + "x₂ to hidden 1 unit 3 2.0000, x₂ to hidden 1 unit 4 -1.0000, "
          + "x₁ to hidden 1 unit 2 -0.7500."), "\(lines)")
    let drawn = draw(.network, picture, (60, 18), Glyphs(.braille))
    #expect(drawn.lines.joined().filter { $0 == "✕" }.count == 3)
  }

  @Test func `masks are those of the run`() throws {
    let picture = try Self.picture()
    let seen = try #require(picture.run.picture)
    let dropped = seen.isDropped[1].count { $0 }
    let said = dropped == 0 ? "none dropped" : "\(dropped) dropped"
    let lines = LabPanelView(.network, picture, glyphs: Glyphs(.ascii)).lines()
    #expect(lines.contains { $0.hasPrefix("Hidden 1: 4 units, \(said) in the next update") })
  }

  // MARK: Odd pictures

  @Test func `odd pictures are drawn, read and written`() throws {
    var odd: [LabPicture] = []
    let picture = try Self.picture()
    var one = picture
    one.samples.trainingPoints = []
    one.samples.validationPoints = []
    one.observation.runs[0].surface?.values = []
    odd.append(one)
    one.observation.runs[0].surface = DecisionSurface(
      columns: 3, rows: 2, values: Array(repeating: .nan, count: 6), limit: 1)
    one.observation.runs[0].picture?.activations = [[.nan], [0], [.infinity]]
    one.observation.runs[0].picture?.isDropped = []
    one.observation.runs[0].picture?.weights = [[.nan], [0]]
    odd.append(one)
    one.observation.runs[0].picture = NetworkPicture(activations: [[1]], isDropped: [], weights: [])
    one.observation.runs[0].surface = nil
    odd.append(one)
    one = picture
    one.samples.classNames = ["a", "b", "c"]
    one.observation.runs[0].surface = DecisionSurface(
      columns: 2, rows: 2, values: [0.5, 0.9, 0.1, 1], classes: [0, 1, 2, 1], limit: 2)
    one.observation.runs[0].picture = nil
    odd.append(one)
    one = picture
    one.samples.classNames = []
    one.observation.runs[0].now.trainingAccuracy = nil
    one.observation.runs[0].now.dataLoss = .nan
    one.observation.runs[0].curves = []
    odd.append(one)
    for picture in odd {
      for panel in [LabPanel.surface, .network, .loss, .norms] {
        for glyphs in [
          Glyphs(.braille, colors: .extended), Glyphs(.blocks), Glyphs(.ascii),
        ] {
          for size in [(1, 1), (2, 3), (17, 5), (40, 12), (120, 40)] {
            _ = draw(panel, picture, size, glyphs)
          }
          let view = LabPanelView(panel, picture, glyphs: glyphs)
          #expect(!view.lines().isEmpty)
          for chart in view.charts() { #expect(isXML(chart.content), "\(chart.name)") }
        }
      }
    }
    let many = draw(.surface, odd[3], (40, 12), Glyphs(.ascii)).lines.joined()
    #expect(many.contains("22222"))
  }

  // MARK: Files

  private func isXML(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

  /// The numbers of corners of all polylines.
  private func corners(_ text: String) -> [Int] {
    text.split(separator: "\n").filter { $0.hasPrefix("<polyline") }.map { line in
      line.split(separator: "\"")[1].split(separator: " ").count
    }
  }

  @Test func `charts have every point of every curve`() throws {
    let picture = try Self.picture(Self.twins)
    let points = picture.run.curves.count
    #expect(points > 20)
    var names: [String] = []
    for (panel, curves) in [(LabPanel.loss, 6), (.accuracy, 4), (.norms, 2), (.surface, 0)] {
      for chart in LabPanelView(panel, picture, glyphs: Glyphs(.ascii)).charts() {
        names.append(chart.name)
        #expect(isXML(chart.content), "\(chart.name)")
        #expect(
          corners(chart.content) == Array(repeating: points, count: curves), "\(chart.name)")
        if panel != .surface { #expect(chart.content.contains("η 0.1→0.05")) }
      }
    }
    #expect(
      names == [
        "loss.svg", "accuracy.svg", "norms-l1.svg", "norms-l2.svg", "surface-1.svg",
        "surface-2.svg",
      ])
  }

  @Test func `a hole in a curve breaks its line and a name cannot break the file`() throws {
    var chart = LineChart(
      [
        LineChart.Series(
          "<a & \"b\">", steps: [0, 2, 3, 7, 9, 12], values: [1, 2, nil, 4, .nan, 6], index: 0,
          pattern: 1)
      ], xLabel: "step", yLabel: "loss")
    chart.marks = [LineChart.Mark(step: 3, label: "here"), LineChart.Mark(step: 99, label: "far")]
    let text = chart.svg(title: "a\u{1B}[1m")
    #expect(isXML(text))
    #expect(corners(text) == [2])
    #expect(text.components(separatedBy: "<circle").count == 3)
    #expect(text.contains("here") && !text.contains(">far<"))
    let odd = LineChart([LineChart.Series("e", values: [], index: 0)])
    #expect(isXML(odd.svg(title: "")))
  }

  @Test func `every sample is a form over the surface`() throws {
    let picture = try Self.picture()
    let chart = try #require(
      LabPanelView(.surface, picture, glyphs: Glyphs(.ascii)).charts().first)
    let lines = chart.content.split(separator: "\n")
    let forms = lines.count { $0.hasPrefix("<polygon") || $0.hasPrefix("<circle") }
    // 80 samples and the legend's two forms of two classes.
    #expect(forms == 84)
    #expect(lines.count { $0.contains("fill-opacity") } > 10)
  }
}
