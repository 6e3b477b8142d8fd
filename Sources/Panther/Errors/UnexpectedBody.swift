import Foundation
import JSON

/// The body of an answer that is not the JSON that was wanted, in words for an error message.
enum UnexpectedBody {
  /// What a body is that the JSON parser refused: broken JSON, an HTML page with its title, other text, or nothing.
  static func words(for body: [UInt8], _ error: JSONError) -> String {
    let first = body.first { $0 > 0x20 }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    return isJSON ? "broken JSON (\(error))" : words(for: body)
  }

  /// What a body is when it is not taken for JSON: an HTML page with its title, other text, or nothing.
  static func words(for body: [UInt8]) -> String {
    let start = String(decoding: body.prefix(4096), as: UTF8.self)
    let trimmed = start.drop { $0.isWhitespace }
    if trimmed.isEmpty { return "an empty answer" }
    guard trimmed.hasPrefix("<") else {
      return "text that is not JSON, starting with \(Wording.quote(String(trimmed.prefix(60))))"
    }
    guard let title = title(of: start) else { return "an HTML page" }
    return "an HTML page titled \(Wording.quote(String(title.prefix(100))))"
  }

  private static func title(of html: String) -> Substring? {
    guard let open = html.range(of: "<title", options: .caseInsensitive),
      let start = html[open.upperBound...].firstIndex(of: ">")
    else { return nil }
    let title = html[start...].dropFirst().prefix { $0 != "<" }
    return title.allSatisfy(\.isWhitespace) ? nil : title
  }
}
