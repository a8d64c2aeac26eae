import Foundation
import Journal

/// The whole journal as a JSON file: to take it to another machine, or to keep it.
struct JournalFile: Codable {
  static let format = "regtutor journal"
  static let version = 1

  struct Problem: Error {
    var message: String
    var remedy: String
  }

  var format = JournalFile.format
  var version = JournalFile.version
  var visits: [VisitRow]
  var answers: [AnswerRow]
  var runs: [RunRow]

  /// *Throws*: ``JournalFault``.
  init(_ journal: Journal) throws(JournalFault) {
    let history = try journal.history()
    visits = history.visits
    answers = history.answers
    runs = try journal.runs().map(\.run)
  }

  /// *Throws*: ``Problem``.
  init(_ bytes: [UInt8]) throws(Problem) {
    let remedy = "give a file that “regtutor progress export” has written"
    do {
      self = try JSONDecoder().decode(JournalFile.self, from: Data(bytes))
    } catch let DecodingError.keyNotFound(key, context) {
      throw Problem(
        message: "“\(key.stringValue)” is missing\(JournalFile.place(context))", remedy: remedy)
    } catch let DecodingError.typeMismatch(_, context) {
      throw Problem(
        message: "there is something else than expected\(JournalFile.place(context))",
        remedy: remedy)
    } catch {
      throw Problem(message: "it is no JSON of a journal", remedy: remedy)
    }
    guard format == JournalFile.format else {
      throw Problem(message: "it is a file of another kind", remedy: remedy)
    }
    guard version == JournalFile.version else {
      throw Problem(
        message: "it was written in version \(version) of the format",
        remedy: "this program reads version \(JournalFile.version)")
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { key in
      key.intValue.map { "\($0 + 1)" } ?? key.stringValue
    }
    return path.isEmpty ? "" : " at \(path.joined(separator: " "))"
  }

  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  var changes: [JournalChange] {
    visits.map { .visit($0) } + answers.map { .answer($0) } + runs.map { .run($0) }
  }
}
