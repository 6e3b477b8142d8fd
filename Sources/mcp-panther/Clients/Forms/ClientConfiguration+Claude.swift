import JSON

/// Claude Desktop and Claude Code.
extension ClientConfiguration {
  static func claudeDesktop(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var configuration = JSONDialect().configuration(bridged(access), file: file)
    if case .address = access {
      configuration.next.append(
        "Claude Desktop only starts programs, so mcp-remote passes the messages on; it needs Node.js. Where the server "
          + "takes OAuth, no file is needed: Settings > Connectors > Add custom connector.")
    }
    configuration.next.append("Then quit and restart Claude Desktop, and ask: Which tools does panther have?")
    return configuration
  }

  /// Claude Code keeps the servers of a user in a file that it changes all the time, so its own command adds this one.
  static func claudeCode(_ access: ServerAccess) -> ClientConfiguration {
    let entry = JSON.object(claudeCodeDialect.entry(access)).text
    let command = Quoting.shell(["claude", "mcp", "add-json", "--scope", "user", server, entry])
    var configuration = ClientConfiguration(text: command, file: nil)
    configuration.needs = .all(claudeCodeDialect.reference)
    configuration.next = ["See that it works: claude mcp list"]
    return configuration
  }

  static func claudeCodeProject(_ access: ServerAccess, file: String) -> ClientConfiguration {
    var configuration = claudeCodeDialect.configuration(access, file: file)
    configuration.next = [
      "Everybody who opens this project in Claude Code is asked whether to use it. See that it works: claude mcp list"
    ]
    return configuration
  }

  static var claudeCodeDialect: JSONDialect {
    JSONDialect(launchType: "stdio", addressType: "http", reference: { "${\($0)}" })
  }

  /// A program that passes messages on to a server over HTTP, for a client that only starts programs.
  private static func bridged(_ access: ServerAccess) -> ServerAccess {
    guard case .address(let address) = access else { return access }
    // Before 0.1.16 a hostile server could run commands through it (CVE-2025-6514).
    var words = ["-y", "mcp-remote@^0.1.16", address.url]
    // Without a space after the colon, because some clients take the words apart at spaces.
    words += ["--header", "Authorization:${\(ClientLaunch.authorizationVariable)}"]
    if !address.isEncrypted, !address.isLoopback { words.append("--allow-http") }
    return .launch(ClientLaunch(bridge: "npx", arguments: words))
  }
}
