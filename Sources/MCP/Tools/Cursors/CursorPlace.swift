package import JSON

/// A place in a tool's list, as the type of the tool's argument `cursor`.
///
/// A caller gives the text that an answer gave as `next_cursor`. The gate of cursors opens it and hands the tool the
/// place, so that no tool ever sees the text.
package protocol CursorPlace: ArgumentValue {
  /// Reads what `json` wrote.
  init?(place: JSON)
}

extension CursorPlace {
  package static var schema: JSON.Object { ["type": "string"] }
  package static var expectation: String { "a string" }
  package static var isPlace: Bool { true }

  package static func read(_ json: JSON) throws(Mismatch) -> Self {
    guard let place = Self(place: json) else { throw Mismatch("is not a place in this list") }
    return place
  }
}
