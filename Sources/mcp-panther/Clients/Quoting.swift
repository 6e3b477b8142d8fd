import Foundation
import JSON

/// Text in the quotes of other languages.
enum Quoting {
  /// One word of a POSIX shell.
  static func shell(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { isUnreserved($0) || "/:=@%+,".utf8.contains($0) }
    return isPlain ? text : "'\(text.replacing("'", with: #"'\''"#))'"
  }

  static func shell(_ words: [String]) -> String {
    words.map(shell).joined(separator: " ")
  }

  /// A double-quoted scalar of YAML and a basic string of TOML: a JSON string, but for the control characters that JSON
  /// lets stand.
  static func yamlOrTOML(_ text: String) -> String {
    JSON.string(text).text.unicodeScalars.map { scalar in
      (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF
        ? "\\u" + String(scalar.value + 0x10000, radix: 16).suffix(4) : String(scalar)
    }.joined()
  }

  /// A list of them.
  static func yamlOrTOML(_ texts: [String]) -> String {
    "[\(texts.map(yamlOrTOML).joined(separator: ", "))]"
  }

  /// RFC 3986, 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
