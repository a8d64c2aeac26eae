import Regularization

/// Where the settings of a file stand, by the fields of a ``SpecProblem``.
final class SettingPlaces {
  private(set) var nodes: [String: SourceNode] = [:]

  func note(_ field: String, _ node: SourceNode) { nodes[field] = node }

  /// The node of a field, or of the nearest thing around it that the file has.
  static func nearest(to field: String, in nodes: [String: SourceNode]) -> SourceNode? {
    var name = field[...]
    while !name.isEmpty {
      if let node = nodes[String(name)] { return node }
      guard let end = name.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
      name = name[..<end]
    }
    return nil
  }
}

/// Reads the settings of a section, and notes where each of them stands.
struct SettingsReader {
  let fields: Fields
  /// What the section's settings are called in a ``SpecProblem``: `optimizer.`, or nothing.
  let prefix: String
  let places: SettingPlaces
  private let mapping: (String) -> FormatMapping?

  init(
    _ fields: Fields, prefix: String = "", places: SettingPlaces,
    mapping: @escaping (String) -> FormatMapping?
  ) {
    self.fields = fields
    self.prefix = prefix
    self.places = places
    self.mapping = mapping
    for name in fields.keys.keys { places.note(prefix + name, fields.node(name)) }
  }

  var log: IssueLog { fields.read.log }

  func has(_ key: String) -> Bool { fields.key(key) != nil }

  func number(_ key: String) -> Double? {
    fields.value(key).flatMap { fields.read.number($0, key: key) }
  }

  func whole(_ key: String) -> Int? {
    fields.value(key).flatMap { fields.read.integer($0, key: key) }
  }

  func flag(_ key: String) -> Bool? {
    fields.value(key).flatMap { fields.read.flag($0, key: key) }
  }

  func seed(_ key: String) -> UInt64? {
    fields.value(key).flatMap { fields.read.seed($0, key: key) }
  }

  func text(_ key: String) -> String? { fields.text(key) }

  func choice<Choice: RawRepresentable<String>>(_ key: String) -> Choice? {
    fields.text(key).flatMap(Choice.init(rawValue:))
  }

  /// The settings of a section under a key.
  func section(_ key: String) -> SettingsReader? {
    guard let node = fields.value(key), case .mapping(let name)? = fields.format.key(key)?.type
    else { return nil }
    return section(node, name, prefix: prefix + key + ".")
  }

  func section(_ node: SourceNode, _ name: String, prefix: String) -> SettingsReader? {
    guard let format = mapping(name), let inner = Fields(node, format, log) else { return nil }
    return SettingsReader(inner, prefix: prefix, places: places, mapping: mapping)
  }

  /// The items of a list, each noted as `key[1]`, `key[2]` …
  func items(_ key: String) -> [SourceNode]? {
    guard let nodes = fields.list(key) else { return nil }
    for (index, node) in nodes.enumerated() { places.note("\(prefix)\(key)[\(index + 1)]", node) }
    return nodes
  }

  /// Numbers in a list, all of them or `nil`.
  func numbers(_ key: String) -> [Double]? {
    guard let nodes = items(key) else { return nil }
    let values = nodes.compactMap { fields.read.number($0, key: key) }
    return values.count == nodes.count ? values : nil
  }

  func wholes(_ key: String) -> [Int]? {
    guard let nodes = items(key) else { return nil }
    let values = nodes.compactMap { fields.read.integer($0, key: key) }
    return values.count == nodes.count ? values : nil
  }

  /// Reports a setting that is there and can have no effect.
  func refuse(_ keys: [String], with what: String, remedy: (String) -> String) {
    for key in keys where has(key) {
      log.report(
        fields.key(key) ?? fields.node, "“\(key)” has no effect with \(what)", remedy: remedy(key))
    }
  }
}
