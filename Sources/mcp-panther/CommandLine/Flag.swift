/// A flag of the command line, and the variable that says the same.
enum Flag: String, CaseIterable {
  case demo = "--demo"
  case transport = "--transport"
  case host = "--host"
  case port = "--port"
  case httpTokenFile = "--http-token-file"
  case insecureNoAuth = "--insecure-no-auth"
  case allowedHosts = "--allowed-hosts"
  case stateKeyFile = "--state-key-file"
  case oauthIssuer = "--oauth-issuer"
  case oauthResource = "--oauth-resource"
  case oauthIntrospectionURL = "--oauth-introspection-url"
  case oauthClientID = "--oauth-client-id"
  case oauthClientSecretFile = "--oauth-client-secret-file"
  case logLevel = "--log-level"
  case logFile = "--log-file"
  case maxResultChars = "--max-result-chars"
  case readOnly = "--read-only"
  case toolsets = "--toolsets"
  case allow = "--allow"
  case block = "--block"
  case ask = "--ask"
  case matchToken = "--match-token"
  case noRedact = "--no-redact"
  case rateLimit = "--rate-limit"
  case auditLog = "--audit-log"
  case auditRequired = "--audit-required"
  case json = "--json"
  case check = "--check"
  case write = "--write"
  case version = "--version"
  case help = "--help"

  /// Whether it is about serving many.
  var isOfHTTP: Bool { purpose.hasPrefix("HTTP: ") }

  /// The name of its value; nil for a switch.
  var value: String? {
    switch self {
    case .transport: "NAME"
    case .host: "ADDRESS"
    case .logLevel: "LEVEL"
    case .logFile, .auditLog, .httpTokenFile, .stateKeyFile, .oauthClientSecretFile: "FILE"
    case .port, .maxResultChars, .rateLimit: "N"
    case .toolsets, .allow, .block, .ask, .allowedHosts: "LIST"
    case .oauthIssuer, .oauthResource, .oauthIntrospectionURL: "URL"
    case .oauthClientID: "ID"
    case .insecureNoAuth, .demo, .readOnly, .matchToken, .noRedact, .auditRequired, .json, .check, .write, .version,
      .help:
      nil
    }
  }

  var variable: String? {
    switch self {
    case .transport: "MCP_TRANSPORT"
    case .host: "MCP_HOST"
    case .port: "MCP_PORT"
    case .httpTokenFile: "MCP_HTTP_TOKEN_FILE"
    case .allowedHosts: "MCP_ALLOWED_HOSTS"
    case .stateKeyFile: "PANTHER_MCP_STATE_KEY_FILE"
    case .oauthIssuer: "MCP_OAUTH_ISSUER"
    case .oauthResource: "MCP_OAUTH_RESOURCE"
    case .oauthIntrospectionURL: "MCP_OAUTH_INTROSPECTION_URL"
    case .oauthClientID: "MCP_OAUTH_CLIENT_ID"
    case .oauthClientSecretFile: "MCP_OAUTH_CLIENT_SECRET_FILE"
    case .logLevel: "LOG_LEVEL"
    case .logFile: "MCP_LOG_FILE"
    case .maxResultChars: "PANTHER_MCP_MAX_RESULT_CHARS"
    case .readOnly: "PANTHER_MCP_READ_ONLY"
    case .toolsets: "PANTHER_MCP_TOOLSETS"
    case .allow: "PANTHER_MCP_ALLOW"
    case .block: "PANTHER_MCP_BLOCK"
    case .ask: "PANTHER_MCP_ASK"
    case .matchToken: "PANTHER_MCP_MATCH_TOKEN"
    case .noRedact: "PANTHER_MCP_NO_REDACT"
    case .rateLimit: "PANTHER_MCP_RATE_LIMIT"
    case .auditLog: "PANTHER_MCP_AUDIT_LOG"
    case .auditRequired: "PANTHER_MCP_AUDIT_REQUIRED"
    // No variable for what must never happen by inheritance.
    case .insecureNoAuth, .demo, .json, .check, .write, .version, .help: nil
    }
  }

  var purpose: String {
    switch self {
    case .demo: "use the built-in demo instance: no account, no network (also PANTHER_INSTANCE_URL=demo)"
    case .transport: "how clients connect: stdio (default), or streamable-http (also http)"
    case .host: "HTTP: address to listen on (default 127.0.0.1)"
    case .port: "HTTP: port to listen on (default 3000)"
    case .httpTokenFile: "HTTP: bearer tokens, one a line: NAME TOKEN [FLAGS]; read again on SIGHUP"
    case .insecureNoAuth: "HTTP: serve everybody who can reach the port"
    case .allowedHosts: "HTTP: further host names and origins by which this server may be called"
    case .stateKeyFile: "HTTP: a secret that replicas share, so that each can go on where another asked"
    case .oauthIssuer: "HTTP: the authorization server whose tokens are accepted"
    case .oauthResource: "HTTP: this server's own URL, for which tokens must be made: https://mcp.acme.example/mcp"
    case .oauthIntrospectionURL: "HTTP: where the authorization server tells about tokens (RFC 7662)"
    case .oauthClientID: "HTTP: who asks there"
    case .oauthClientSecretFile: "HTTP: the secret of who asks (also MCP_OAUTH_CLIENT_SECRET)"
    case .logLevel: "debug, info, warning (default) or error"
    case .logFile: "log to this file instead of standard error"
    case .maxResultChars: "longest answer in characters (default 24000, 0 for no limit)"
    case .readOnly: "no tool that changes anything"
    case .toolsets: "only these areas (default all); LIST is comma-separated"
    case .allow: "these tools too: names of tools or areas, or effects (reads, spends, writes, destructive, all)"
    case .block: "never these; beats --toolsets and --allow"
    case .ask: "wait for a person's yes before these"
    case .matchToken: "list only what the token's permissions can serve"
    case .noRedact: "show secrets that stand in logs"
    case .rateLimit:
      "calls a second; a tenth of it for what spends or changes something (default no limit; HTTP: 10, for each caller)"
    case .auditLog: "append one line of evidence per call to this file"
    case .auditRequired: "make no call that cannot be recorded"
    case .json: "JSON instead of a table (tools, prompts, doctor)"
    case .check: "only compare (readme)"
    case .write: "write the client's file instead of printing (config)"
    case .version: "print the version"
    case .help: "print this help"
    }
  }
}
