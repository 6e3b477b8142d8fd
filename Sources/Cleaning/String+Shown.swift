extension String {
  /// This text from outside, as it may stand in a line of a log or on a terminal: cut after so many scalars, on one
  /// line, and with what deceives escaped. Secrets stay.
  package func shown(upTo length: Int) -> String {
    let scalars = unicodeScalars.prefix(length)
    var line = String.UnicodeScalarView(scalars.map { $0.properties.isWhitespace ? " " : $0 })
    if scalars.endIndex < unicodeScalars.endIndex { line.append("…") }
    var sanitizer = Sanitizer(redacts: false)
    return sanitizer.clean(String(line))
  }
}
