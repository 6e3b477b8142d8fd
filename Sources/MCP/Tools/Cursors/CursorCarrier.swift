/// Gives cursors to callers as texts, and reads the texts that come back.
///
/// A text is good for the caller that it was given to, for an hour. Nobody else can make or change one.
package protocol CursorCarrier: Sendable {
  /// The text for a cursor.
  /// - Parameter caller: the only one for whom the text is good.
  func text(for cursor: Cursor, caller: String) -> String
  /// The number of characters that `text(for:caller:)` would make.
  func length(of cursor: Cursor, caller: String) -> Int
  /// The cursor of a text.
  func cursor(of text: String, caller: String) throws(CursorFault) -> Cursor
}

/// Why a text is no cursor that can be used. The raw value is a sentence for the model, without the argument's name.
package enum CursorFault: String, Error {
  case altered = ": give a `next_cursor` exactly as an answer of this tool gave it."
  case tooOld = """
     is too old: a cursor is good for an hour, or until many newer ones were given. Make the first call again, without a \
    cursor.
    """
  case ofAnotherProcess = """
     was given before this server was started anew, or by another replica of it. Make the first call again, without a \
    cursor.
    """
  case ofEarlierVersion =
    " was given by an earlier version of this server. Make the first call again, without a cursor."

  /// The fault as an error of the argument.
  var error: ArgumentError { ArgumentError(["Argument `\(Cursor.argument)`\(rawValue)"]) }
}
