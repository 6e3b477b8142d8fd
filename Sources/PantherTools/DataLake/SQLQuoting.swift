import Foundation

/// Values as SQL text. Every value that the program itself puts into a statement is written here.
enum SQLQuoting {
  /// A string literal that the database reads back as exactly this text.
  ///
  /// Quotes and backslashes are doubled. So the literal cannot end early in any dialect, with backslash escapes or
  /// without them.
  static func literal(_ value: String) -> String {
    var literal = "'"
    for scalar in value.unicodeScalars {
      switch scalar {
      case "'": literal += "''"
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case "\0": literal += "\\0"
      case "\u{1}"..<" ", "\u{7F}"..."\u{9F}":
        let hex = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "'"
  }

  /// A list in parentheses for `IN`. A list of no values matches nothing.
  static func list(_ values: some Sequence<String>) -> String {
    let literals = values.map(literal).joined(separator: ", ")
    return literals.isEmpty ? "(NULL)" : "(\(literals))"
  }

  /// A quoted identifier. It keeps upper and lower case; Snowflake's own names are in upper case.
  static func identifier(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// Whether a name is the same with and without quotes, but for upper and lower case.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
  }

  /// A UTC timestamp literal with milliseconds, of the same type as `p_event_time`.
  static func timestamp(_ date: Date) -> String {
    literal(date.graphQL.replacing("T", with: " ").replacing("Z", with: "")) + "::timestamp_ntz"
  }
}
