import Concurrency
import Synchronization

/// Finds the APIs of an instance once, when they are first needed. Callers at the same time share one search.
final class Discovery: Sendable {
  /// What was found, by the URL of the page that names the APIs.
  private let found = Mutex<[String: Endpoints]>([:])
  private let searches = SharedWork<String, Endpoints>()
  private let transport: any Transport
  private let userAgent: String

  init(transport: any Transport, userAgent: String) {
    self.transport = transport
    self.userAgent = userAgent
  }

  /// The endpoints that the instance's page names, or else those that the configuration leads to.
  ///
  /// - Throws: only `CancellationError`. A caller that is cancelled does not end the search for the others.
  func endpoints(of instance: Instance) async throws -> Endpoints {
    guard let page = instance.page else { return instance.endpoints }
    let known = { self.found.withLock { $0[page.text] } }
    if let known = known() { return known }
    return try await searches.value(for: page.text, known: known) {
      await self.search(page, or: instance.endpoints)
    }
  }

  private func search(_ page: InstanceURL, or fallback: Endpoints) async -> Endpoints {
    let request = HTTPRequest(
      .get, page.text + (page.path.isEmpty ? "/" : ""),
      headers: [("Accept", "text/html"), ("User-Agent", userAgent)], isRead: true, timeout: .seconds(5))
    let answer = try? await transport.send(request)
    let endpoints = answer.flatMap { InstancePage.endpoints(in: $0, of: page, or: fallback) } ?? fallback
    // No answer, or the answer of a proxy that fails, says nothing about the instance. The next call searches again.
    if let answer, answer.status < 500, answer.status != 429 { found.withLock { $0[page.text] = endpoints } }
    return endpoints
  }
}
