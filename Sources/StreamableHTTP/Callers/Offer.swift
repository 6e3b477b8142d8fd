package import Foundation
package import MCP

/// What a caller with a good token is offered, and until when.
package struct Offer: Sendable {
  private let service: Service?
  private let end: Date?

  /// - Parameters:
  ///   - service: nil for a caller without a Panther token of their own, where the server serves no others.
  ///   - end: when the access of the caller ends; nil for never.
  package init(_ service: Service?, until end: Date? = nil) {
    (self.service, self.end) = (service, end)
  }

  /// How long it still holds.
  var remaining: Duration { end.map { .seconds(min(max($0.timeIntervalSinceNow, 0), 3600)) } ?? .seconds(3600) }

  /// The verdict on the caller who brings the token.
  func verdict(
    on name: String, scopesNeeded: @escaping @Sendable (_ tool: String) -> [String]? = { _ in nil }
  ) -> Verdict {
    if let end, end <= Date() { return .refused(.ended(name, end)) }
    guard let service else { return .refused(.withoutOwnToken(name)) }
    return .accepted(Caller(name: name, service: service, scopesNeeded: scopesNeeded))
  }
}
