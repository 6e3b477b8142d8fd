import Cleaning
import Synchronization
import JSON

/// Evidence of one call, gathered while it runs. Secrets are redacted in all of it, whatever answers may show.
final class CallRecord: Sendable {
  /// Longer arguments are cut, because a line of evidence needs no megabytes; the digest covers the whole.
  private static let longestArguments = 16_000

  private let exchanges = Mutex<[JSON]>([])
  private let start = ContinuousClock.now
  private let tool: String
  private let effect: Effect?
  private let arguments: JSON.Object
  private let request: Request?

  /// - Parameters:
  ///   - effect: nil for a tool that does not exist.
  ///   - arguments: shown with their secrets redacted; the digest is of what was really given.
  init(_ tool: String, _ effect: Effect?, _ arguments: JSON.Object, _ request: Request?) {
    (self.tool, self.effect, self.arguments, self.request) = (tool, effect, arguments, request)
  }

  /// What every line of the call says.
  private var base: JSON.Object {
    var base: JSON.Object = ["tool": .string(Self.clean(tool, 100))]
    base["effect"] = effect.map { .string($0.rawValue) }
    base["client"] = [
      "name": .string(Self.clean(request?.client.name ?? "command line", 100)),
      "version": .string(Self.clean(request?.client.version ?? "", 50)),
    ]
    base["caller"] = .string(request?.caller ?? "local")
    base["arguments_sha256"] = .string(Consent.digest(arguments))
    base["arguments"] = Self.shown(arguments)
    base["traceparent"] = request?.meta["traceparent"]?.string.map { .string(Self.clean($0, 100)) }
    return base
  }

  /// Adds one HTTP exchange.
  func add(_ exchange: JSON) {
    exchanges.withLock { if $0.count < 200 { $0.append(exchange) } }
  }

  /// A line before something is done: a `request` when no call may go without one, the `intent` to change something.
  func before(_ event: String, decision: String? = nil) -> JSON.Object {
    var entry: JSON.Object = ["event": .string(event)]
    entry.merge(base)
    entry["decision"] = decision.map(JSON.string)
    return entry
  }

  /// The line after a call.
  func outcome(
    decision: String, _ outcome: String, rows: Int? = nil, characters: Int? = nil, error: String? = nil
  ) -> JSON.Object {
    var entry = before("call", decision: decision)
    entry["outcome"] = .string(outcome)
    entry["error"] = error.map { .string(Self.clean($0, 300)) }
    var sanitizer = Sanitizer(redacts: true)
    entry["http"] = sanitizer.clean(.array(exchanges.withLock { $0 }))
    entry["rows"] = rows.map { JSON($0) }
    entry["characters"] = characters.map { JSON($0) }
    let elapsed = (ContinuousClock.now - start) / .milliseconds(1)
    entry["duration_ms"] = JSON((elapsed * 10).rounded() / 10)
    return entry
  }

  private static func clean(_ text: String, _ length: Int) -> String {
    var sanitizer = Sanitizer(redacts: true)
    // Cleaned before it is cut, or the rest of a secret would not look like one.
    return String(sanitizer.clean(text).prefix(length))
  }

  private static func shown(_ arguments: JSON.Object) -> JSON {
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(.object(arguments))
    let text = clean.text
    guard text.utf8.count > longestArguments else { return clean }
    return .string("\(text.prefix(longestArguments))… (\(text.utf8.count) bytes)")
  }
}
