import Cleaning
import JSON
import Sealing
import Text

/// What an authorization server says of an active token (RFC 7662, 2.2). A claim that is null is absent. One of a wrong
/// type is refused: taken for absent, it would leave a limit of the token out.
struct TokenClaims {
  /// A claim has another type than the RFC gives it.
  struct Malformed: Error {
    let claim: String
  }

  /// The times by which it is valid, in seconds since 1970.
  let end, beginning: Double?
  let issuer: String?
  let audience: [String]
  let scopes: Set<String>
  /// Who calls, as a name for logs; nil for nobody. Different callers never have the same name.
  let name: String?
  /// The user, exactly as the server names them; nil for a client that acts for nobody.
  let subject: String?
  /// Whether only the holder of a key may use the token.
  let isBoundToKey: Bool
  /// Whether it is an access token that counts for whoever brings it. A refresh token is none.
  let isForBearers: Bool

  /// What `token_type` calls such a token (RFC 6749, 7.1), and what some servers say there or in `token_use`.
  private static let kindsForBearers = ["bearer", "access_token", "access"]

  init(_ claims: JSON) throws(Malformed) {
    end = try Self.read("exp", in: claims, \.double)
    beginning = try Self.read("nbf", in: claims, \.double)
    issuer = try Self.read("iss", in: claims, \.string)
    audience =
      try Self.read("aud", in: claims) { claim in
        if let one = claim.string { return [one] }
        let all = claim.array?.compactMap(\.string)
        return all?.count == claim.array?.count ? all : nil
      } ?? []
    scopes = Set((try Self.read("scope", in: claims, \.string) ?? "").split(separator: " ").map(String.init))
    subject = try Self.read("sub", in: claims, \.string)
    let client = try Self.read("client_id", in: claims, \.string).flatMap { Self.name(Self.kinds.client, $0) }
    name = subject.flatMap { Self.name(Self.kinds.user, $0) } ?? client
    isBoundToKey = !(claims["cnf"]?.isNull ?? true)
    _ = try Self.read("iat", in: claims, \.double)
    _ = try Self.read("username", in: claims, \.string)
    let kinds = [try Self.read("token_type", in: claims, \.string), try Self.read("token_use", in: claims, \.string)]
    isForBearers = kinds.allSatisfy { kind in
      guard let kind = kind?.lowercased() else { return true }
      return Self.kindsForBearers.contains { $0.hasSameBytes(as: kind) }
    }
  }

  private static func read<Value>(_ name: String, in claims: JSON, _ value: (JSON) -> Value?) throws(Malformed)
    -> Value?
  {
    guard let claim = claims[name], !claim.isNull else { return nil }
    guard let value = value(claim) else { throw Malformed(claim: name) }
    return value
  }

  /// What the names of users and of clients begin with, before a colon.
  private static let kinds = (user: "oauth", client: "client")

  /// Whether a name is, or could be, the name of somebody with a token of the authorization server.
  static func mayName(_ name: String) -> Bool {
    name.hasPrefix("\(kinds.user):") || name.hasPrefix("\(kinds.client):")
  }

  /// The longest name that is taken as it is.
  private static let longestName = 100

  /// A name that a log can show. One that is long, or has more than printable ASCII in it, is cleaned and cut, and a
  /// hash of the whole keeps it apart from others; the mark before the hash stands in no name that is taken as it is.
  private static func name(_ kind: String, _ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    let isPlain = text.utf8.count <= longestName && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard !isPlain else { return "\(kind):\(text)" }
    let start = text.shown(upTo: 40).replacing(" ", with: "_")
    return "\(kind):\(start)…\(SHA256.hex(Array(text.utf8)).prefix(32))"
  }
}
