package import JSON

/// Values as YAML (flow style) and TOML write them on one line. Both read a text in double quotes alike: it is a JSON
/// string in which more control characters are escaped.
package struct InlineValue: Sendable {
  /// What stands between a key and its value.
  let separator: String

  /// As YAML has them.
  package static let yaml = InlineValue(separator: ": ")
  /// As TOML has them.
  package static let toml = InlineValue(separator: " = ")

  /// The text of a value.
  package func text(_ value: JSON) -> String {
    switch value {
    case .string: quoted(value)
    case .array(let values): "[\(values.map(text).joined(separator: ", "))]"
    case .object(let object):
      "{\(object.members.map { "\(key($0.key))\(separator)\(text($0.value))" }.joined(separator: ", "))}"
    case .null, .bool, .number: value.text
    }
  }

  /// A key, in quotes where it needs them.
  func key(_ key: String) -> String {
    let isPlain =
      key.first.map { $0.isASCII && $0.isLetter } ?? false
      && key.utf8.allSatisfy { Character(Unicode.Scalar($0)).isLetter && $0 < 0x80 || "0123456789_-".utf8.contains($0) }
    // YAML 1.1 takes these for other values than texts.
    return isPlain && !["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(key.lowercased())
      ? key : quoted(.string(key))
  }

  private func quoted(_ text: JSON) -> String {
    text.text.unicodeScalars.map { scalar in
      (0x7F...0x9F).contains(scalar.value) || [0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        ? "\\u" + String(scalar.value + 0x10000, radix: 16).suffix(4) : String(scalar)
    }.joined()
  }
}
