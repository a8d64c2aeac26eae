import Lessons
import Regularization
import TerminalUI

/// The units as people in teams: who stays at home this morning, who does how much of the work, and what
/// everybody has learned.
struct MaskCompanyView {
  private let frame: MaskPanelView
  private let panel: MaskPanelState
  private let glyphs: Glyphs

  init(_ frame: MaskPanelView) {
    self.frame = frame
    panel = frame.panel
    glyphs = frame.glyphs
  }

  private static let gaugeColumns = 10

  func blocks() -> [PageLayout.Block] {
    guard let company = panel.company?.answer, let iteration = panel.iteration else { return [] }
    let words = MaskCompanyWords(panel)
    var blocks: [PageLayout.Block] = [frame.block(frame.wrapped(words.morning, .bold, indent: 2))]
    let teams = company.teams.map { team in
      (team, company.people(of: team, in: iteration, row: panel.place.row))
    }
    let needed = teams.reduce(0) { $0 + $1.1.count + 2 }
    let tables = teams.map { table($0.0, $0.1) }
    // All teams have the same columns.
    let rank = tables.map { $0.rank(fitting: frame.columns, glyphs: glyphs) }.min() ?? 0
    for ((team, people), columns) in zip(teams, tables) {
      if needed + teams.count + 4 <= frame.rows { blocks.append(frame.block([StyledLine()])) }
      let table = columns.table(upTo: rank, glyphs: glyphs)
      blocks.append(
        frame.block(frame.wrapped(words.team(team, people), .accent, indent: 2)))
      blocks.append(
        PageLayout.Block(
          rows: table.headerRows + table.rows.count, columns: frame.columns,
          draw: { table.draw(into: &$0, in: $1, glyphs: glyphs) }))
    }
    blocks.append(frame.block(frame.wrapped(words.measure, .muted, indent: 2)))
    // The mornings go by in the first rows: they stay in sight.
    for index in blocks.indices.dropLast() { blocks[index].isFocus = true }
    return blocks
  }

  private func table(_ team: Int, _ people: [MaskCompany.Person]) -> RankedTable {
    let figures = MaskFigures()
    func optional(_ value: Double?, _ text: (Double) -> String) -> StyledLine {
      value.map { StyledLine(text($0)) } ?? StyledLine("–", .muted)
    }
    return RankedTable(columns: [
      RankedTable.Column(
        title: "", alignment: .leading, rank: 0,
        cells: people.map {
          StyledLine(
            $0.isAtWork ? glyphs.point : glyphs.dropped,
            $0.isAtWork ? Style(.accent, bold: true) : .muted)
        }),
      RankedTable.Column(
        title: "", alignment: .leading, rank: 0,
        cells: people.indices.map {
          StyledLine(
            panel.spec.name(ofUnit: $0, layer: team), people[$0].isAtWork ? .bold : .muted)
        }),
      RankedTable.Column(
        title: "this morning", alignment: .leading, rank: 0,
        cells: people.map {
          StyledLine(
            MaskCompanyWords.state(of: $0), $0.isAtWork ? .normal : .muted)
        }),
      RankedTable.Column(
        title: "", alignment: .leading, rank: 4,
        cells: people.map {
          Gauge(fraction: $0.today).line(columns: MaskCompanyView.gaugeColumns, glyphs: glyphs)
        }),
      RankedTable.Column(
        title: "work", alignment: .trailing, rank: 0,
        cells: people.map { StyledLine(MaskCompanyWords.percent($0.today)) }),
      RankedTable.Column(
        title: "so far", alignment: .trailing, rank: 1,
        cells: people.map { StyledLine(MaskCompanyWords.percent($0.soFar), .bold) }),
      RankedTable.Column(
        title: "full house", alignment: .trailing, rank: 3,
        cells: people.map { optional($0.soFarInFullHouse, MaskCompanyWords.percent) }),
      RankedTable.Column(
        title: "learned", rank: 2,
        cells: people.map { optional($0.learned, figures.short) }),
      RankedTable.Column(
        title: "full house", rank: 3,
        cells: people.map { optional($0.learnedInFullHouse, figures.short) }),
    ])
  }
}

/// What is said of the company, on the screen and in sentences.
struct MaskCompanyWords {
  private let panel: MaskPanelState

  init(_ panel: MaskPanelState) { self.panel = panel }

  static func percent(_ share: Double) -> String {
    "\((share * 100).rounded(significantDigits: share < 0.1 ? 2 : 3))%"
  }

  static func state(of person: MaskCompany.Person) -> String {
    person.isAtWork ? person.covers ? "at work, covers" : "at work" : "stays at home"
  }

  /// Who is away, in a sentence.
  var morning: String {
    guard let pass = panel.pass, let company = panel.company?.answer else { return "" }
    let away = company.teams.flatMap { team in
      pass.units[team].indices.filter { pass.units[team][$0].isDropped }.map {
        panel.spec.name(ofUnit: $0, layer: team)
      }
    }
    let who =
      away.isEmpty
      ? "everybody is at work"
      : "\(away.joined(separator: ", ")) \(away.count == 1 ? "stays" : "stay") at home"
    return "This morning \(who). Tomorrow everybody draws again."
  }

  /// The team, how many are there, and how much the busiest does.
  func team(_ team: Int, _ people: [MaskCompany.Person]) -> String {
    let present = people.count { $0.isAtWork }
    var text = "Team \(panel.spec.title(ofLayer: team)): \(present) of \(people.count) at work"
    guard let busiest = people.max(by: { $0.soFar < $1.soFar }) else { return text }
    text += "; the busiest did \(MaskCompanyWords.percent(busiest.soFar)) so far"
    let full = people.compactMap(\.soFarInFullHouse).max()
    if let full { text += " (full house \(MaskCompanyWords.percent(full)))" }
    return text
  }

  var measure: String {
    "Work: Σ|fed·w| of a person out of the team’s. Learned: Σ|change| of the weights that lead to "
      + "the person, before this morning. Full house: the same run with p = 0."
  }

  /// A team in a sentence.
  func sentence(_ team: Int, _ people: [MaskCompany.Person]) -> String {
    let figures = MaskFigures()
    let words = people.indices.map { index -> String in
      let person = people[index]
      var text =
        "\(panel.spec.name(ofUnit: index, layer: team)) \(MaskCompanyWords.state(of: person))"
      if person.isAtWork { text += " and does \(MaskCompanyWords.percent(person.today))" }
      text += "; so far \(MaskCompanyWords.percent(person.soFar))"
      if let full = person.soFarInFullHouse {
        text += " (full house \(MaskCompanyWords.percent(full)))"
      }
      if let learned = person.learned {
        text += ", learned \(figures.short(learned))"
        if let full = person.learnedInFullHouse {
          text += " (full house \(figures.short(full)))"
        }
      }
      return text
    }
    return "\(self.team(team, people)). \(words.joined(separator: ". "))."
  }

  /// The whole morning.
  var sentences: [String] {
    guard let company = panel.company?.answer, let iteration = panel.iteration else { return [] }
    return [morning]
      + company.teams.map {
        sentence($0, company.people(of: $0, in: iteration, row: panel.place.row))
      }
  }
}
