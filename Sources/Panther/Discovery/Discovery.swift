import Foundation
import Synchronization
import JSON

/// Finds an instance's APIs once, at first need; callers at the same time share one attempt.
final class Discovery: Sendable {
  private enum State {
    case unknown
    case searching([AsyncStream<Endpoints>.Continuation])
    case known(Endpoints)
  }

  private let state = Mutex(State.unknown)
  private let transport: any Transport
  private let userAgent: String

  init(transport: any Transport, userAgent: String) {
    self.transport = transport
    self.userAgent = userAgent
  }

  /// - Throws: only `CancellationError`; a caller that leaves does not end the search for the others.
  func endpoints(of instance: Instance) async throws -> Endpoints {
    guard let page = instance.page else { return instance.endpoints }
    let (found, continuation) = AsyncStream.makeStream(of: Endpoints.self)
    let isFirst = state.withLock { state in
      switch state {
      case .known(let endpoints):
        continuation.yield(endpoints)
        return false
      case .searching(let waiting):
        state = .searching(waiting + [continuation])
        return false
      case .unknown:
        state = .searching([continuation])
        return true
      }
    }
    if isFirst { Task { await search(page, or: instance.endpoints) } }
    for await endpoints in found { return endpoints }
    throw CancellationError()
  }

  private func search(_ page: InstanceURL, or fallback: Endpoints) async {
    let request = HTTPRequest(
      .get, page.text + (page.path.isEmpty ? "/" : ""),
      headers: [("Accept", "text/html"), ("User-Agent", userAgent)], isRead: true, timeout: .seconds(5))
    let answer = try? await transport.send(request)
    let endpoints = answer.flatMap { InstancePage.endpoints(in: $0, of: page, or: fallback) } ?? fallback
    // No answer, or that of a proxy in trouble, says nothing about the instance: the next call looks again.
    let isFinal = answer.map { $0.status < 500 && $0.status != 429 } ?? false
    let waiting = state.withLock { state in
      guard case .searching(let waiting) = state else { return [AsyncStream<Endpoints>.Continuation]() }
      state = isFinal ? .known(endpoints) : .unknown
      return waiting
    }
    for continuation in waiting { continuation.yield(endpoints) }
  }
}

/// The console's page, which carries its settings as JSON in a script element. Not documented, so every step may fail.
enum InstancePage {
  static func endpoints(in answer: HTTPResponse, of page: InstanceURL, or fallback: Endpoints) -> Endpoints? {
    guard answer.status == 200, let settings = settings(in: String(decoding: answer.body, as: UTF8.self)),
      let named = settings["rest"]?.string ?? settings["WEB_APPLICATION_GRAPHQL_API_ENDPOINT"]?.string,
      named.contains("://"), let url = InstanceURL(named)
    else { return nil }
    let api = url.removing(suffix: "/internal/graphql") ?? url.removing(suffix: Endpoints.graphQLPath) ?? url
    guard Trust.allows(api, namedBy: page) else {
      return Endpoints(
        rest: fallback.rest, graphQL: fallback.graphQL,
        note: "The instance's page names \(api.host) as its API, which is not under the domain of "
          + "\(page.host), so the token was not sent there. If that is right, PANTHER_REST_API_URL says so.")
    }
    return Endpoints(rest: api.text)
  }

  private static func settings(in html: String) -> JSON? {
    guard let id = html.range(of: "__PANTHER_CONFIG__"),
      let start = html.range(of: ">", range: id.upperBound..<html.endIndex),
      let end = html.range(of: "</script", options: .caseInsensitive, range: start.upperBound..<html.endIndex)
    else { return nil }
    return try? JSON(parsing: html[start.upperBound..<end.lowerBound].utf8)
  }
}
