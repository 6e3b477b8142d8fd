/// A text as a member of a set or the key of a dictionary: it equals only a text of the same bytes.
///
/// A `Set<String>` takes two texts for one that Unicode normalization makes equal.
package struct ExactText: Hashable, Sendable {
  /// The text itself.
  package let text: String

  /// Makes a key of a text.
  package init(_ text: String) {
    self.text = text
  }

  package static func == (left: ExactText, right: ExactText) -> Bool { left.text.hasSameBytes(as: right.text) }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // Without an end, two pairs such as ("a", "bc") and ("ab", "c") would always have the same hash.
    hasher.combine(UInt8(0xFF))
  }
}
