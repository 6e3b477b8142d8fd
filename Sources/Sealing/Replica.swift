/// This process among those that serve the same endpoint. What only the process that gave it can take back carries its
/// mark, so that another one can say why it refuses.
package enum Replica {
  private static let mark = String(UInt32.random(in: 0 ... .max), radix: 36) + "~"

  package static func marked(_ text: String) -> String { mark + text }

  /// The text without our mark, or as it is.
  package static func unmarked(_ text: String) -> String {
    text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
  }

  /// Whether a text has the mark of another process.
  package static func isForeign(_ text: String) -> Bool { text.contains("~") && !text.hasPrefix(mark) }
}
