import Foundation
import Testing

@testable import TerminalUI

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Histograms, heat maps and tiles as SVG.
@Suite struct PictureFileTests {
  /// The elements of a file by name and attributes; what is not well formed is none.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append((name, attributes))
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if ["text", "title", "desc"].contains(name) { texts.append(text) }
      text = ""
    }
  }

  private func read(
    _ svg: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(svg.prefix(400))", sourceLocation: sourceLocation)
    try #require(reader.elements.first?.name == "svg", sourceLocation: sourceLocation)
    for element in reader.elements {
      for (name, value) in element.attributes where ["x", "y", "width", "height"].contains(name) {
        #expect(Double(value)?.isFinite == true, sourceLocation: sourceLocation)
      }
    }
    return reader
  }

  @Test func `text is escaped and numbers are plain`() throws {
    let title = "a < b & \"c\" \u{1B}[0m\u{0}"
    let svg = Histogram(counts: [1], range: 1, zeros: 0).svg(title: title, description: "<d>")
    let reader = try read(svg)
    #expect(reader.texts[0] == "a < b & \"c\" \u{FFFD}[0m\u{FFFD}")
    #expect(reader.texts[1] == "<d>")
    #expect(SVGWriter.number(-0.004) == "0")
    #expect(SVGWriter.number(-1.5) == "-1.5")
    #expect(SVGWriter.number(2.05) == "2.05")
    #expect(SVGWriter.number(.nan) == "0")
  }

  @Test func `a bar is as high as its count`() throws {
    let histogram = Histogram(counts: [10, 0, 40, 20, 5], range: 1, zeros: 30)
    let reader = try read(histogram.svg(title: "t", description: "d"))
    func heights(_ kind: String) -> [Double] {
      reader.elements.filter { $0.name == "rect" && $0.attributes["class"] == kind }
        .compactMap { $0.attributes["height"].flatMap(Double.init) }
    }
    #expect(heights("negative") == [55])
    #expect(heights("positive") == [110, 27.5])
    #expect(heights("muted") == [220])
    // The square of the legend, and three quarters of the bar in the middle.
    #expect(heights("zero") == [10, 165])
  }

  @Test func `a history has a rectangle for every count that is not 0`() throws {
    let history = HistogramHistory(
      [
        .init(step: 0, range: 1, counts: [1, 0, 3]), .init(step: 10, range: 1, counts: [0, 4, 0]),
        .init(step: 20, range: 2, counts: [0, 9, 1]),
      ], cursor: 10)
    let reader = try read(history.svg(title: "t", description: "d"))
    let rects = reader.elements.filter { $0.name == "rect" && $0.attributes["class"] != "frame" }
    #expect(rects.count == 5)
    let widths = rects.compactMap { $0.attributes["width"].flatMap(Double.init) }
    #expect(widths.allSatisfy { abs($0 - 550.0 / 3) < 0.01 })
    _ = try read(HistogramHistory([]).svg(title: "t", description: "d"))
  }

  /// The places that paths cover.
  private func covered(_ path: String) -> Set<[Int]> {
    var places: Set<[Int]> = []
    for part in path.split(separator: "z") {
      let numbers = part.split { !$0.isNumber && $0 != "-" }.compactMap { Int($0) }
      for column in numbers[0]..<numbers[0] + numbers[2] { places.insert([column, numbers[1]]) }
    }
    return places
  }

  @Test func `a heat map is blank exactly where a number is 0`() throws {
    let values: [Float] = [0, 0.5, 0.5, 0, -1, 1e-9, .nan, 0, 0.9, 0.9, -0.9, 0]
    let map = HeatMap(columns: 4, rows: 3, values: values)
    var places: Set<[Int]> = []
    for (_, path) in map.paths() {
      let found = covered(path)
      #expect(places.isDisjoint(with: found))
      places.formUnion(found)
    }
    let expected = values.indices.filter { values[$0] != 0 }.map { [$0 % 4, $0 / 4] }
    #expect(places == Set(expected))
    let reader = try read(
      map.svg(title: "t", description: "d", rowLabels: ["a", "b", "<c>"], columnsName: "units"))
    #expect(reader.texts.contains("<c>") && reader.texts.contains("units"))
    #expect(reader.elements.count { $0.name == "path" } == map.paths().count)
    _ = try read(HeatMap(columns: 0, rows: 0, values: []).svg(title: "t", description: "d"))
  }

  @Test func `every tile has its caption and lies by itself`() throws {
    let tiles = Tiles(
      (0..<40).map { Tiles.Tile("unit \($0)", values: PictureWidgetTests.image($0, side: 28)) },
      columns: 28, rows: 28)
    let reader = try read(tiles.svg(title: "t", description: "d"))
    #expect(reader.texts.count { $0.hasPrefix("unit ") } == 40)
    let frames = reader.elements.filter { $0.attributes["class"] == "frame" }
    #expect(Set(frames.map { [$0.attributes["x"], $0.attributes["y"]] }).count == 40)
    _ = try read(Tiles([], columns: 8, rows: 8).svg(title: "t", description: "d"))
  }

  @Test func `a sign before a number shows its size`() {
    let glyphs = Glyphs(.ascii)
    func sign(_ value: Float) -> String {
      HeatMap.sign(of: value, scale: 1, glyphs: glyphs).text
    }
    #expect(sign(0) == " ")
    #expect(sign(1e-20) == ".")
    #expect(sign(1) == "#")
    #expect(sign(-1) == "=")
    #expect(sign(.nan) == "!")
  }
}
