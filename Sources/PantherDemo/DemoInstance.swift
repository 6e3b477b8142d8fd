package import Foundation
package import Panther

/// A sample Panther instance inside the program, which needs no account and no network.
///
/// It answers under any base URL, with REST at the root and GraphQL at `/public/graphql`, and takes any token. It makes
/// its data at the first request, from fixed seeds and relative to `now`, and keeps changes until the process ends.
package actor DemoInstance: Transport {
  private let now: Instant
  private var state: DemoState?

  /// Makes an instance whose data is relative to a time.
  ///
  /// - Parameter now: any time; one that is not between the years 5 and 9987 is moved there.
  package init(now: Date = Date()) {
    let seconds = min(max(now.timeIntervalSince1970.rounded(.down), -62_000_000_000), 253_000_000_000)
    self.now = Instant(milliseconds: Int(seconds) * 1000)
  }

  /// The time in `PANTHER_DEMO_NOW` (RFC 3339), or else the beginning of this hour: the ids and the events that one
  /// command shows are there for the next one, too.
  package static func now(environment: [String: String]) -> Date {
    guard let text = environment["PANTHER_DEMO_NOW"], let fixed = Instant(parsing: text, requiresZone: true) else {
      return Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 3600).rounded(.down) * 3600)
    }
    return Date(timeIntervalSince1970: Double(fixed.milliseconds) / 1000)
  }

  /// Answers a request as Panther would.
  ///
  /// A request that Panther would refuse gets the status and the message of Panther.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    try Task.checkCancellation()
    let request = DemoRequest(request)
    var state = self.state.take() ?? DemoState(now: now)
    defer { self.state = state }
    if request.path.suffix(2) == ["public", "graphql"] { return state.answerGraphQL(request) }
    do {
      return try state.answer(request)
    } catch let error as DemoError {
      return error.response
    }
  }
}
