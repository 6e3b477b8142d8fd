import Concurrency
package import JSON
package import Logging
package import MCP
import Sealing
import Synchronization

/// Accepts the tokens of an authorization server, which is asked about each of them (RFC 7662).
package final class Introspection: Authenticator {
  /// Asks the authorization server about a token, and returns the claims.
  package typealias Ask = @Sendable (_ token: String) async throws -> JSON

  private struct Entry {
    let verdict: Verdict
    let until: ContinuousClock.Instant
  }

  /// The longest time for which a verdict is kept. A token that was revoked is refused after this time at the latest.
  package static let longestLife = Duration.seconds(60)
  private static let cacheLimit = 4_096
  /// The most questions at once. More are refused, because anybody can send a made-up token.
  private static let questionLimit = 64

  /// What clients are told about the authorization server.
  package var resource: ProtectedResource? { protected }

  let protected: ProtectedResource
  let life: Duration
  let offer: @Sendable (_ scopes: Set<String>) -> Service
  let scope: @Sendable (_ tool: String) -> String?
  private let ask: Ask
  private let log: Log
  /// The verdicts by the hash of the token, so that no token is kept.
  private let verdicts = Mutex<[[UInt8]: Entry]>([:])
  private let questions = SharedWork<[UInt8], Verdict>(limit: questionLimit)

  /// Makes an authenticator.
  ///
  /// - Parameters:
  ///   - protected: this server, for which tokens must be made.
  ///   - life: how long a verdict is kept.
  ///   - log: takes the reasons why the authorization server gave no claims.
  ///   - offer: what is offered to a token with these scopes, which are some of those of `protected`.
  ///   - scope: the scope that a call of the named tool needs; nil when there is no such tool.
  ///   - ask: asks the authorization server.
  package init(
    _ protected: ProtectedResource, life: Duration = longestLife, log: Log,
    offer: @escaping @Sendable (_ scopes: Set<String>) -> Service,
    scope: @escaping @Sendable (_ tool: String) -> String?, ask: @escaping Ask
  ) {
    (self.protected, self.life, self.log) = (protected, life, log)
    (self.offer, self.scope, self.ask) = (offer, scope, ask)
  }

  /// The scope that a caller needs for anything at all.
  var leastScope: [String] { Array(protected.scopes.prefix(1)) }

  /// The verdict that is kept; requests without a token, and tokens that cannot be one, are refused at once.
  package func knownVerdict(on token: String?) -> Verdict? {
    guard let token else { return .refused(.missing(scopes: leastScope)) }
    guard token.utf8.count <= 8192, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return .refused(.invalid("The token is malformed."))
    }
    return kept(SHA256.hash(token.utf8))
  }

  /// The verdict that is kept, or that of the authorization server. Requests with the same token share a question.
  package func verdict(on token: String?) async -> Verdict {
    if let known = knownVerdict(on: token) { return known }
    guard let token else { return .refused(.missing(scopes: leastScope)) }
    let key = SHA256.hash(token.utf8)
    // A client that leaves cancels this task, but in the legacy era not its message, so another task does the waiting.
    let question = Task {
      try await questions.value(for: key, known: { self.kept(key) }) { await self.judge(token, key) }
    }
    do {
      return try await question.value
    } catch {
      return .refused(.unavailable("Too many unknown tokens at once; try again soon."))
    }
  }

  private func kept(_ key: [UInt8]) -> Verdict? {
    verdicts.withLock { $0[key].flatMap { $0.until > .now ? $0.verdict : nil } }
  }

  private func judge(_ token: String, _ key: [UInt8]) async -> Verdict {
    do {
      let (verdict, life) = verdict(on: try await ask(token))
      keep(verdict, for: life, key)
      return verdict
    } catch {
      log.error("token introspection failed: \(error)")
      return .refused(.unavailable("The authorization server could not be asked about the token."))
    }
  }

  private func keep(_ verdict: Verdict, for life: Duration, _ key: [UInt8]) {
    let now = ContinuousClock.now
    verdicts.withLock { verdicts in
      if verdicts.count >= Self.cacheLimit { verdicts = verdicts.filter { $0.value.until > now } }
      // If all are fresh, somebody makes tokens up. The tokens in use are asked about again.
      if verdicts.count >= Self.cacheLimit { verdicts = [:] }
      verdicts[key] = Entry(verdict: verdict, until: now + life)
    }
  }
}
