/// What a file is, for the words of its issues and the limit of its size.
enum DocumentKind: Sendable {
  case lesson, glossary, training, trace, mask

  /// As messages call it, with its article.
  var name: String {
    switch self {
    case .lesson: "a lesson"
    case .glossary: "a glossary"
    case .training: "a training file"
    case .trace: "a trace file"
    case .mask: "a mask file"
    }
  }

  /// How it begins, for whoever wrote something else.
  var opening: String { self == .trace ? "{\"format_version\": 1, …}" : "“format_version: 1”" }

  /// In MiB; larger than any such file.
  var sizeLimit: Int {
    switch self {
    case .lesson, .glossary, .training, .mask: 1
    case .trace: 64
    }
  }

  var sizeRemedy: String {
    switch self {
    case .lesson: "a lesson is a few pages of text; divide it"
    case .glossary: "a glossary is a few pages of text"
    case .training: "a training file is a page of text"
    case .trace: "trace fewer steps, or a smaller network"
    case .mask: "a mask file is a page of text, and its network a small one"
    }
  }
}
