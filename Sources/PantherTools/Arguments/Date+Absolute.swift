package import Foundation
import JSON
import MCP

extension Date {
  /// Reads a time that does not depend on now: one in ISO 8601, or a date, which stands for the beginning of that day in
  /// UTC. Nil for any other text.
  package init?(absolute text: String) {
    // A time that is relative to now, such as 24h, would never come. A month is no time.
    let isAbsolute = text.utf8.count >= 10 && text.utf8.dropFirst(4).first == UInt8(ascii: "-")
    guard isAbsolute, let time = try? TimeArgument.read(.string(text)) else { return nil }
    self = time.start(.distantPast)
  }
}
