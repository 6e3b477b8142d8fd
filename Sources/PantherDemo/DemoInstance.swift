package import Foundation
package import Panther

/// A sample Panther instance in the program itself: no account, no network, writes are kept until the process ends.
///
/// It answers any base URL: REST at the root, GraphQL at `/public/graphql`. The token is not looked at. All data is
/// made at the first request, from a fixed seed and relative to `now`.
package actor DemoInstance: Transport {
  private let now: Moment
  private var estate: Estate?

  package init(now: Date = Date()) {
    let seconds = min(max(now.timeIntervalSince1970.rounded(.down), -62_000_000_000), 253_000_000_000)
    self.now = Moment(milliseconds: Int(seconds) * 1000)
  }

  /// The time that `PANTHER_DEMO_NOW` fixes (RFC 3339), else the time of the clock.
  package static func now(environment: [String: String]) -> Date {
    guard let text = environment["PANTHER_DEMO_NOW"], let fixed = Moment(parsing: text, requiresZone: true) else {
      return Date()
    }
    return Date(timeIntervalSince1970: Double(fixed.milliseconds) / 1000)
  }

  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try Task.checkCancellation()
    let call = Call(request)
    var estate = self.estate.take() ?? Estate(now: now)
    defer { self.estate = estate }
    if call.path.suffix(2) == ["public", "graphql"] { return estate.answerGraphQL(call) }
    do {
      return try estate.answer(call)
    } catch let fault as Fault {
      return fault.response
    }
  }
}
