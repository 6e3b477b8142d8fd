import Foundation

/// Why a request without a good token is refused (RFC 6750, 3).
package struct Challenge: Sendable {
  /// The HTTP status: 401, 403 or 503.
  package let status: Int
  /// The error code, `invalid_token` or `insufficient_scope`. Nil when there was no token, or when the token is not the
  /// reason.
  package let error: String?
  /// The reason in words.
  package let reason: String
  /// The scopes that a token needs; empty when scopes are not the reason.
  package let scopes: [String]
  /// What the log says besides; the client is not told.
  var note: String?
  /// The caller whose access has ended, so that nothing of theirs stays open.
  var ended: String?

  static func missing(scopes: [String] = []) -> Challenge {
    Challenge(status: 401, error: nil, reason: "This server needs a bearer token.", scopes: scopes)
  }

  static func invalid(_ reason: String) -> Challenge {
    Challenge(status: 401, error: "invalid_token", reason: reason, scopes: [])
  }

  /// The client is told the same as with an unknown token.
  static func ended(_ name: String, _ end: Date) -> Challenge {
    var challenge = unknown
    challenge.note = "the access of \(name) ended at \(end.formatted(.iso8601))"
    challenge.ended = name
    return challenge
  }

  static let unknown = invalid("The token is not one of this server's.")

  static func withoutOwnToken(_ name: String) -> Challenge {
    Challenge(
      status: 403, error: nil,
      reason: "This server calls Panther with each caller's own Panther API token, and it has none of yours. "
        + "Ask whoever operates it.", scopes: [], note: "there is no Panther token of \(name)")
  }

  static func insufficient(scopes: [String]) -> Challenge {
    Challenge(status: 403, error: "insufficient_scope", reason: "The token lacks a scope.", scopes: scopes)
  }

  static func unavailable(_ reason: String) -> Challenge {
    Challenge(status: 503, error: nil, reason: reason, scopes: [])
  }
}
