/// A random mark by which this process knows the texts that it gave out.
///
/// Several processes may serve the same endpoint. Some texts, such as session ids and confirm tokens, are of use only
/// to the process that made them, and carry its mark. A process that is given a text with another mark can say why it
/// refuses it.
package enum Replica {
  private static let mark = String(UInt32.random(in: 0 ... .max), radix: 36) + "~"

  /// The text with the mark of this process before it.
  package static func marked(_ text: String) -> String { mark + text }

  /// The text without the mark of this process; a text that lacks the mark comes back as it is.
  package static func unmarked(_ text: String) -> String {
    text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
  }

  /// Whether a text has the mark of another process, and so was not made by this one.
  package static func isForeign(_ text: String) -> Bool { text.contains("~") && !text.hasPrefix(mark) }
}
