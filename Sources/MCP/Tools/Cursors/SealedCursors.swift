import JSON
package import Sealing

/// Writes the whole cursor into the text and seals it, for processes that share no memory: replicas that
/// share a key, and calls on the command line.
package struct SealedCursors: CursorCarrier {
  private let seal: Seal

  /// - Parameter seal: made from the key that the processes share.
  package init(_ seal: Seal) {
    self.seal = seal
  }

  package func text(for cursor: Cursor, caller: String) -> String {
    seal.seal(cursor.json, for: ["cursor", .string(caller)], life: Cursor.life)
  }

  package func length(of cursor: Cursor, caller: String) -> Int { text(for: cursor, caller: caller).utf8.count }

  package func cursor(of text: String, caller: String) throws(CursorFault) -> Cursor {
    guard !text.isFromEarlierVersion else { throw .ofEarlierVersion }
    guard !text.contains("~") else { throw .ofAnotherProcess }
    switch seal.open(text, for: ["cursor", .string(caller)]) {
    case .valid(let json):
      guard let cursor = Cursor(json) else { throw .altered }
      return cursor
    case .expired: throw .tooOld
    case .invalid: throw .altered
    }
  }
}
