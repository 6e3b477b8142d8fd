/// Formats of times, such as `YYYY-MM-DD HH24:MI` in TO_VARCHAR.
enum SQLTimeFormat {
  /// A time as text.
  ///
  /// - Throws: `SQLError` for a value that is no time, and for a part of the format that is not known.
  static func text(of value: SQLValue, as format: SQLValue) throws -> SQLValue {
    guard !value.isNull, let format = format.text else { return .null }
    let civil = try value.asInstant().civil
    let parts = [
      ("YYYY", Instant.padded(civil.year, 4)), ("MM", Instant.padded(civil.month, 2)),
      ("DD", Instant.padded(civil.day, 2)), ("HH24", Instant.padded(civil.hour, 2)),
      ("MI", Instant.padded(civil.minute, 2)), ("SS", Instant.padded(civil.second, 2)),
      ("FF3", Instant.padded(civil.millisecond, 3)),
    ]
    var rest = format.uppercased()[...]
    var text = ""
    while let first = rest.first {
      if let (name, digits) = parts.first(where: { rest.hasPrefix($0.0) }) {
        text += digits
        rest = rest.dropFirst(name.count)
      } else if first.isLetter || first.isNumber || first == "\"" {
        throw SQLError.unsupported("the time format '\(format.prefix(40))'")
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return try .bounded(text)
  }
}
