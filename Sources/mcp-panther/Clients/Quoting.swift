import Foundation

/// Texts in the quotes of a shell.
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

  /// The characters that no shell gives a meaning to.
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:=@%+,")
}
