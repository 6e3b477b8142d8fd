import JSON
import MCP
import Panther

/// The ids by which callers take up again what goes on at Panther: queries, and texts that Panther AI writes.
///
/// Panther lets a token have what it may read. Where several callers share a token, Panther cannot tell them apart, so
/// each id is handed out with a code that is good for one caller only.
struct Handles: Sendable {
  enum Kind: String {
    case query, stream
  }

  /// Who gets the ids; nil for a caller who shares the token with nobody, and gets them plain.
  let owner: String?
  let panther: PantherClient

  /// An id as the caller gets it.
  func text(of id: String, _ kind: Kind) -> String {
    owner.map { panther.sealed(id, for: [.string(kind.rawValue), .string($0)]) } ?? id
  }

  /// The id of a text that the caller gives.
  ///
  /// - Throws: for a text that this caller was not given.
  func id(of text: String, _ kind: Kind) throws(ArgumentError) -> String {
    guard let owner else { return text }
    guard let id = panther.opened(text, for: [.string(kind.rawValue), .string(owner)]) else {
      throw ArgumentError([
        "Argument `\(kind.rawValue)_id` is not one that this server gave to you, or the server's Panther token was changed "
          + "since then. Callers share that token here, so an id counts for one of them only, exactly as an answer gave it."
      ])
    }
    return id
  }
}
