package import Foundation
import JSON
import Sealing
import Synchronization

/// Asks for a person's yes in the way that the client can: by an elicitation of the modern or the legacy era, or by a
/// preview with a token that confirms it.
///
/// A host may answer an elicitation without a person. So this is consent, not authentication.
///
/// Only the process that asked takes the answer, because only it knows which answers were used: a yes that two replicas
/// took would count twice. So what a client brings back is sealed with a key that nobody else has.
package final class Consent: Sendable {
  /// Seconds that a question, its state and its confirm token stay good.
  package static let life = 300.0

  static let argument = "confirm_token"
  static let argumentSchema: JSON = [
    "type": "string", "description": "From the preview of this call, after the user agreed to it",
  ]

  private let seal: Seal
  private let patience: Duration
  /// The nonces of all answers, and when each may be forgotten. An answer counts once.
  private let used = Mutex<[String: Double]>([:])

  /// - Parameters:
  ///   - patience: how long a legacy client may take to answer.
  ///   - now: seconds since 1970; the time of the system when left out.
  package init(patience: Duration = .seconds(life), now: (@Sendable () -> TimeInterval)? = nil) {
    self.patience = patience
    seal = now.map { Seal(now: $0) } ?? Seal()
  }

  enum Decision {
    /// A yes. `how` is for the audit log; `shown` is the digest of what the person has read.
    case granted(how: String, shown: String)
    /// A question, as a result of the modern era.
    case ask(JSON.Object)
    /// An ordinary answer that shows what would happen, and how to confirm it.
    case preview(JSON.Object)
    /// A person's no. `how` is for the audit log, `why` for the model.
    case declined(how: String, why: String)
    /// No answer, or none that counts.
    case refused(how: String, why: String)
  }

  /// Decides about one call.
  /// - Parameter describe: what the call would do, in words for a person. It is called only when somebody will read it.
  /// - Throws: `RPCError` for a `requestState` that this server did not give.
  func decide(
    _ tool: String, _ arguments: JSON.Object, token: JSON?, _ request: Request, describe: () async throws -> String
  ) async throws -> Decision {
    let bound = Self.bound(tool, arguments, request)
    if request.revision.isModern, request.client.takesForms {
      return try await modern(tool, bound, request, describe)
    }
    if let ask = request.ask, request.client.takesForms {
      return try await legacy(ask, request, describe)
    }
    return try await confirm(tool, bound, token, describe)
  }

  /// Takes the answer that a call brings back to a question of ours, unless it is a yes. It counts from then on: the
  /// same question cannot be answered again, also where nobody can tell what the answer means.
  ///
  /// - Returns: the no; nil for a call that brings anything else, about which `decide` decides.
  func takeNo(_ tool: String, _ arguments: JSON.Object, _ request: Request) -> Decision? {
    guard let state = request.params["requestState"]?.string,
      let responses = request.params["inputResponses"],
      let response = responses.object.map({ $0["confirm"] }) ?? responses,
      case .valid(let nonce, _) = open(state, for: Self.purpose(Self.bound(tool, arguments, request)))
    else { return nil }
    let answer = try? Self.meaning(of: response, "elicitation", shown: "")
    if case .granted = answer { return nil }
    return use(nonce) ? answer : nil
  }

  /// The call that a yes is bound to.
  private static func bound(_ tool: String, _ arguments: JSON.Object, _ request: Request) -> JSON {
    [.string(tool), .string(digest(arguments)), .string(request.caller)]
  }

  /// What the state of a question is sealed for.
  private static func purpose(_ bound: JSON) -> JSON { ["state", bound] }

  /// The digest of the arguments, to which a yes is bound. Their order does not matter.
  static func digest(_ arguments: JSON.Object) -> String {
    let sorted = arguments.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return SHA256.hex(JSON.object(JSON.Object(unique: sorted)).bytes)
  }

  /// The digest of a text that a person is shown.
  static func digest(_ text: String) -> String { SHA256.hex(Array(text.utf8)) }

  // MARK: Three ways to ask

  private func modern(
    _ tool: String, _ bound: JSON, _ request: Request, _ describe: () async throws -> String
  ) async throws -> Decision {
    let purpose = Self.purpose(bound)
    if let state = request.params["requestState"] {
      guard let state = state.string else { throw RPCError.invalidParams("requestState must be a string") }
      switch open(state, for: purpose) {
      case .ofAnotherProcess:
        return .refused(
          how: "answer to another replica",
          why: """
            This answer is to a question of another replica of this server, or from before it was started anew, and \
            only the process that asked takes it. Nothing was changed. Call \(tool) without it, to ask again.
            """)
      case .invalid: throw RPCError.invalidParams("requestState is not one that this server gave for this call")
      case .expired: break
      case .valid(let nonce, let shown):
        guard case .object(let responses) = request.params["inputResponses"] ?? [:] else {
          throw RPCError.invalidParams("inputResponses must be an object")
        }
        if let response = responses["confirm"] { return try settle(response, nonce, "elicitation", shown) }
      }
    }
    let message = try await describe()
    return .ask([
      "inputRequests": [
        "confirm": ["method": "elicitation/create", "params": .object(Self.form(message, request.revision))]
      ],
      "requestState": .string(sealed(for: purpose, message)),
    ])
  }

  private func legacy(
    _ ask: Request.Ask, _ request: Request, _ describe: () async throws -> String
  ) async throws -> Decision {
    let message = try await describe()
    var params = Self.form(message, request.revision)
    // Some hosts find the call that a question belongs to by the metadata that they sent with the call.
    let meta = request.meta.members.filter {
      $0.key != "progressToken" && !$0.key.hasPrefix("io.modelcontextprotocol/")
    }
    if !meta.isEmpty { params["_meta"] = .object(JSON.Object(unique: meta)) }
    do {
      let response = try await ask("elicitation/create", params, patience)
      return try settle(response, Self.nonce(), "elicitation", Self.digest(message))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let reason = (error as? RPCError)?.message ?? "\(error)"
      return .refused(how: "no answer", why: "The user could not be asked (\(reason)). Nothing was changed.")
    }
  }

  private func confirm(
    _ tool: String, _ bound: JSON, _ token: JSON?, _ describe: () async throws -> String
  ) async throws -> Decision {
    let purpose: JSON = ["confirm", bound]
    if let token, !token.isNull, token != "" {
      switch open(token.string ?? "", for: purpose) {
      case .ofAnotherProcess:
        return .refused(
          how: "token of another replica",
          why: """
            This confirm_token was given by another replica of this server, or before it was started anew, and only \
            the process that gave it takes it. Nothing was changed. Call \(tool) without it.
            """)
      case .valid(let nonce, let shown) where use(nonce): return .granted(how: "confirm token", shown: shown)
      case .valid:
        return .refused(
          how: "token used",
          why: """
            This confirm_token was used already: the earlier call may have made the change. Nothing was changed by this one.
            """)
      case .expired:
        return .refused(
          how: "token expired", why: "This confirm_token has expired. Nothing was changed. Call \(tool) without it.")
      case .invalid:
        return .refused(
          how: "token invalid",
          why: """
            This confirm_token is not for exactly this call. Nothing was changed. Call \(tool) without it to see \
            what would happen.
            """)
      }
    }
    let message = try await describe()
    return .preview([
      "notice": .string(Rendering.notice), "confirmation_required": true, "would": .string(message),
      "confirm_token": .string(sealed(for: purpose, message)),
      "hint": .string(
        "Nothing was changed. Show this to the user; only if they agree, call \(tool) again with the same arguments "
          + "and this confirm_token, within 5 minutes."),
    ])
  }

  /// Decides by an answer to an elicitation, which counts once.
  private func settle(_ response: JSON, _ nonce: String, _ how: String, _ shown: String) throws -> Decision {
    let decision = try Self.meaning(of: response, how, shown: shown)
    guard use(nonce) else {
      return .refused(how: "answer used", why: "This answer was used already. Nothing was changed.")
    }
    return decision
  }

  /// The decision that an answer to an elicitation means.
  private static func meaning(of response: JSON, _ how: String, shown: String) throws -> Decision {
    switch response["action"]?.string {
    case "accept" where response["content"]?["confirm"]?.bool == true: .granted(how: how, shown: shown)
    case "accept", "decline": .declined(how: "declined", why: "The user declined. Nothing was changed.")
    case "cancel": .declined(how: "dismissed", why: "The user dismissed the question. Nothing was changed.")
    default: throw RPCError.invalidParams("the answer must have an action: accept, decline or cancel")
    }
  }

  private static func form(_ message: String, _ revision: Revision) -> JSON.Object {
    var form: JSON.Object = [
      "message": .string(message),
      "requestedSchema": [
        "type": "object",
        "properties": [
          "confirm": ["type": "boolean", "title": "Yes, do this", "description": "Anything else changes nothing"]
        ],
        "required": ["confirm"],
      ],
    ]
    if revision >= .november2025 { form["mode"] = "form" }
    return form
  }

  // MARK: What a client brings back

  private enum Opened {
    /// It was given by this process, for this purpose; the nonce tells it from all others. A person was shown a text of
    /// this digest.
    case valid(nonce: String, shown: String)
    case expired, invalid, ofAnotherProcess
  }

  private func sealed(for purpose: JSON, _ message: String) -> String {
    let content: JSON = ["nonce": .string(Self.nonce()), "shown": .string(Self.digest(message))]
    return Replica.marked(seal.seal(content, for: purpose, life: Self.life))
  }

  private func open(_ text: String, for purpose: JSON) -> Opened {
    guard !Replica.isForeign(text) else { return .ofAnotherProcess }
    switch seal.open(Replica.unmarked(text), for: purpose) {
    case .valid(let content):
      return .valid(nonce: content["nonce"]?.string ?? "", shown: content["shown"]?.string ?? "")
    case .expired: return .expired
    case .invalid: return .invalid
    }
  }

  private static func nonce() -> String { String(UInt64.random(in: 0 ... .max), radix: 36) }

  private func use(_ nonce: String) -> Bool {
    used.withLock { used in
      // This is the clock of the seal. If it is set back, a used text is good again, and must still count as used.
      let now = seal.now()
      used = used.filter { $0.value > now }
      return used.updateValue(now + Self.life, forKey: nonce) == nil
    }
  }
}
