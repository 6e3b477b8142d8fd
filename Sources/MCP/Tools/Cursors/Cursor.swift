import Foundation
import JSON

/// Where a list goes on: the arguments of the call that began it, and a place in the list.
///
/// A call that brings a cursor gets its arguments from it, so that every page is read with the same arguments as the
/// first one. What travels is never the cursor itself but a text that a `CursorCarrier` makes of it.
package struct Cursor: Sendable, Equatable {
  /// The name of the argument that takes a cursor, in every tool that has one.
  static let argument = "cursor"

  /// Seconds that a cursor stays good.
  static let life: TimeInterval = 3600

  /// The tool whose list it is.
  let tool: String
  /// The arguments of the first call as the caller gave them, without the cursor.
  let arguments: JSON.Object
  /// When the first page was asked for. A relative time such as `24h` counts from here on every page.
  let askedAt: Date
  /// The place in the list, in a form that only the tool reads.
  let place: JSON

  var json: JSON {
    [.string(tool), .object(arguments), JSON(askedAt.timeIntervalSince1970), place]
  }

  init(tool: String, arguments: JSON.Object, askedAt: Date, place: JSON) {
    (self.tool, self.arguments, self.askedAt, self.place) = (tool, arguments, askedAt, place)
  }

  /// Reads what `json` wrote.
  init?(_ json: JSON) {
    guard let parts = json.array, parts.count == 4, let tool = parts[0].string, let arguments = parts[1].object,
      let seconds = parts[2].double
    else { return nil }
    self.init(tool: tool, arguments: arguments, askedAt: Date(timeIntervalSince1970: seconds), place: parts[3])
  }
}
