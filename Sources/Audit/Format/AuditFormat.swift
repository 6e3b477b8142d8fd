import JSON

/// All that can stand in the audit log. The page about it and the log schema for Panther are made from this, and tests
/// compare it with lines that the program writes.
package enum AuditFormat {
  /// The members that every line begins with, and `hash`, which is the last one of every line.
  package static let common = [
    AuditField("time", .timestamp, "When the line was written, in UTC.", "2026-11-22T08:30:00.125Z"),
    AuditField(
      "chain", .string, "The process that wrote it: 16 random digits, new at each start.", "4f1c09aa63d2b875",
      indicators: ["trace_id"]),
    AuditField("seq", .bigint, "The number of the line in its chain, from 1.", 2),
    AuditField(
      "prev", .string, "The `hash` of the chain's line before; empty in the first.",
      "9b2df4f3c1f5ab07e2b9c5a1d70f7f0a85e7c0a1f7f6e9d2c4b8a6d1e3f50712"),
    AuditField("event", .string, "The kind of line: one of the headings below.", "call"),
    AuditField(
      "hash", .string, "The SHA-256 of the line's own bytes without this member.",
      "1c7a0e5f4b3d2c19a8b7f6e5d4c3b2a19f8e7d6c5b4a39281706f5e4d3c2b1a0"),
  ]

  /// The kinds of lines.
  package static let records = [
    AuditRecord(
      event: "start",
      occasion: """
        The first line of a server. Over HTTP it is written when the server listens, over stdio before the first other \
        line: a process that a client starts only to list tools leaves none. `mcp-panther call` writes none.
        """,
      fields: start),
    AuditRecord(
      event: "stop",
      occasion: """
        The last line of a server that was not killed, if it wrote any other. A call that is cancelled at that moment \
        may still follow it.
        """,
      fields: [AuditField("reason", .string, "Why: `end of input`, `SIGTERM`, `SIGINT`, or `SIGHUP`.", "SIGTERM")]),
    AuditRecord(
      event: "reload", occasion: "Over HTTP, when SIGHUP had the tokens read anew.",
      fields: [
        AuditField(
          "outcome", .string, "`ok`, or `error`: then nothing was changed.", "ok"),
        AuditField("static_tokens", .bigint, "How many static tokens hold from now on.", 3),
        AuditField(optional: "added", .strings, "The callers that are new, at most 200.", ["carol"]),
        AuditField(optional: "removed", .strings, "Those that are gone.", []),
        AuditField(optional: "changed", .strings, "Those with another token or other flags.", ["dana"]),
        AuditField(
          optional: "error", .string, "Why the tokens could not be read.",
          "the file of --http-token-file (MCP_HTTP_TOKEN_FILE): line 2: expected NAME TOKEN [FLAGS]"),
      ]),
    AuditRecord(
      event: "file",
      occasion: """
        When the process finds that something was done to the file since its last line. It stands behind the gap, in \
        the file that goes on.
        """,
      fields: [
        AuditField(
          "reason", .string,
          "`moved` (renamed, as `logrotate` does), `truncated` (emptied, as its `copytruncate` does), or `deleted`.",
          "moved")
      ]),
    AuditRecord(
      event: "request", occasion: "With `--audit-required`, before a call does anything.", fields: call),
    AuditRecord(
      event: "intent", occasion: "Before a tool changes something.",
      fields: call + [decision]),
    AuditRecord(
      event: "call", occasion: "When a call has ended, was refused, or waits for a person.",
      fields: call + [decision] + outcome),
    AuditRecord(
      event: "left_out",
      occasion: "Counts refused calls that got no line of their own, within a second and at the end.",
      fields: [
        AuditField("decision", .string, "`refused`.", "refused"),
        AuditField("calls", .bigint, "How many calls.", 180),
        AuditField("since", .timestamp, "When the first of them came.", "2026-11-22T08:30:00.125Z"),
        AuditField("callers", .json, "How many of which caller, of at most 50 callers.", ["dana": 180]),
      ]),
    AuditRecord(
      event: "refused",
      occasion: """
        Over HTTP, when a request is refused because of its token or of the name by which it calls the server: the \
        first of an address, for at most 10 addresses a minute.
        """,
      fields: refused),
    AuditRecord(
      event: "refusals",
      occasion: "Counts such requests that got no line of their own, once a minute and at the end.",
      fields: [
        AuditField("requests", .bigint, "How many requests.", 4_210),
        AuditField("since", .timestamp, "When the counting began.", "2026-11-22T08:30:00.125Z"),
        AuditField(
          "addresses", .json,
          "How many from which address, of at most 50; behind a proxy as `127.0.0.1 for 203.0.113.7`.",
          ["203.0.113.7": 4_210]),
        AuditField("reasons", .json, "How many for which reason.", ["invalid_token": 4_210]),
      ]),
  ]

  private static let start = [
    AuditField("version", .string, "The program's version.", "3.0.0"),
    AuditField("transport", .string, "`stdio` or `streamable-http`.", "streamable-http"),
    AuditField("started", .timestamp, "When it began to serve.", "2026-11-22T08:30:00.020Z"),
    AuditField("pid", .bigint, "The number of the process.", 4_242),
    AuditField(
      optional: "instance", .string, "The host of the Panther instance, or `demo`.", "acme.runpanther.net",
      indicators: ["hostname"]),
    AuditField(optional: "listens", .string, "HTTP: the address and port.", "127.0.0.1:3000"),
    AuditField(
      optional: "authentication", .strings, "HTTP: who is let in: `tokens`, `oauth`, `none`.", ["tokens", "oauth"]),
    AuditField(optional: "static_tokens", .bigint, "HTTP: how many static tokens there are.", 3),
    AuditField(
      "switches", .strings,
      "The flags that are set, also by variables. What may be a secret, or its place, is left out.",
      ["--read-only", "--block=query_data_lake", "--http-token-file"]),
    AuditField("tools", .bigint, "How many tools are shown.", 61),
    AuditField(
      "digest", .string, "The digest of their listing, as `mcp-panther tools --json` prints it.",
      "sha256:5f0c6d3c9b1e48d7a2f6e1b0c4d3a2918f7e6d5c4b3a29180f1e2d3c4b5a6978"),
  ]

  private static let call = [
    AuditField("tool", .string, "The name of the tool, as the client gave it.", "disable_detection"),
    AuditField(
      optional: "effect", .string, "`reads`, `spends`, `writes` or `destructive`; missing for an unknown tool.",
      "destructive"),
    AuditField(
      "client",
      .object([
        AuditField("name", .string, "Its name.", "claude-code"),
        AuditField("version", .string, "Its version; may be empty.", "2.1.0"),
      ]), "What the client says that it is.", ["name": "claude-code", "version": "2.1.0"]),
    AuditField(
      "caller", .string, "Over HTTP the name of the token or the OAuth subject, or `anonymous`; otherwise `local`.",
      "dana", indicators: ["username"]),
    remote, forwardedFor,
    AuditField(
      "arguments_sha256", .string, "The SHA-256 of the whole arguments as they were given.",
      "c0ffee5e1b2a39485766758493021f0e9d8c7b6a5f4e3d2c1b0a998877665544"),
    AuditField(
      "arguments", .json,
      "The arguments without secrets; a text, cut, where they are longer than 16,000 bytes (2,000 of a refused call).",
      ["detection_id": "AWS.Root.Login"]),
    AuditField(
      optional: "traceparent", .string, "The trace that the client says the call belongs to (W3C Trace Context).",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", indicators: ["trace_id"]),
  ]

  private static let decision = AuditField(
    "decision", .string,
    "`allowed`, `refused`, `asked`, or `asked:` and what came of it, such as `asked: granted by form`.", "allowed")

  private static let outcome = [
    AuditField(
      "outcome", .string,
      """
      `ok`, `error`, `cancelled`, `waiting` (for a person), `previewed` (a person has to confirm), or `unknown`: a \
      change may have been made or not.
      """,
      "ok"),
    AuditField(
      optional: "error", .string, "What the caller was told, without secrets; at most 300 characters.", "rate limit"),
    AuditField(
      "http",
      .objects([
        AuditField("method", .string, "The method.", "POST"),
        AuditField("path", .string, "The path; at most 300 characters.", "/public/graphql"),
        AuditField(optional: "operation", .string, "The name of a GraphQL operation.", "ListAlerts"),
        AuditField(optional: "status", .bigint, "The status; missing where no answer came.", 200),
        AuditField(
          optional: "request_id", .string, "Panther's id of the request.", "7c2f6a1e-0c3f-4d55-9f41-0a1b2c3d4e5f",
          indicators: ["trace_id"]),
        AuditField("ms", .float, "How long it took, in milliseconds.", 81.5),
        AuditField(optional: "attempt", .bigint, "The number of the attempt, where it is not the first.", 2),
      ]), "What was sent to Panther; at most 200 requests.",
      [["method": "POST", "path": "/public/graphql", "operation": "ListAlerts", "status": 200, "ms": 81.5]]),
    AuditField(optional: "rows", .bigint, "How many rows the answer has.", 25),
    AuditField(optional: "characters", .bigint, "How long the answer is.", 7_912),
    AuditField("duration_ms", .float, "How long the call took, in milliseconds.", 93.4),
    AuditField(
      optional: "refused_in_hour", .bigint,
      "Of a call with which nothing was done: the how-manieth such call of its caller it is, counted anew each hour.", 3
    ),
  ]

  private static let remote = AuditField(
    optional: "remote", .string, "HTTP: the address of the connection; behind a proxy, that of the proxy.",
    "203.0.113.7",
    indicators: ["ip"])
  private static let forwardedFor = AuditField(
    optional: "forwarded_for", .string,
    "HTTP: the last address in X-Forwarded-For. Believe it only behind a proxy that sets it.", "198.51.100.23",
    indicators: ["ip"])

  private static let refused = [
    AuditField(
      "reason", .string,
      """
      `no_token`, `invalid_token` (unknown, or not made for this server), `expired` (the access of this caller has \
      ended), `no_panther_token` (callers need one of their own here), `insufficient_scope`, `unavailable` (the \
      authorization server could not be asked), `host` or `origin` (not one by which this server may be called).
      """, "invalid_token"),
    AuditField("status", .bigint, "The HTTP status of the answer.", 401),
    remote, forwardedFor,
    AuditField("method", .string, "The HTTP method.", "POST"),
    AuditField(
      optional: "caller", .string, "Whose scope is missing.", "dana", indicators: ["username"]),
    AuditField(optional: "tool", .string, "The tool that needs it.", "save_detection"),
    AuditField(
      "error", .string, "The reason in words, without any part of a token.",
      "The token is not one of this server's."),
  ]
}
