/// A flag of the command line, and the variable that says the same.
enum Flag: String, CaseIterable {
  case demo = "--demo"
  case transport = "--transport"
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

  /// The name of its value; nil for a switch.
  var value: String? {
    switch self {
    case .transport: "stdio"
    case .logLevel: "LEVEL"
    case .logFile, .auditLog: "FILE"
    case .maxResultChars, .rateLimit: "N"
    case .toolsets, .allow, .block, .ask: "LIST"
    case .demo, .readOnly, .matchToken, .noRedact, .auditRequired, .json, .check, .write, .version, .help: nil
    }
  }

  var variable: String? {
    switch self {
    case .transport: "MCP_TRANSPORT"
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
    case .demo, .json, .check, .write, .version, .help: nil
    }
  }

  var purpose: String {
    switch self {
    case .demo: "use the built-in demo instance: no account, no network (also PANTHER_INSTANCE_URL=demo)"
    case .transport: "how clients connect: stdio"
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
    case .rateLimit: "calls a second; a tenth of it for what spends or changes something (default no limit)"
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
