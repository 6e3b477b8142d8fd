package import Logging
import Sealing
import Foundation
package import MCP
import Synchronization
package import JSON

/// Bearer tokens of an authorization server, which is asked about each of them (RFC 7662).
package final class Introspection: Authenticator {
  /// Asks about a token; the answer's claims.
  package typealias Ask = @Sendable (_ token: String) async throws -> JSON

  private struct Entry {
    var verdict: Verdict?
    /// Set while the authorization server is being asked.
    var question: Task<Verdict, Never>?
    var until = ContinuousClock.now
  }

  private struct State {
    /// By the hash of the token, so that memory holds no tokens.
    var entries: [[UInt8]: Entry] = [:]
    var questions = 0
  }

  /// A token that was taken back is refused after this time at the latest.
  package static let longestLife = Duration.seconds(60)
  static let cacheLimit = 4_096
  /// More questions than this at once are refused, because anybody can ask them.
  static let questionLimit = 64

  package let protected: ProtectedResource
  private let life: Duration
  private let offer: @Sendable (Set<Effect>) -> Service
  private let effect: @Sendable (String) -> Effect?
  private let ask: Ask
  private let log: Log
  private let state = Mutex(State())

  /// - Parameters:
  ///   - offer: what is offered to a token that may have these effects.
  ///   - effect: that of a tool of this server, by name.
  package init(
    _ protected: ProtectedResource, life: Duration = longestLife, log: Log,
    offer: @escaping @Sendable (Set<Effect>) -> Service, effect: @escaping @Sendable (_ tool: String) -> Effect?,
    ask: @escaping Ask
  ) {
    (self.protected, self.life, self.log) = (protected, life, log)
    (self.offer, self.effect, self.ask) = (offer, effect, ask)
  }

  package var resource: ProtectedResource? { protected }

  package func knownVerdict(on token: String?) -> Verdict? {
    guard let token else { return .refused(.missing(scopes: [Effect.reads.scope])) }
    guard token.utf8.count <= 8192, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return .refused(.invalid("The token is malformed."))
    }
    let key = SHA256.hash(token.utf8)
    return state.withLock { $0.entries[key].flatMap { $0.until > .now ? $0.verdict : nil } }
  }

  package func verdict(on token: String?) async -> Verdict {
    if let known = knownVerdict(on: token) { return known }
    guard let token else { return .refused(.missing()) }
    let key = SHA256.hash(token.utf8)
    let question = state.withLock { state -> Task<Verdict, Never>? in
      if let question = state.entries[key]?.question { return question }
      guard state.questions < Self.questionLimit else { return nil }
      makeRoom(&state)
      let question = Task { await self.judge(token, key) }
      state.entries[key] = Entry(question: question)
      state.questions += 1
      return question
    }
    return await question?.value ?? .refused(.unavailable("Too many unknown tokens at once; try again soon."))
  }

  private func makeRoom(_ state: inout State) {
    guard state.entries.count >= Self.cacheLimit else { return }
    let now = ContinuousClock.now
    state.entries = state.entries.filter { $0.value.question != nil || $0.value.until > now }
    // All are fresh: somebody is making tokens up, and those in use are asked about again.
    if state.entries.count >= Self.cacheLimit { state.entries = state.entries.filter { $0.value.question != nil } }
  }

  private func judge(_ token: String, _ key: [UInt8]) async -> Verdict {
    var verdict = Verdict.refused(.unavailable("The authorization server could not be asked about the token."))
    var life: Duration?
    do {
      let claims = try await ask(token)
      (verdict, life) = self.verdict(on: claims)
    } catch {
      log.error("token introspection failed: \(error)")
    }
    state.withLock { state in
      state.questions -= 1
      state.entries[key] = life.map { Entry(verdict: verdict, until: .now + $0) }
    }
    return verdict
  }

  /// - Returns: also for how long it stands.
  private func verdict(on claims: JSON) -> (Verdict, Duration) {
    let now = Date().timeIntervalSince1970
    func refused(_ reason: String) -> (Verdict, Duration) { (.refused(.invalid(reason)), life) }
    guard claims["active"]?.bool == true else { return refused("The token is not active.") }
    let end = claims["exp"]?.double
    guard end.map({ $0 > now }) ?? true else { return refused("The token has expired.") }
    guard claims["nbf"]?.double.map({ $0 <= now + 60 }) ?? true else { return refused("The token is not valid yet.") }
    guard claims["iss"]?.string.map({ $0 == protected.issuer }) ?? true else {
      return refused("The token is of another issuer.")
    }
    let audience = claims["aud"]?.array?.compactMap(\.string) ?? [claims["aud"]?.string].compactMap(\.self)
    guard audience.contains(protected.url) else { return refused("The token was not made for this server.") }
    guard claims["cnf"]?.isNull ?? true else {
      return refused("The token is bound to a key, which is not checked here.")
    }
    guard let name = claims["sub"]?.string.map({ "oauth:\($0)" }) ?? claims["client_id"]?.string.map({ "client:\($0)" })
    else { return refused("The token names nobody.") }

    let scopes = Set((claims["scope"]?.string ?? "").split(separator: " ").map(String.init))
    let effects = Set(Effect.allCases.filter { scopes.contains($0.scope) })
    let remaining = min(life, .seconds(min((end ?? .infinity) - now, 3600)))
    guard !effects.isEmpty else { return (.refused(.insufficient(scopes: [Effect.reads.scope])), remaining) }
    let caller = Caller(name: name, service: offer(effects)) { [effect] tool in
      guard let needed = effect(tool), !effects.contains(needed) else { return nil }
      return Effect.allCases.filter { effects.contains($0) || $0 == needed }.map(\.scope)
    }
    return (.accepted(caller), remaining)
  }
}
