import PantherTools

extension Settings {
  /// Which tools, and which data, the flags of a token leave.
  ///
  /// - Throws: for anything but flags that narrow.
  static func policy(ofTokenFlags words: [String]) throws(UsageError) -> Policy {
    let invocation = try Invocation(words, environment: [:])
    let narrowing: Set<Flag> = [
      .profile, .readOnly, .toolsets, .allow, .block, .ask, .databases, .maxRows, .maxScan,
    ]
    if let other = invocation.flags.keys.first(where: { !narrowing.contains($0) }) {
      throw UsageError("\(other.rawValue) cannot be set for one token")
    }
    guard invocation.command is ServeCommand.Type, invocation.operands.isEmpty else {
      throw UsageError("a token takes flags only, with lists as --toolsets=alerts,users")
    }
    return invocation.settings.policy
  }
}
