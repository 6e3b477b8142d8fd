import Foundation

/// Texts in the quotes of a shell.
enum Quoting {
  /// One word of a POSIX shell, in quotes only where it needs them, and in those that leave it readable.
  static func shell(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy(plain.contains)
    if text.contains("'"), !text.contains(where: special.contains) { return "\"\(text)\"" }
    return isPlain ? text : "'\(text.replacing("'", with: #"'\''"#))'"
  }

  /// What means something inside double quotes.
  private static let special: Set<Character> = ["\"", "$", "`", "\\", "!"]

  /// The words of a command, each quoted, with spaces between them.
  static func shell(_ words: [String]) -> String {
    words.map(shell).joined(separator: " ")
  }

  /// The characters that no shell gives a meaning to.
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:=@%+,")
}
