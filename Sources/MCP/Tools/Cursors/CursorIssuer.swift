import Foundation
import JSON

/// Makes the cursors of one call's answer.
struct CursorIssuer {
  let carrier: any CursorCarrier
  /// Who gets them.
  let caller: String
  let askedAt: Date
  /// The call whose list goes on, with all its arguments but the cursor.
  let call: NextCall

  /// The text of the cursor for a place.
  /// - Parameter other: the call that the cursor belongs to, where it is not this one.
  func text(for place: JSON, of other: NextCall?) -> String {
    carrier.text(for: cursor(place, other), caller: caller)
  }

  /// The number of characters of such a text.
  func length(for place: JSON, of other: NextCall?) -> Int {
    carrier.length(of: cursor(place, other), caller: caller)
  }

  private func cursor(_ place: JSON, _ other: NextCall?) -> Cursor {
    let call = other ?? self.call
    return Cursor(tool: call.tool, arguments: call.arguments, askedAt: askedAt, place: place)
  }
}
