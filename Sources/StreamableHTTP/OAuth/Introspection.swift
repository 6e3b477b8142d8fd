import Concurrency
package import JSON
package import Logging
import Sealing
import Synchronization

/// Accepts the tokens of an authorization server, which is asked about each of them (RFC 7662).
package final class Introspection: Authenticator {
  /// Asks the authorization server about a token, and returns the claims.
  package typealias Ask = @Sendable (_ token: String) async throws -> JSON

  private struct Entry {
    let verdict: Verdict
    let until: ContinuousClock.Instant
    /// What was offered when the verdict was given.
    let generation: Int
  }

  /// The longest time for which a verdict is kept. A token that was revoked is refused after this time at the latest.
  package static let longestLife = Duration.seconds(60)
  /// The longest time that an answer should take. Others wait for it when many tokens are asked about.
  package static let longestQuestion = Duration.seconds(5)
  private static let cacheLimit = 4_096

  /// What clients are told about the authorization server.
  package var resource: ProtectedResource? { protected }

  let protected: ProtectedResource
  let life: Duration
  let offer: @Sendable (_ subject: String?, _ scopes: Set<String>) -> Offer
  let scope: @Sendable (_ tool: String) -> String?
  private let ask: Ask
  private let log: Log
  /// The verdicts by the hash of the token, so that no token is kept. Refusals have a store of their own, because
  /// anybody can send made-up tokens, and those must not push out the good ones.
  private let accepted = Mutex<[[UInt8]: Entry]>([:])
  private let refused = Mutex<[[UInt8]: Entry]>([:])
  /// How often that which is offered has changed. Verdicts from before that do not count.
  private let generation = Mutex(0)
  private let questions = SharedWork<[UInt8], Verdict>()
  let queue = QuestionQueue(places: 64, room: 512, patience: .seconds(10))

  /// Makes an authenticator.
  ///
  /// - Parameters:
  ///   - protected: this server, for which tokens must be made.
  ///   - life: how long a verdict is kept.
  ///   - log: takes the reasons why the authorization server gave no claims.
  ///   - offer: what is offered to a token of this subject with these scopes, which are some of those of `protected`.
  ///   - scope: the scope that a call of the named tool needs; nil when there is no such tool.
  ///   - ask: asks the authorization server.
  package init(
    _ protected: ProtectedResource, life: Duration = longestLife, log: Log,
    offer: @escaping @Sendable (_ subject: String?, _ scopes: Set<String>) -> Offer,
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
  package func verdict(on token: String?, from asker: Asker) async -> Verdict {
    if let known = knownVerdict(on: token) { return known }
    guard let token else { return .refused(.missing(scopes: leastScope)) }
    let key = SHA256.hash(token.utf8)
    // A client that leaves cancels this task, but in the legacy era not its message, so another task does the waiting.
    let question = Task {
      try await questions.value(for: key, known: { self.kept(key) }) {
        // Tokens that were good before go first: they are no made-up ones.
        let isFamiliar = self.accepted.withLock { $0[key] != nil }
        return await self.queue.ask(asker, isFamiliar: isFamiliar) { await self.judge(token, key) } ?? Self.tooMany
      }
    }
    return (try? await question.value) ?? Self.tooMany
  }

  private static var tooMany: Verdict { .refused(.unavailable("Too many unknown tokens at once; try again soon.")) }

  private func kept(_ key: [UInt8]) -> Verdict? {
    let generation = generation.withLock(\.self)
    let holds = { (entry: Entry) in entry.until > .now && entry.generation == generation }
    let entry = accepted.withLock { $0[key] }.flatMap { holds($0) ? $0 : nil } ?? refused.withLock { $0[key] }
    return entry.flatMap { holds($0) ? $0.verdict : nil }
  }

  /// Says that what is offered has changed, so that each token is judged anew.
  package func judgeAnew() {
    generation.withLock { $0 += 1 }
  }

  private func judge(_ token: String, _ key: [UInt8]) async -> Verdict {
    do {
      let generation = generation.withLock(\.self)
      let (verdict, life) = verdict(on: try await ask(token))
      keep(Entry(verdict: verdict, until: .now + life, generation: generation), key)
      return verdict
    } catch {
      log.error("token introspection failed: \(error)")
      return .refused(.unavailable("The authorization server could not be asked about the token."))
    }
  }

  private func keep(_ entry: Entry, _ key: [UInt8]) {
    guard case .accepted = entry.verdict else {
      accepted.withLock { $0[key] = nil }
      return refused.withLock { Self.add(entry, key, to: &$0) }
    }
    accepted.withLock { Self.add(entry, key, to: &$0) }
  }

  /// An entry that has ended stays where there is room for it: a token that was good once is familiar.
  private static func add(_ entry: Entry, _ key: [UInt8], to entries: inout [[UInt8]: Entry]) {
    let now = ContinuousClock.now
    if entries.count >= cacheLimit { entries = entries.filter { $0.value.until > now } }
    if entries.count >= cacheLimit { entries = [:] }
    entries[key] = entry
  }
}
