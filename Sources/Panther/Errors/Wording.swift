/// How text from elsewhere gets into an error message or a log.
enum Wording {
  private static let longestMessage = 500

  /// A text on one line, without control and other invisible characters, cut at 500 characters.
  static func oneLine(_ text: String) -> String {
    var line = ""
    var count = 0
    var isGap = false
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: isGap = !line.isEmpty
      case .format, .privateUse, .unassigned, .surrogate: break
      default:
        guard count < longestMessage else { return line + "…" }
        if isGap { line.unicodeScalars.append(" ") }
        line.unicodeScalars.append(scalar)
        count += isGap ? 2 : 1
        isGap = false
      }
    }
    return line
  }
}
