import JSON

/// How text from elsewhere gets into an error message or a log.
package enum Wording {
  /// The most of a text that is quoted, in characters (Unicode scalars).
  private static let longestQuote = 400
  private static let longestLine = 2_000

  /// Text of Panther's for an error: on one line, as a JSON string, so that it cannot look like our own words. Where it
  /// is cut, a mark after the quotes says so.
  package static func quote(_ text: String) -> String {
    let line = oneLine(text, upTo: longestQuote)
    return JSON.string(line.text).text + (line.isCut ? " (cut: this is its beginning)" : "")
  }

  /// A text on one line, without control and other invisible characters, cut at 2,000 characters.
  static func oneLine(_ text: String) -> String {
    let line = oneLine(text, upTo: longestLine)
    return line.isCut ? line.text + "…" : line.text
  }

  private static func oneLine(_ text: String, upTo longest: Int) -> (text: String, isCut: Bool) {
    var line = ""
    var count = 0
    var isGap = false
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: isGap = !line.isEmpty
      case .format, .privateUse, .unassigned, .surrogate: break
      default:
        guard count < longest else { return (line, true) }
        if isGap { line.unicodeScalars.append(" ") }
        line.unicodeScalars.append(scalar)
        count += isGap ? 2 : 1
        isGap = false
      }
    }
    return (line, false)
  }
}
