import Foundation
import JSON

/// Texts in the quotes of other languages.
enum Quoting {
  /// One word of a POSIX shell, in quotes only where it needs them.
  static func shell(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy(plain.contains)
    return isPlain ? text : "'\(text.replacing("'", with: #"'\''"#))'"
  }

  /// The words of a command, each quoted, with spaces between them.
  static func shell(_ words: [String]) -> String {
    words.map(shell).joined(separator: " ")
  }

  /// A text as YAML (double-quoted scalar) and TOML (basic string) both read it. That is a JSON string in which more
  /// control characters are escaped.
  static func yamlOrTOML(_ text: String) -> String {
    JSON.string(text).text.unicodeScalars.map { scalar in
      (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF
        ? "\\u" + String(scalar.value + 0x10000, radix: 16).suffix(4) : String(scalar)
    }.joined()
  }

  /// A list of such texts.
  static func yamlOrTOML(_ texts: [String]) -> String {
    "[\(texts.map(yamlOrTOML).joined(separator: ", "))]"
  }

  /// The characters that no shell gives a meaning to.
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:=@%+,")
}
