/// A flag of the command line, in the order of the help.
enum Flag: String, CaseIterable {
  case demo = "--demo"
  case transport = "--transport"
  case host = "--host"
  case port = "--port"
  case httpTokenFile = "--http-token-file"
  case oauthCallersFile = "--oauth-callers-file"
  case requireOwnToken = "--require-own-token"
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
  case profile = "--profile"
  case readOnly = "--read-only"
  case toolsets = "--toolsets"
  case allow = "--allow"
  case block = "--block"
  case ask = "--ask"
  case matchToken = "--match-token"
  case noRedact = "--no-redact"
  case noApps = "--no-apps"
  case rateLimit = "--rate-limit"
  case databases = "--databases"
  case maxRows = "--max-rows"
  case maxScan = "--max-scan"
  case auditLog = "--audit-log"
  case auditRequired = "--audit-required"
  case pantherTokenFile = "--panther-token-file"
  case expires = "--expires"
  case owner = "--owner"
  case json = "--json"
  case wide = "--wide"
  case color = "--color"
  case compare = "--compare"
  case check = "--check"
  case write = "--write"
  case expect = "--expect"
  case url = "--url"
  case version = "--version"
  case help = "--help"

  /// What a flag is about.
  enum Scope {
    /// The server, however clients connect to it.
    case server
    /// The server over HTTP.
    case http
    /// One caller over HTTP. Such flags stand in the files that name callers, and nowhere else.
    case caller
    /// This run of the program; no client starts the server with it.
    case run
  }

  /// The kind of value that follows a flag, by its name in the help.
  enum Value: String {
    case name = "NAME"
    case address = "ADDRESS"
    case level = "LEVEL"
    case file = "FILE"
    case number = "N"
    case bytes = "BYTES"
    case list = "LIST"
    case url = "URL"
    case id = "ID"
    case when = "WHEN"
    case text = "TEXT"
    case time = "TIME"
  }

  var scope: Scope { declaration.scope }

  /// The commands that take it; nil for a flag that all of them take.
  var commands: [any Subcommand.Type]? {
    switch self {
    case .json: [CallCommand.self, ToolsCommand.self, PromptsCommand.self, DoctorCommand.self]
    case .wide: [CallCommand.self, ToolsCommand.self, PromptsCommand.self]
    case .compare: [ToolsCommand.self]
    case .check: [ReadmeCommand.self]
    case .expect: [AuditCommand.self]
    case .write, .url: [ConfigCommand.self]
    default: nil
    }
  }

  /// What follows it; nil for a switch.
  var value: Value? { declaration.value }

  /// The environment variable that says the same, if there is one.
  var variable: String? { declaration.variable }

  /// Whether it keeps somebody out, keeps something from being done, or keeps evidence of it. Such a setting must not
  /// get lost without a word.
  var protects: Bool {
    switch self {
    case .httpTokenFile, .oauthCallersFile, .requireOwnToken, .allowedHosts, .oauthIssuer, .oauthResource,
      .oauthIntrospectionURL, .oauthClientID, .oauthClientSecretFile, .profile, .readOnly, .toolsets, .block, .ask,
      .rateLimit, .databases, .maxRows, .maxScan, .auditLog, .auditRequired:
      true
    default: false
    }
  }

  /// Whether the words of its variable count besides its own, because neither may take back what the other forbids.
  /// Otherwise a flag beats its variable.
  var unitesWithVariable: Bool { self == .block || self == .ask }

  /// Its name, and that of its variable.
  var names: String { variable.map { "\(rawValue) (\($0))" } ?? rawValue }

  /// What it does, and for which commands.
  var shortPurpose: String {
    let owners = commands.map { " (\($0.map { $0.name }.joined(separator: ", ")))" } ?? ""
    return declaration.purpose + owners
  }

  /// What it does, where flags of HTTP stand among others.
  var purpose: String {
    switch scope {
    case .http: "HTTP: \(shortPurpose)"
    case .caller: "HTTP, behind a caller in a file: \(shortPurpose)"
    case .server, .run: shortPurpose
    }
  }

  /// Its name and value, as in `--log-file FILE`.
  var usage: String { value.map { "\(rawValue) \($0.rawValue)" } ?? rawValue }
}
