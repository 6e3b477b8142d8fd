import Audit
import Foundation
import JSON
import MCP
import Panther
import PantherTools
import Sealing
import StreamableHTTP

/// What the audit log is told of this process itself.
extension Program {
  /// Says what the line about the start is. Over HTTP it is written at once. Over stdio it waits for the first other
  /// line, because clients start many processes that only list tools, and those have to be quick.
  ///
  /// - Parameters:
  ///   - details: more members of the line.
  ///   - tokens: the static tokens; nil over stdio.
  func recordStart(over transport: String, _ details: JSON.Object = [:], _ tokens: [TokenTable.Entry]? = nil) {
    let started = Date()
    audit?.begin { startEntry(transport, started, details, tokens) }
    if tokens != nil { audit?.writeStart() }
  }

  private func startEntry(
    _ transport: String, _ started: Date, _ details: JSON.Object, _ tokens: [TokenTable.Entry]?
  ) -> JSON.Object {
    var entry: JSON.Object = [
      "event": "start", "version": .string(Self.version), "transport": .string(transport),
      "started": .string(started.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
      "pid": JSON(Int(getpid())),
    ]
    entry["instance"] = (configuration.isDemo ? "demo" : instanceHost).map(JSON.string)
    entry.merge(details)
    if let tokens {
      let ways = (tokens.isEmpty ? [] : ["tokens"]) + (settings.http?.oauth == nil ? [] : ["oauth"])
      entry["authentication"] = JSON(ways.isEmpty ? ["none"] : ways)
      entry["static_tokens"] = JSON(tokens.count)
    }
    entry["switches"] = JSON(settings.switches)
    let toolbox = surface.toolbox
    entry["tools"] = JSON(toolbox.tools.count)
    entry["digest"] = .string(toolbox.digest)
    return entry
  }

  /// Nothing but the host, because people put secrets into URLs.
  private var instanceHost: String? {
    let addresses = ["PANTHER_REST_API_URL", "PANTHER_GQL_API_URL"].compactMap { settings.environment[$0] }
    return (configuration.instanceURL ?? addresses.first).flatMap { URLComponents(string: $0)?.host }
  }

  /// Writes the line about the end, if there are others.
  func recordStop(_ reason: String) {
    audit?.stop(with: ["event": "stop", "reason": .string(reason)])
  }

  /// Writes that tokens were read anew, and whose are new, changed or gone.
  func recordReload(from old: [TokenTable.Entry], to new: [TokenTable.Entry]) {
    let (before, now) = (Self.byName(old), Self.byName(new))
    try? audit?.record([
      "event": "reload", "outcome": "ok", "static_tokens": JSON(new.count),
      "added": Self.names(now.keys.filter { before[$0] == nil }),
      "removed": Self.names(before.keys.filter { now[$0] == nil }),
      "changed": Self.names(now.filter { before[$0.key] != nil && before[$0.key] != $0.value }.keys),
    ])
  }

  /// Writes that tokens could not be read anew, so that the old ones stay.
  func recordReload(of tokens: [TokenTable.Entry], failing error: any Error) {
    try? audit?.record([
      "event": "reload", "outcome": "error", "static_tokens": JSON(tokens.count),
      "error": .string(String("\(error)".prefix(300))),
    ])
  }

  private static func byName(_ tokens: [TokenTable.Entry]) -> [String: TokenTable.Entry] {
    Dictionary(tokens.map { ($0.name, $0) }) { $1 }
  }

  /// The most names that one line lists.
  private static let mostNames = 200

  private static func names(_ names: some Sequence<String>) -> JSON {
    JSON(names.sorted().prefix(mostNames).map { String($0.prefix(100)) })
  }

  /// The name of a signal that ends the program.
  static func name(ofSignal number: Int32) -> String {
    [SIGTERM: "SIGTERM", SIGINT: "SIGINT", SIGHUP: "SIGHUP"][number] ?? "signal \(number)"
  }
}

extension Toolbox {
  /// The digest of the whole listing. It is the same in every process and on every machine.
  var digest: String { SHA256.digest(listing(for: .modern)) }
}
