package import Foundation
package import JSON

/// Makes texts that come back through hands we do not trust: only this server can have made them, for one purpose,
/// and they expire.
package struct Seal: Sendable {
  private let key: [UInt8]
  /// Seconds since 1970. Not a monotonic clock, because replicas must agree on it.
  package let now: @Sendable () -> TimeInterval

  /// - Parameter key: shared by replicas that must read each other's texts; random when left out.
  package init(key: [UInt8]? = nil, now: @escaping @Sendable () -> TimeInterval = { Date().timeIntervalSince1970 }) {
    self.key = key ?? (0..<32).map { _ in UInt8.random(in: 0...255) }
    self.now = now
  }

  package enum Opened: Equatable {
    case valid(JSON)
    case expired
    /// Not ours, altered, or made for something else.
    case invalid
  }

  /// - Parameter purpose: what it is for and bound to; opening it for anything else fails.
  package func seal(_ claims: JSON, for purpose: JSON, life: TimeInterval) -> String {
    let body = JSON.array([claims, JSON(Int(now() + life))]).bytes
    return "\(body.base64URL).\(code(body, purpose).base64URL)"
  }

  package func open(_ text: String, for purpose: JSON) -> Opened {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    // Base64 can be spelled in several ways; only ours counts, so that no altered text is taken.
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
