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
  }

  private let state = Mutex(State())

  var sent: [HTTPRequest] { state.withLock { $0.sent } }

  /// Answers requests whose line (`GET /alerts?…`, or `query Name` for GraphQL) begins with `match`. The answers that
  /// match are used in their order, the last one for ever.
  func answer(_ match: String, _ handler: @escaping Handler) {
    state.withLock { $0.handlers.append((match, handler)) }
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let line = request.line
    let handler = state.withLock { state -> Handler? in
      state.sent.append(request)
      let matching = state.handlers.indices.filter { line.hasPrefix(state.handlers[$0].match) }
      guard let index = matching.first else { return nil }
      return matching.count > 1 ? state.handlers.remove(at: index).handler : state.handlers[index].handler
    }
    guard let handler else {
      Issue.record("no answer for \(line)")
      throw PantherError(.invalid, message: "no answer for \(line)")
    }
    return try await handler(request)
  }
}

extension HTTPRequest {
  var json: JSON { body.flatMap { try? JSON(parsing: $0) } ?? .null }

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
