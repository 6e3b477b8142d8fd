import Foundation
import JSON
import Panther
import Synchronization
import Testing

/// Answers requests from a script and records what was sent.
final class StubTransport: Transport {
  typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse

  private struct State {
    var handlers: [(match: String, handler: Handler)] = []
    var sent: [HTTPRequest] = []
    /// Whether an answer said that something does not exist, or that there is nothing.
    var hasFoundNothing = false

    mutating func handler(of line: String) -> Handler? {
      let matching = handlers.indices.filter { line.hasPrefix(handlers[$0].match) }
      guard let index = matching.first else { return nil }
      return matching.count > 1 ? handlers.remove(at: index).handler : handlers[index].handler
    }
  }

  private let state = Mutex(State())

  var sent: [HTTPRequest] { state.withLock { $0.sent } }

  /// Answers requests whose line (`GET /alerts?…`, or `query Name` for GraphQL) begins with `match`. The answers that
  /// match are used in their order, the last one for ever.
  func answer(_ match: String, _ handler: @escaping Handler) {
    state.withLock { $0.handlers.append((match, handler)) }
  }

  /// Where something was not found, tools look for near names, to offer them. A test that is about something else need
  /// not script that: such a look fails, and is not among what was sent.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let line = request.line
    let (handler, isLook) = state.withLock { state -> (Handler?, Bool) in
      let isLook = state.hasFoundNothing && request.isRead && !state.handlers.contains { line.hasPrefix($0.match) }
      guard !isLook else { return (nil, true) }
      state.sent.append(request)
      return (state.handler(of: line), false)
    }
    guard !isLook else { throw PantherError(.invalid, message: "no names for \(line)") }
    guard let handler else {
      Issue.record("no answer for \(line)")
      throw PantherError(.invalid, message: "no answer for \(line)")
    }
    let response = try await handler(request)
    if response.hasNothing { state.withLock { $0.hasFoundNothing = true } }
    return response
  }
}
extension HTTPRequest {
  var json: JSON { body.flatMap { try? JSON(parsing: $0) } ?? .null }

  /// Whether it changes nothing.
  var isRead: Bool { line.hasPrefix("GET ") || line.hasPrefix("query ") }

  /// The variables of a GraphQL operation.
  var variables: JSON { json["variables"] ?? .null }

  /// `GET /alerts?limit=5`, or `mutation Name` for GraphQL.
  var line: String {
    if let name = json["operationName"]?.string, let document = json["query"]?.string {
      return "\(document.prefix { $0.isLetter }) \(name)"
    }
    return "\(method.rawValue) \(url.replacing(Bench.base, with: ""))"
  }

  /// The first value of an item of the query string.
  func query(_ name: String) -> String? {
    URLComponents(string: url)?.queryItems?.first { $0.name == name }?.value
  }
}

extension HTTPResponse {
  /// Whether it says that something does not exist, or that there is nothing.
  fileprivate var hasNothing: Bool {
    let json = try? JSON(parsing: body)
    let isEmpty = json?["results"].map { $0.isNull || $0.array?.isEmpty == true } == true
    return status == 400 || status == 404 || json?["errors"] != nil || isEmpty
  }
}
