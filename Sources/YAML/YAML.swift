package import JSON

/// The YAML in which people write detections and log schemas, as JSON values.
///
/// What a text may have: comments, block and flow collections, plain, quoted and block scalars. Anchors, aliases, tags,
/// keys that are no texts, and several documents are refused: their meaning is never guessed.
package enum YAML {
  /// The most bytes of a text that is read.
  package static let maximumSize = 4 << 20

  /// The deepest nesting that is read. The reader recurses once per level, so this bounds its stack, too.
  package static let maximumDepth = 100

  /// What a plain scalar, one without quotes, stands for.
  package enum PlainScalars: Sendable {
    /// What YAML 1.1 takes it for, as Python's `yaml.safe_load` does: `yes` is true, and `1_000` is a number. Only
    /// dates stay texts, because JSON has none.
    case typed
    /// Its text, for readers that know from the key which type is meant.
    case texts
  }

  /// Reads the one document of a text. A number keeps its digits.
  /// - Throws: `YAMLError`, with the line at which the text is no YAML or uses what is refused.
  package static func read(_ text: String, _ plain: PlainScalars = .typed) throws(YAMLError) -> JSON {
    var reader = YAMLReader(try YAMLSource.document(of: text), plain)
    return try reader.document()
  }

  /// Writes a value in block style, with its keys in their order.
  ///
  /// It reads back as the same value here and in PyYAML, if its nesting and size are within the limits of the reader.
  /// PyYAML takes no key of over 1,000 characters.
  package static func text(_ value: JSON) -> String {
    var writer = YAMLWriter()
    writer.document(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
