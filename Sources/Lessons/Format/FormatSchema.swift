import Regularization

/// A file's format as a JSON schema, for editors that complete and check YAML.
///
/// The draft is 07, which their plugins support best. A schema cannot hold everything that the
/// reader holds; whatever the reader accepts it accepts.
public enum FormatSchema: String, CaseIterable, Sendable {
  case lesson, course, glossary, training, trace, mask

  /// The file's own mapping.
  public var root: FormatMapping {
    switch self {
    case .lesson: LessonFormat.lesson
    case .course: LessonFormat.course
    case .glossary: GlossaryFormat.file
    case .training: TrainingFormat.file
    case .trace: TraceFormat.file
    case .mask: MaskFileFormat.file
    }
  }

  /// All mappings of the format that the file is written in.
  private var table: [FormatMapping] {
    switch self {
    case .lesson, .course: LessonFormat.mappings + TrainingFormat.mappings
    case .glossary: GlossaryFormat.mappings
    case .training: TrainingFormat.mappings
    case .trace: TraceFormat.mappings
    case .mask: MaskFileFormat.mappings
    }
  }

  private var title: String {
    switch self {
    case .lesson, .course, .glossary: "A regtutor \(rawValue)"
    case .training, .trace, .mask: "A regtutor \(rawValue) file"
    }
  }

  /// The schema's text, as it stands in the lessons' folder.
  public var text: String {
    var pairs: [(key: String, value: JSONText)] = [
      ("$schema", "http://json-schema.org/draft-07/schema#"),
      ("title", .string(title)),
    ]
    pairs += FormatSchema.body(of: root)
    let definitions = definitions
    if !definitions.isEmpty { pairs.append(("definitions", .object(definitions))) }
    return JSONText.object(pairs).text() + "\n"
  }

  /// The mappings that the root refers to, directly or not, in the format's order.
  private var definitions: [(key: String, value: JSONText)] {
    var names: Set<String> = []
    func follow(_ type: FormatType) {
      switch type {
      case .mapping("step"):
        guard names.insert("step").inserted else { return }
        for kind in LessonFormat.stepKinds { follow(.mapping(kind.mapping.name)) }
      case .mapping(let name):
        guard names.insert(name).inserted, let mapping = table.first(where: { $0.name == name })
        else { return }
        for key in mapping.keys { follow(key.type) }
      case .list(let item, _), .named(let item): follow(item)
      case .either(let first, let second):
        follow(first)
        follow(second)
      default: return
      }
    }
    for key in root.keys { follow(key.type) }
    var result: [(key: String, value: JSONText)] = []
    for mapping in table where names.contains(mapping.name) {
      result.append(
        (FormatSchema.anchor(mapping.name), .object(FormatSchema.body(of: mapping))))
    }
    if names.contains("step") {
      let kinds = LessonFormat.stepKinds.map { kind -> JSONText in
        .object([
          (
            "if",
            .object([("properties", .object([("kind", .object([("const", .string(kind.kind))]))]))])
          ),
          ("then", FormatSchema.reference(kind.mapping.name)),
        ])
      }
      let choice = FormatSchema.schema(.choice(LessonFormat.stepKinds.map(\.kind)))
      result.append(
        (
          "step",
          .object([
            ("type", "object"), ("description", "A page of the lesson."),
            ("required", ["id", "kind", "title", "text"].json),
            ("properties", .object([("kind", choice)])), ("allOf", .list(kinds)),
          ])
        ))
    }
    return result
  }

  private static func reference(_ name: String) -> JSONText {
    .object([("$ref", .string("#/definitions/" + anchor(name)))])
  }

  private static func anchor(_ name: String) -> String { name.replacing(" ", with: "-") }

