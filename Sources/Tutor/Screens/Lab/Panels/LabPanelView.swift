import Lessons
import Regularization
import TerminalUI

/// A panel of the lab: as cells, as sentences with a small table, and as a picture for a file.
struct LabPanelView {
  let panel: LabPanel
  let picture: LabPicture
  let glyphs: Glyphs

  init(_ panel: LabPanel, _ picture: LabPicture, glyphs: Glyphs) {
    self.panel = panel
    self.picture = picture
    self.glyphs = glyphs
  }

  private var content: any LabPanelContent {
    switch panel {
    case .loss: LossPanel(picture: picture)
    case .accuracy: AccuracyPanel(picture: picture)
    case .histogram: HistogramPanel(picture: picture)
    case .norms: NormsPanel(picture: picture)
    case .weights: WeightsPanel(picture: picture)
    case .surface: SurfacePanel(picture: picture)
    case .network: NetworkPanel(picture: picture)
    case .table: TablePanel(picture: picture)
    case .confusion: ConfusionPanel(picture: picture)
    case .units: UnitsPanel(picture: picture)
    case .twins: TwinsPanel(picture: picture)
    }
  }

  /// Whether there is a run to show at all.
  private var isEmpty: Bool { picture.observation.runs.isEmpty }

  /// A few words that head the panel: "loss (evaluation mode, 1,000 of 60,000 samples)".
  var title: String { isEmpty ? panel.rawValue : content.title }

  /// Draws the panel's content, without its title, into a rectangle of any size.
  func draw(into buffer: inout CellBuffer, in rect: Rect) {
    guard rect.columns > 0, rect.rows > 0, !isEmpty else { return }
    content.draw(into: &buffer, in: rect, glyphs: glyphs)
  }

  /// What it shows, for a linear reading.
  func lines() -> [String] {
    isEmpty ? ["Nothing is trained yet."] : content.lines(glyphs: glyphs).map(glyphs.text)
  }

  /// Names and contents of SVG files; none for panels that are tables.
  func charts() -> [LabExport.Text] { isEmpty ? [] : content.charts() }

  /// The panel in a document: a picture with what it shows, tables.
  ///
  /// - Parameter size: of the picture where there are only letters.
  func handoutParts(size: Size) -> [HandoutPart] {
    guard !isEmpty else { return [] }
    let lines = content.lines(glyphs: glyphs)
    let sentences = Array(lines.prefix { !$0.isEmpty })
    let rest = Array(lines.dropFirst(sentences.count).drop { $0.isEmpty })
    var parts: [HandoutPart] = []
    let charts = charts()
    var buffer = CellBuffer(size)
    draw(into: &buffer, in: Rect(size))
    if charts.isEmpty {
      parts += [.heading(title), .sentences(sentences.map(Prose.escaped))]
      // Its picture is one of letters alone.
      if panel == .network { parts.append(.lines(buffer.lines.trimmed)) }
    } else {
      parts.append(
        .chart(
          HandoutChart(
            title: title, svg: charts.map(\.content), text: buffer.lines, summary: sentences)))
    }
    if let tables = content.tables { return parts + tables.map { .table($0) } }
    return rest.isEmpty ? parts : parts + [.lines(rest)]
  }

  /// What must be observed so that panels can be drawn.
  static func request(
    for panels: [LabPanel], of samples: SampleSummary, look: LabLook, size: Size
  ) -> ObservationRequest {
    var request = ObservationRequest()
    for panel in panels {
      switch panel {
      case .loss, .accuracy, .norms, .twins: break
      case .histogram: request.histograms = true
      case .weights: request.matrixLayer = max(0, look.layer)
      case .surface:
        guard samples.inputs == 2 else { break }
        // Two values to a cell of a square that is about twice as many cells wide as high.
        let rows = max(4, min(size.rows, size.columns / 2, 40))
        request.surfaceColumns = 2 * rows
        request.surfaceRows = 2 * rows
      case .network: request.networkSample = 0
      case .table:
        request.extremes = max(3, min(size.rows, 20))
        request.chosen = look.chosen ?? LabLook.firstWeight
      case .confusion: request.confusion = true
      case .units: request.units = true
      }
    }
    return request
  }

  /// Whether a panel has anything to show: no surface without two inputs, no accuracy without
  /// classes, no confusion, no network where a layer is too large, no units without hidden layers
  /// or where one is too large, no twins of one.
  static func isOf(_ panel: LabPanel, _ plan: LabPlan, _ samples: SampleSummary) -> Bool {
    switch panel {
    case .loss, .histogram, .norms, .weights, .table: return true
    case .accuracy, .confusion: return samples.isOfClasses
    case .surface: return samples.inputs == 2
    case .network:
      let layers = plan.runs.map { $0.spec.network.hiddenUnits }
      let widest = (layers.joined() + [samples.inputs, samples.classNames.count]).max() ?? 0
      return widest <= ObservationRequest.pictureUnitLimit
    case .units: return plan.runs.first?.spec.network.reasonAgainstUnits == nil
    case .twins: return plan.runs.count > 1
    }
  }
}

/// What one kind of panel shows of a picture that has a run.
protocol LabPanelContent {
  var title: String { get }
  func draw(into buffer: inout CellBuffer, in rect: Rect, glyphs: Glyphs)
  func lines(glyphs: Glyphs) -> [String]
  func charts() -> [LabExport.Text]
  /// What stands behind the sentences of ``lines(glyphs:)`` as tables; `nil`: those lines as they are.
  var tables: [Table]? { get }
}

extension LabPanelContent {
  func charts() -> [LabExport.Text] { [] }
  var tables: [Table]? { nil }
}

extension LabLook {
  /// What is explained until another weight is chosen.
  static let firstWeight = WeightPlace(layer: 0, input: 0, unit: 0)
}
