/// One row of the key table: dispatch, footer, help sheet and docs are all read from it.
public struct KeyBinding<Message: Sendable>: Sendable {
  public var keys: [Key]
  /// A word or two for the footer: "next".
  public var label: String
  /// A sentence for the help sheet and the docs.
  public var help: String
  public var message: Message
  /// A binding that does nothing now is neither dispatched nor shown.
  public var isEnabled: Bool
  /// Whether the footer names it; the help sheet names all.
  public var isInFooter: Bool

  public init(
    _ keys: [Key], _ label: String, help: String, _ message: Message, isEnabled: Bool = true,
    footer: Bool = true
  ) {
    self.keys = keys
    self.label = label
    self.help = help
    self.message = message
    self.isEnabled = isEnabled
    isInFooter = footer
  }
}

extension Sequence {
  /// The message of the first enabled binding that has this key.
  public func message<Message>(for key: Key) -> Message? where Element == KeyBinding<Message> {
    first { $0.isEnabled && $0.keys.contains(key) }?.message
  }
}
