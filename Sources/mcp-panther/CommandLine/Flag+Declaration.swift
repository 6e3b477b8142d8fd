import PantherTools

extension Flag {
  /// What there is to say about one flag besides its name.
  struct Declaration {
    let scope: Scope
    let value: Value?
    let variable: String?
    let purpose: String

    init(_ scope: Scope, _ value: Value?, _ variable: String?, _ purpose: String) {
      (self.scope, self.value, self.variable, self.purpose) = (scope, value, variable, purpose)
    }

    /// Declares a switch.
    init(_ scope: Scope, _ variable: String?, _ purpose: String) {
      self.init(scope, nil, variable, purpose)
    }
  }

  /// The declarations of all flags. Help, README, completions and manifests are made from them.
  var declaration: Declaration {
    switch self {
    case .demo:
      Declaration(
        .server, nil, "use the built-in demo instance: no account, no network (also PANTHER_INSTANCE_URL=demo)")
    case .transport:
      Declaration(.run, .name, "MCP_TRANSPORT", "how clients connect: stdio (default), or streamable-http (also http)")
    case .host: Declaration(.http, .address, "MCP_HOST", "address to listen on (default 127.0.0.1)")
    case .port: Declaration(.http, .number, "MCP_PORT", "port to listen on (default 3000)")
    case .httpTokenFile:
      Declaration(
        .http, .file, "MCP_HTTP_TOKEN_FILE",
        "bearer tokens, one a line: NAME TOKEN [FLAGS]; read again on SIGHUP")
    case .oauthCallersFile:
      Declaration(
        .http, .file, "MCP_OAUTH_CALLERS_FILE",
        "what holds for single users of the authorization server, one a line: SUBJECT [FLAGS]; read again on SIGHUP")
    case .requireOwnToken:
      Declaration(
        .http, "MCP_REQUIRE_OWN_TOKEN",
        "serves only callers with a Panther token of their own (--panther-token-file); needs no PANTHER_API_TOKEN")
    // Without a variable: no server may be open to everybody because of an inherited environment.
    case .insecureNoAuth:
      Declaration(.http, nil, "let everybody who can reach the port use the server, without a token")
    case .allowedHosts:
      Declaration(
        .http, .list, "MCP_ALLOWED_HOSTS",
        """
        further host names by which this server may be called, and origins of web pages that may call it \
        (https://app.acme.example)
        """)
    case .stateKeyFile:
      Declaration(
        .http, .file, "PANTHER_MCP_STATE_KEY_FILE",
        """
        a shared secret for replicas, so that each takes the cursors that another gave. With --ask, keep each caller \
        with one replica (sticky sessions)
        """)
    case .oauthIssuer:
      Declaration(.http, .url, "MCP_OAUTH_ISSUER", "the authorization server whose tokens are accepted")
    case .oauthResource:
      Declaration(
        .http, .url, "MCP_OAUTH_RESOURCE",
        "this server's own URL, for which tokens must be made: https://mcp.acme.example/mcp")
    case .oauthIntrospectionURL:
      Declaration(
        .http, .url, "MCP_OAUTH_INTROSPECTION_URL",
        "the authorization server's URL for token introspection (RFC 7662)")
    case .oauthClientID: Declaration(.http, .id, "MCP_OAUTH_CLIENT_ID", "client id used for introspection")
    case .oauthClientSecretFile:
      Declaration(
        .http, .file, "MCP_OAUTH_CLIENT_SECRET_FILE",
        "client secret used for introspection (also MCP_OAUTH_CLIENT_SECRET)")
    case .logLevel:
      Declaration(.server, .level, "LOG_LEVEL", "debug, info, warning (default) or error")
    case .logFile:
      Declaration(.server, .file, "MCP_LOG_FILE", "log to this file instead of standard error")
    case .maxResultChars:
      Declaration(
        .server, .number, "PANTHER_MCP_MAX_RESULT_CHARS",
        "longest answer in characters (default 24000, 0 for no limit)")
    case .profile:
      Declaration(
        .server, .name, "PANTHER_MCP_PROFILE",
        """
        \(Profile.all.map(\.name).joined(separator: ", ")): sets what such a user needs; what changes something and is \
        new in a later version stays hidden until --allow names it
        """)
    case .readOnly: Declaration(.server, "PANTHER_MCP_READ_ONLY", "hides every tool that changes anything")
    case .toolsets:
      Declaration(
        .server, .list, "PANTHER_MCP_TOOLSETS",
        "shows only the tools of these areas (default all); LIST is comma-separated")
    case .allow:
      Declaration(
        .server, .list, "PANTHER_MCP_ALLOW",
        "shows these tools too: names of tools or areas, or effects (reads, spends, writes, destructive, all)")
    case .block:
      Declaration(.server, .list, "PANTHER_MCP_BLOCK", "hides these tools, and overrides --toolsets and --allow")
    case .ask:
      Declaration(.server, .list, "PANTHER_MCP_ASK", "asks a person before these tools run, and waits for a yes")
    case .matchToken:
      Declaration(
        .server, "PANTHER_MCP_MATCH_TOKEN", "lists only the tools that the permissions of the Panther token allow")
    case .noRedact:
      Declaration(.server, "PANTHER_MCP_NO_REDACT", "shows secrets that logs contain; without it they are hidden")
    case .noApps:
      Declaration(.server, "PANTHER_MCP_NO_APPS", "does not offer the page that draws answers in the conversation")
    case .rateLimit:
      Declaration(
        .server, .number, "PANTHER_MCP_RATE_LIMIT",
        """
        calls a second; a tenth of it for what costs money or changes something (default no limit; HTTP: 10 for \
        each caller)
        """)
    case .databases:
      Declaration(
        .server, .list, "PANTHER_MCP_DATABASES",
        """
        the databases and tables of the data lake that may be read (default all): panther_logs, panther_logs.aws_*, \
        panther_logs.public.aws_cloudtrail
        """)
    case .maxRows:
      Declaration(
        .server, .number, "PANTHER_MCP_MAX_ROWS", "the most rows that one query hands out, over all its pages")
    case .maxScan:
      Declaration(
        .server, .bytes, "PANTHER_MCP_MAX_SCAN",
        "the most that the queries of one caller may scan in a day (UTC), such as 500GB or 2TB; later ones are refused")
    case .auditLog:
      Declaration(.server, .file, "PANTHER_MCP_AUDIT_LOG", "records each call in this file, one line a call")
    case .auditRequired:
      Declaration(.server, "PANTHER_MCP_AUDIT_REQUIRED", "refuses calls that cannot be recorded")
    case .pantherTokenFile:
      Declaration(
        .caller, .file, nil,
        "a file with the Panther API token that this caller's calls go to Panther with; read again on SIGHUP")
    case .expires:
      Declaration(
        .caller, .time, nil,
        "when this caller's access ends: 2026-12-31T00:00:00Z, or 2026-12-31 for the beginning of that day (UTC)")
    case .owner:
      Declaration(
        .server, .text, "PANTHER_MCP_OWNER",
        "who answers for this server, for people who read config://panther or tools --json")
    case .json: Declaration(.run, nil, "print JSON, also on a terminal")
    case .wide: Declaration(.run, nil, "show ids and texts whole, and every column, however long the lines get")
    case .color:
      Declaration(
        .run, .when, nil,
        "colors: auto (default: on a terminal, unless NO_COLOR is set or TERM is dumb), always or never")
    case .compare:
      Declaration(.run, .file, nil, "print what a model is told otherwise than in this file of tools --json")
    case .check: Declaration(.run, nil, "only compare")
    case .write: Declaration(.run, nil, "write the client's file instead of printing")
    case .expect:
      Declaration(.run, .list, nil, "hashes of lines that must be there, as an earlier check printed them")
    case .url: Declaration(.run, .url, nil, "the server over HTTP that a client is to use")
    case .version: Declaration(.run, nil, "print the version")
    case .help: Declaration(.run, nil, "print this help")
    }
  }
}
