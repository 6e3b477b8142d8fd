package import Foundation
package import JSON

/// Signs texts that the server gives to a client and wants to read again later. The server can tell that it made such
/// a text itself, for the same purpose, and not too long ago. Everybody can read the text.
package struct Seal: Sendable {
  private let key: [UInt8]
  /// The time in seconds since 1970. It is no monotonic clock, because replicas have to agree on it.
  package let now: @Sendable () -> TimeInterval

  /// A seal that opens what was sealed with the same key.
  /// - Parameter key: the secret that replicas share, to read each other's texts; random when left out.
  package init(key: [UInt8]? = nil, now: @escaping @Sendable () -> TimeInterval = { Date().timeIntervalSince1970 }) {
    self.key = key ?? (0..<32).map { _ in UInt8.random(in: 0...255) }
    self.now = now
  }

  /// What became of opening a text.
  package enum Opened: Equatable {
    /// The text is genuine; these are the claims in it.
    case valid(JSON)
    /// The text is genuine, but its time is over.
    case expired
    /// The text was made with another key or for another purpose, was altered, or is no sealed text at all.
    case invalid
  }

  /// The claims as a signed text of ASCII letters, digits, `-`, `_` and one `.`.
  ///
  /// - Parameters:
  ///   - claims: what `open` gives back.
  ///   - purpose: what the text is for; it is not in the text, and only `open` with the same purpose accepts the text.
  ///   - life: how many seconds the text can be opened.
  package func seal(_ claims: JSON, for purpose: JSON, life: TimeInterval) -> String {
    let body = JSON.array([claims, JSON(Int(now() + life))]).bytes
    return "\(body.base64URL).\(code(body, purpose).base64URL)"
  }

  /// Checks a text that a client gave back, and reads its claims.
  package func open(_ text: String, for purpose: JSON) -> Opened {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    // The same bytes can be written as Base64 in several ways; only our own way counts, so that every change of the
    // text is noticed.
    guard parts.count == 2, let body = [UInt8](base64URL: parts[0]), let given = [UInt8](base64URL: parts[1]),
      text == "\(body.base64URL).\(given.base64URL)", equalInConstantTime(given, code(body, purpose)),
      let claims = (try? JSON(parsing: body))?.array, claims.count == 2
    else { return .invalid }
    guard let end = claims[1].int, now() < TimeInterval(end) else { return .expired }
    return .valid(claims[0])
  }

  private func code(_ body: [UInt8], _ purpose: JSON) -> [UInt8] {
    SHA256.authenticate(SHA256.hash(purpose.bytes) + body, key: key)
  }
}