  private static func body(of mapping: FormatMapping) -> [(key: String, value: JSONText)] {
    let required = mapping.keys.filter(\.isRequired).map(\.name)
    var pairs: [(key: String, value: JSONText)] = [
      ("description", .string(mapping.summary)), ("type", "object"),
    ]
    if let inheritanceKey = mapping.inheritanceKey {
      pairs.append(
        (
          "anyOf",
          .list([
            .object([("required", JSONText.strings([inheritanceKey]))]),
            .object([("required", JSONText.strings(required))]),
          ])
        ))
    } else if !required.isEmpty {
      pairs.append(("required", .strings(required)))
    } else {
      pairs.append(("minProperties", 1))
    }
    let kind = LessonFormat.stepKinds.first { $0.mapping == mapping }?.kind
    let properties = mapping.keys.map { key -> (key: String, value: JSONText) in
      var type = schema(key.type)
      if key.name == "kind", let kind { type = .object([("const", .string(kind))]) }
      guard case .object(let rules) = type else { return (key.name, type) }
      return (key.name, .object([("description", .string(key.summary))] + rules))
    }
    pairs.append(("properties", .object(properties)))
    pairs.append(("additionalProperties", false))
    return pairs
  }

  // MARK: Types

  /// YAML editors guess: what is text to the reader may be a number or a truth value to them.
  private static let written = JSONText.strings(["string", "number", "boolean"])

  private static func schema(_ type: FormatType) -> JSONText {
    switch type {
    case .text(let limit):
      return .object([("type", written), ("minLength", 1), ("maxLength", .number(limit))])
    case .prose: return .object([("type", written), ("minLength", 1)])
    case .weightName: return .object([("type", written), ("minLength", 1)])
    case .cell: return .object([("type", "string"), ("pattern", "\\[[0-9]+\\]")])
    case .claim: return .object([("type", "string"), ("pattern", "[=<>≠≤≥]")])
    case .expression: return .object([("type", .strings(["string", "number"]))])
    case .id(let kind):
      return .object([
        ("type", "string"), ("pattern", .string("^\(kind.pattern)$")),
        ("maxLength", .number(IdentifierKind.limit)),
      ])
    case .page:
      let id = IdentifierKind.page.pattern
      return .object([("type", "string"), ("pattern", .string("^(\(id):)?\(id)$"))])
    case .link: return .object([("type", "string"), ("pattern", "^https?://[^ ]+$")])
    case .version: return .object([("const", .number(LessonFormat.version))])
    case .whole(let range):
      var pairs: [(key: String, value: JSONText)] = [
        ("type", "integer"), ("minimum", .number(range.lowerBound)),
      ]
      if range.upperBound < .max { pairs.append(("maximum", .number(range.upperBound))) }
      return .object(pairs)
    case .number(let range): return number(range)
    case .flag: return .object([("type", "boolean")])
    case .seed: return .object([("type", "integer"), ("minimum", 0)])
    case .null: return .object([("type", "null")])
    case .decimal(let range): return decimal(range)
    case .choice(let words): return .object([("enum", .strings(words))])
    case .list(let item, let count):
      var pairs: [(key: String, value: JSONText)] = [
        ("type", "array"), ("items", schema(item)), ("minItems", .number(count.lowerBound)),
      ]
      if count.upperBound < LessonFormat.listLimit {
        pairs.append(("maxItems", .number(count.upperBound)))
      }
      return .object(pairs)
    case .mapping(let name): return reference(name)
    case .named(let value):
      return .object([
        ("type", "object"), ("additionalProperties", schema(value)), ("minProperties", 1),
      ])
    case .either(let first, let second):
      return .object([("anyOf", .list([schema(first), schema(second)]))])
    }
  }

  /// `1e-3` is a text to YAML editors.
  private static let decimalText: [(key: String, value: JSONText)] = [
    ("type", .strings(["number", "string"])),
    ("pattern", "^[-+−]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$"),
  ]

  private static func number(_ range: NumberRange) -> JSONText {
    var pairs = decimalText
    if let lower = range.lower {
      pairs.append((range.includesLower ? "minimum" : "exclusiveMinimum", .real(lower)))
    }
    if let upper = range.upper {
      pairs.append((range.includesUpper ? "maximum" : "exclusiveMaximum", .real(upper)))
    }
    return .object(pairs)
  }

  private static func decimal(_ range: DecimalRange) -> JSONText {
    var pairs = decimalText
    switch range {
    case .any: break
    case .zeroOrMore: pairs.append(("minimum", 0))
    case .moreThanZero: pairs.append(("exclusiveMinimum", 0))
    case .zeroToOne: pairs += [("minimum", 0), ("maximum", 1)]
    }
    return .object(pairs)
  }
}

extension [String] {
  fileprivate var json: JSONText { .strings(self) }
}
