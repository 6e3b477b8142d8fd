import Foundation
import MCP
import PantherTools

/// What the flags behind a caller in a file say.
struct CallerFlags {
  /// Which tools they leave; nil for all that the server offers.
  let policy: Policy?
  /// The file of the caller's own Panther token, as it is written there.
  let pantherTokenFile: String?
  /// When the caller's access ends.
  let end: Date?

  /// The flags that narrow what the caller is offered.
  private static let narrowing: Set<Flag> = [
    .profile, .readOnly, .toolsets, .allow, .block, .ask, .databases, .maxRows, .maxScan,
  ]

  /// - Throws: for anything but flags that belong to a caller.
  init(_ words: [String]) throws(UsageError) {
    let invocation = try Invocation(words, environment: [:], isOfCaller: true)
    let flags = invocation.flags
    if let other = flags.keys.first(where: { $0.scope != .caller && !Self.narrowing.contains($0) }) {
      throw UsageError("\(other.rawValue) cannot be set for one caller")
    }
    guard invocation.command is ServeCommand.Type, invocation.operands.isEmpty else {
      throw UsageError("a caller takes flags only, with lists as --toolsets=alerts,users")
    }
    policy = Self.narrowing.isDisjoint(with: flags.keys) ? nil : invocation.settings.policy
    pantherTokenFile = flags[.pantherTokenFile]
    end = try flags[.expires].map { text throws(UsageError) in
      guard let end = Date(absolute: text.trimmed) else {
        throw UsageError(
          "\(Flag.expires.rawValue) takes a time such as 2026-12-31T00:00:00Z, or a date, not \(text.prefix(40))")
      }
      return end
    }
  }
}
