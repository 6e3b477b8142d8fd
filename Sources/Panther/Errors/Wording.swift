import Foundation

/// How foreign text gets into an error message.
enum Wording {
  static let longestMessage = 500

  /// Without control and other invisible characters, on one line, cut at 500 characters.
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

  static func seconds(_ duration: Duration) -> String {
    let seconds = duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0)
    return seconds == 1 ? "1 second" : "\(seconds) seconds"
  }

  /// What a body is that is not the JSON that was wanted.
  static func nature(of body: [UInt8]) -> String {
    let start = String(decoding: body.prefix(4096), as: UTF8.self)
    let trimmed = start.drop { $0.isWhitespace }
    if trimmed.isEmpty { return "an empty answer" }
    guard trimmed.hasPrefix("<") else {
      return "text that is not JSON, starting with \"\(oneLine(String(trimmed.prefix(60))))\""
    }
    guard let title = title(of: start) else { return "an HTML page" }
    return "an HTML page titled \"\(oneLine(String(title.prefix(100))))\""
  }

  private static func title(of html: String) -> Substring? {
    guard let open = html.range(of: "<title", options: .caseInsensitive),
      let start = html[open.upperBound...].firstIndex(of: ">")
    else { return nil }
    let title = html[start...].dropFirst().prefix { $0 != "<" }
    return title.allSatisfy(\.isWhitespace) ? nil : title
  }
}
