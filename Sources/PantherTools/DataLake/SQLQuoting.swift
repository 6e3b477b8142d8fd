import Foundation

/// Values as SQL text; everything that the program itself puts into a statement goes through here.
enum SQL {
  /// A string literal that the database reads back as exactly this text.
  ///
  /// Quotes are doubled and backslashes too, so that no dialect, with backslash escapes or without, sees the literal
  /// end early.
  static func quote(_ value: String) -> String {
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

  /// A parenthesised list for IN; of no values, one that matches nothing.
  static func list(_ values: some Sequence<String>) -> String {
    let literals = values.map(quote).joined(separator: ", ")
    return literals.isEmpty ? "(NULL)" : "(\(literals))"
  }

  /// A quoted identifier. Quoted names keep their case: Snowflake's own are upper case.
  static func quoteIdentifier(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// A UTC timestamp literal with milliseconds, the type of `p_event_time`.
  static func timestamp(_ date: Date) -> String {
    quote(date.graphQL.replacing("T", with: " ").replacing("Z", with: "")) + "::timestamp_ntz"
  }
}
