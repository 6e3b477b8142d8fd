import Foundation
import HTTPServer
import JSON
import MCP
import Synchronization

/// What the audit log is told of requests that are refused because of who sends them, or by which name they call this
/// server. Anybody who reaches the port can send thousands a second, so of each address only the first is written at
/// once, of some addresses a minute, and one line a minute counts the others.
final class Refusals: Sendable {
  /// Why a request was refused.
  enum Reason: String {
    case host
    case origin
    case noToken = "no_token"
    case invalidToken = "invalid_token"
    /// The access of the caller has ended.
    case expired
    /// Callers need a Panther token of their own here, and this one has none.
    case noPantherToken = "no_panther_token"
    case insufficientScope = "insufficient_scope"
    /// The authorization server could not be asked.
    case unavailable
  }

  /// How many addresses get a line of their own in a minute.
  private static let mostLines = 10
  /// The most addresses that the line of the count names.
  private static let mostAddresses = 50

  private struct Minute {
    var since = Date()
    /// Whether a task will write the count.
    var isRunning = false
    /// The addresses that got a line of their own.
    var written: Set<String> = []
    var requests = 0
    var addresses: [String: Int] = [:]
    var reasons: [String: Int] = [:]
  }

  private struct State {
    var minute = Minute()
    /// The addresses of the minute before, which get no line of their own again.
    var known: Set<String> = []
    var knownUntil = ContinuousClock.now
  }

  private let trail: any AuditTrail
  private let length: Duration
  private let state = Mutex(State())

  /// - Parameter length: how long requests are counted before a line says how many there were.
  init(_ trail: any AuditTrail, length: Duration = .seconds(60)) {
    (self.trail, self.length) = (trail, length)
  }

  /// Writes the line of a refused request, or counts it.
  /// - Parameters:
  ///   - error: the reason in words, without any part of a token.
  ///   - details: more members of the line.
  func note(_ request: WebRequest, _ reason: Reason, _ status: Int, _ error: String, _ details: JSON.Object = [:]) {
    let peer = Peer(of: request)
    let address = peer.address + (peer.forwardedFor.map { " for \($0)" } ?? "")
    guard getsLine(address) else { return count(address, reason) }
    var entry: JSON.Object = [
      "event": "refused", "reason": .string(reason.rawValue), "status": JSON(status),
    ]
    entry.merge(peer.members)
    entry["method"] = .string(loggable(request.head.method))
    entry.merge(details)
    entry["error"] = .string(error)
    do {
      try trail.record(entry)
    } catch {
      count(address, reason)
    }
  }

  private func getsLine(_ address: String) -> Bool {
    let (begins, getsLine) = state.withLock { state in
      let begins = !state.minute.isRunning
      if begins {
        state.minute.isRunning = true
        if state.minute.requests == 0 { state.minute.since = Date() }
        if state.knownUntil < .now { state.known = [] }
      }
      guard state.minute.written.count < Self.mostLines, !state.known.contains(address) else { return (begins, false) }
      return (begins, state.minute.written.insert(address).inserted)
    }
    if begins {
      Task {
        try? await Task.sleep(for: length)
        writeCount()
      }
    }
    return getsLine
  }

  private func count(_ address: String, _ reason: Reason) {
    state.withLock { state in
      state.minute.requests += 1
      state.minute.reasons[reason.rawValue, default: 0] += 1
      if state.minute.addresses[address] != nil || state.minute.addresses.count < Self.mostAddresses {
        state.minute.addresses[address, default: 0] += 1
      }
    }
  }

  /// Writes the line that says how many requests were refused since the last such line, besides those with a line of
  /// their own; none where there are none. If it cannot be written, the next one counts them too.
  func writeCount() {
    let minute = state.withLock { state in
      defer { state.minute = Minute() }
      state.known = state.minute.written.union(state.minute.addresses.keys)
      state.knownUntil = .now + length
      return state.minute
    }
    guard minute.requests > 0 else { return }
    do {
      try trail.record([
        "event": "refusals", "requests": JSON(minute.requests),
        "since": .string(minute.since.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
        "addresses": Self.sorted(minute.addresses), "reasons": Self.sorted(minute.reasons),
      ])
    } catch {
      state.withLock { state in
        state.minute.since = minute.since
        state.minute.requests += minute.requests
        state.minute.addresses.merge(minute.addresses, uniquingKeysWith: +)
        state.minute.reasons.merge(minute.reasons, uniquingKeysWith: +)
      }
    }
  }

  private static func sorted(_ counts: [String: Int]) -> JSON {
    .object(JSON.Object(counts.sorted { $0.key < $1.key }.map { ($0, JSON($1)) }))
  }
}

extension Peer {
  /// The nearest proxy adds the last address to `X-Forwarded-For`.
  init(of request: WebRequest) {
    let last = request.head.headers["X-Forwarded-For"]?.split(separator: ",").last ?? ""
    let text = loggable(last.trimmingCharacters(in: .whitespaces))
    self.init(address: request.remoteAddress, forwardedFor: text.isEmpty ? nil : text)
  }
}
