import StreamableHTTP

extension HTTPSettings {
  /// Who may use the server, for the operator who has just started it.
  func access(toDemo isDemo: Bool) throws(UsageError) -> String {
    let entries = try tokens()
    let single = entries.count { $0.name == ServerAddress.tokenVariable }
    let named = entries.count - single
    var guards: [String] = []
    if named > 0 { guards.append("\(named) \(named == 1 ? "caller" : "callers") (\(Flag.httpTokenFile.rawValue))") }
    if single > 0 { guards.append("who has the token of \(ServerAddress.tokenVariable)") }
    if let oauth { guards.append("who has a token of \(oauth.issuer) (OAuth)") }
    if guards.isEmpty {
      guards = [
        servesThisMachineAlone
          ? "no token is asked for: only programs of this machine can reach it"
          : "no token is asked for (\(Flag.insecureNoAuth.rawValue))"
      ]
    }
    return "Access: \(guards.joined(separator: ", "))." + (isDemo ? " It serves the demo instance." : "")
  }
}
