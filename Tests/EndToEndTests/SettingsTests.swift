import Foundation
import JSON
import MCP
import PantherTools
import TestSupport
import Testing

@testable import mcp_panther

/// No setting that protects gets lost without a word.
@Suite(.fewAtOnce) struct SettingsTests {
  private func settings(_ words: [String], _ environment: [String: String] = [:]) throws -> Settings {
    try Invocation(words, environment: environment).settings
  }

  /// The words of the refusal; records an issue where the settings are taken.
  private func refusal(_ words: [String], _ environment: [String: String] = [:]) -> String {
    do throws(UsageError) {
      _ = try Invocation(words, environment: environment)
      Issue.record("not refused: \(words) \(environment)")
      return ""
    } catch {
      return error.description
    }
  }

  private func tools(_ settings: Settings) -> Set<String> { Set(settings.policy.tools.map(\.tool.name)) }

  // MARK: Who may use a server over HTTP

  @Test func `a server over HTTP says how it is guarded`() throws {
    func access(_ words: [String], _ environment: [String: String] = [:], demo: Bool = false) throws -> String? {
      try settings(["--transport=http"] + words, environment).http?.access(toDemo: demo)
    }
    let file = NSTemporaryDirectory() + "tokens-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "ana 0123456789abcdef-1\nbob 0123456789abcdef-2 --read-only\n".write(
      toFile: file, atomically: false, encoding: .utf8)
    #expect(
      try access([], demo: true) == "Access: no token is asked for: only programs of this machine can reach it. It "
        + "serves the demo instance.")
    #expect(
      try access(["--host=0.0.0.0", "--insecure-no-auth"]) == "Access: no token is asked for (--insecure-no-auth).")
    #expect(try access(["--http-token-file", file]) == "Access: 2 callers (--http-token-file).")
    let both = try access(
      [
        "--http-token-file", file, "--oauth-issuer=https://id.example", "--oauth-resource=https://a.example/mcp",
        "--oauth-introspection-url=https://id.example/i", "--oauth-client-id=c",
      ], ["MCP_HTTP_TOKEN": "0123456789abcdef-3", "MCP_OAUTH_CLIENT_SECRET": "s"])
    #expect(
      both == "Access: 2 callers (--http-token-file), who has the token of MCP_HTTP_TOKEN, who has a token of "
        + "https://id.example (OAuth).")
  }

  // MARK: Repeated flags

  @Test func `lists that are given several times become one`() throws {
    let all = tools(try settings([]))
    #expect(
      tools(try settings(["--block=disable_detection", "--block", "get_alert,get_user"]))
        == all.subtracting(["disable_detection", "get_alert", "get_user"]))
    #expect(
      try settings(["--ask=disable_detection", "--ask=add_alert_comment"]).policy.asks
        == ["disable_detection", "add_alert_comment"])
    let narrow = tools(
      try settings(["--toolsets=users", "--toolsets=metrics", "--allow=get_alert", "--allow=get_detection"]))
    #expect(narrow.isSuperset(of: ["get_alert", "get_detection", "list_users", "get_severity_alert_metrics"]))
    #expect(!narrow.contains("list_alerts"))
    let http = try settings([
      "--transport=http", "--insecure-no-auth", "--allowed-hosts=a.example", "--allowed-hosts",
      "b.example,https://c.example",
    ]).http
    #expect(http?.allowedHosts == ["a.example", "b.example", "https://c.example"])
  }

  @Test(arguments: Flag.allCases.filter { $0.value != nil && $0.value != .list })
  func `a second value of a flag that takes one is refused`(_ flag: Flag) {
    for words in [["\(flag.rawValue)=1", "\(flag.rawValue)=2"], [flag.rawValue, "1", flag.rawValue, "1"]] {
      #expect(refusal(words).contains("\(flag.rawValue) is given twice"))
    }
  }

  @Test(arguments: Flag.allCases.filter { $0.value != nil })
  func `a flag without its value takes no other word for it`(_ flag: Flag) {
    let name = flag.rawValue
    for words in [
      [name], ["\(name)="], ["\(name)=", "--read-only"], [name, ""], [name, "  "], [name, "--read-only"],
    ] {
      #expect(refusal(words).contains("\(name) needs a value"), "\(words)")
    }
    if flag.value == .list { #expect(refusal(["\(name)=,"]).contains("\(name) needs a value")) }
  }

  @Test func `a switch may be repeated`() throws {
    #expect(!(try settings(["--read-only", "--read-only"]).policy.changesAnything))
  }

  @Test func `the flags of a token follow the same rules`() throws {
    let policy = try #require(
      try CallerFlags(["--block=disable_detection", "--block=get_alert", "--ask=writes"]).policy)
    #expect(policy.tools.allSatisfy { !["disable_detection", "get_alert"].contains($0.tool.name) })
    #expect(throws: UsageError.self) { try CallerFlags(["--block=", "--read-only"]) }
    #expect(throws: UsageError.self) { try CallerFlags(["--rate-limit=1", "--rate-limit=2"]) }
  }

  // MARK: Flags and variables

  @Test func `neither a flag nor its variable takes back what the other forbids`() throws {
    let all = tools(try settings([]))
    let environment = ["PANTHER_MCP_BLOCK": "disable_detection", "PANTHER_MCP_ASK": "add_alert_comment"]
    let both = try settings(["--block=get_alert", "--ask=update_alert_status"], environment)
    #expect(tools(both) == all.subtracting(["disable_detection", "get_alert"]))
    #expect(both.policy.asks == ["add_alert_comment", "update_alert_status"])
    #expect(!(try settings(["--toolsets=all"], ["PANTHER_MCP_READ_ONLY": "1"]).policy.changesAnything))
    #expect(!(try settings(["--read-only"], ["PANTHER_MCP_READ_ONLY": "false"]).policy.changesAnything))
  }

  @Test func `otherwise a flag beats its variable`() throws {
    let environment = ["PANTHER_MCP_TOOLSETS": "alerts", "PANTHER_MCP_ALLOW": "get_detection"]
    let narrow = tools(try settings(["--toolsets=users", "--allow=get_role"], environment))
    #expect(narrow.contains("list_users") && narrow.contains("get_role"))
    #expect(!narrow.contains("list_alerts") && !narrow.contains("get_detection"))
  }

  // MARK: Borders for data

  @Test func `borders come from flags, variables and the lines of a token file`() throws {
    let borders = try settings(
      ["--databases=panther_logs.aws_*", "--databases", "panther_lookups", "--max-rows=100"],
      ["PANTHER_MCP_MAX_SCAN": "1.5TB"]
    ).policy.borders
    #expect(borders.databases == [["panther_logs.aws_*", "panther_lookups"]])
    #expect(borders.maxRows == 100 && borders.maxScan?.bytes == 1_500_000_000_000)
    let line = try CallerFlags(["--databases=panther_logs", "--max-rows=7", "--max-scan=1GB"])
    let caller = try #require(line.policy).borders
    #expect(caller.databases == [["panther_logs"]] && caller.maxRows == 7 && caller.maxScan?.bytes == 1_000_000_000)
    #expect(try settings([]).policy.borders == .none)
  }

  @Test(arguments: [
    (["--databases=a b"], "--databases takes databases and tables, such as panther_logs"),
    (["--databases=panther_logs,a.b.c.d"], "not a.b.c.d"), (["--databases=,"], "--databases needs a value"),
    (["--max-rows=0"], "--max-rows takes a whole number of rows from 1"), (["--max-rows=1.5"], "not 1.5"),
    (["--max-rows=ten"], "not ten"), (["--max-scan=lots"], "--max-scan takes a number of bytes such as 500GB or 2TB"),
    (["--max-scan=0"], "not 0"),
  ])
  func `borders that cannot be used stop the start`(_ words: [String], reason: String) {
    #expect(refusal(words).contains(reason))
    #expect(throws: UsageError.self) { try CallerFlags(words) }
  }

  // MARK: Variables that are lost

  @Test(arguments: ["", " ", "\t", ","])
  func `an empty variable that protects stops the start`(_ value: String) {
    let variables =
      Flag.allCases.filter(\.protects).compactMap(\.variable) + ["MCP_HTTP_TOKEN", "MCP_OAUTH_CLIENT_SECRET"]
    #expect(variables.count == 22)
    for name in variables {
      let text = refusal(["--transport=http"], [name: value])
      #expect(text.contains("\(name) is set but empty") && text.contains("unset it"), "\(text)")
    }
    for name in variables where name.hasPrefix("PANTHER_MCP_") {
      #expect(refusal([], [name: value]).contains("\(name) is set but empty"))
    }
  }

  @Test func `an empty variable that protects nothing does no harm`() throws {
    let names = ["LOG_LEVEL", "MCP_LOG_FILE", "MCP_HOST", "MCP_PORT", "MCP_TRANSPORT", "PANTHER_MCP_ALLOW"]
    _ = try settings([], Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
    // The tokens of HTTP callers are of no use to a server for one client.
    _ = try settings([], ["MCP_HTTP_TOKEN": "", "MCP_HTTP_TOKEN_FILE": ""])
  }

  @Test(arguments: [
    ("PANTHER_MCP_READONLY", "PANTHER_MCP_READ_ONLY"), ("PANTHER_MCP_REED_ONLY", "PANTHER_MCP_READ_ONLY"),
    ("panther_mcp_read_only", "PANTHER_MCP_READ_ONLY"), ("PANTHER_MCP__READ_ONLY", "PANTHER_MCP_READ_ONLY"),
    ("PANTHER_MCP_BLOCKS", "PANTHER_MCP_BLOCK"), ("PANTHER_MCP_BLOCKED", "PANTHER_MCP_BLOCK"),
    ("PANTHER_MCP_ASKS", "PANTHER_MCP_ASK"), ("PANTHER_MCP_TOOL_SETS", "PANTHER_MCP_TOOLSETS"),
    ("PANTHER_MCP_TOOLSET", "PANTHER_MCP_TOOLSETS"), ("PANTHER_MCP_AUDITLOG", "PANTHER_MCP_AUDIT_LOG"),
    ("PANTHER_MCP_RATELIMIT", "PANTHER_MCP_RATE_LIMIT"), ("MCP_HTTP_TOKENS", "MCP_HTTP_TOKEN"),
    ("MCP_HTTP_TOKENS_FILE", "MCP_HTTP_TOKEN_FILE"), ("MCP_HTTP_TOKENFILE", "MCP_HTTP_TOKEN_FILE"),
    ("MCP_ALLOWED_HOST", "MCP_ALLOWED_HOSTS"), ("MCP_OAUTH_ISUER", "MCP_OAUTH_ISSUER"),
    ("PANTHER_API_TOKENS", "PANTHER_API_TOKEN"), ("PANTHER_INSTANCE_URI", "PANTHER_INSTANCE_URL"),
    ("PANTHER_MCP_NOREDACT", "PANTHER_MCP_NO_REDACT"), ("MCP_PORTS", "MCP_PORT"), ("MCP_LOGFILE", "MCP_LOG_FILE"),
    ("PANTHER_MCP_ALLOWED", "PANTHER_MCP_ALLOW"), ("PANTHER_MCP_AUDIT", "PANTHER_MCP_AUDIT_LOG"),
    // With a prefix that is not theirs.
    ("PANTHER_READ_ONLY", "PANTHER_MCP_READ_ONLY"), ("MCP_READ_ONLY", "PANTHER_MCP_READ_ONLY"),
    ("MCP_PANTHER_READ_ONLY", "PANTHER_MCP_READ_ONLY"), ("PANTHERMCP_READ_ONLY", "PANTHER_MCP_READ_ONLY"),
    ("PANTHER_READONLY", "PANTHER_MCP_READ_ONLY"), ("PANTHER_BLOCK", "PANTHER_MCP_BLOCK"),
    ("PANTHER_ASK", "PANTHER_MCP_ASK"), ("PANTHER_RATE_LIMIT", "PANTHER_MCP_RATE_LIMIT"),
    ("MCP_AUDIT_LOG", "PANTHER_MCP_AUDIT_LOG"), ("PANTHER_HTTP_TOKEN", "MCP_HTTP_TOKEN"),
    ("PANTHER_MCP_API_TOKEN", "PANTHER_API_TOKEN"),
  ])
  func `a name that is nearly ours is a warning with the right one`(_ name: String, _ meant: String) throws {
    #expect(
      try settings(["--transport=http"], [name: "a secret"]).warnings
        == ["\(name) is no variable of this program; did you mean \(meant)?"])
  }

  @Test(arguments: [
    "MCP_HOME", "MCP_ROOT", "MCP_DEBUG", "MCP_SERVER_NAME", "MCP_TIMEOUT", "MCP_AUTH_TOKEN", "MCP_LOG_LEVEL",
    "MCP_TOOL_TIMEOUT",
    "PANTHER_API_HOST", "PANTHER_API_KEY", "PANTHER_MCP_VERSION", "PANTHER_MCP_IMAGE", "PANTHER_MCP_API", "PANTHER_URL",
    "PANTHER_READ_ONLY_ROLE", "PANTHER", "PANTHER_MCP", "PANTHEREAD_ONLY", "HTTP_TOKEN", "READ_ONLY", "MCP",
    "PANTHER_MCP_", "PATH",
  ])
  func `a host's own variables are left alone`(_ name: String) throws {
    #expect(try settings(["--transport=http"], [name: "x"]).warnings == [])
  }

  // MARK: Who is served

  @Test(arguments: ["mcp.acme.example", "*", "10.0.0.7", "localhost.acme.example", "a.example,localhost"])
  func `a public host on loopback needs tokens`(_ hosts: String) throws {
    for environment in [[:], ["MCP_OAUTH_CLIENT_SECRET": "s"], ["MCP_TOKEN_FILE": "/etc/tokens"]] as [[String: String]]
    {
      let environment = environment.merging(["MCP_ALLOWED_HOSTS": hosts]) { $1 }
      let text = refusal(["--transport=http"], environment)
      #expect(text.contains("lets everybody whom a proxy sends here use this server"), "\(text)")
      #expect(text.contains("set MCP_HTTP_TOKEN") && text.contains("--http-token-file"))
      #expect(
        try settings(["--transport=http", "--insecure-no-auth"], environment).http?.servesThisMachineAlone == false)
    }
    let token = ["MCP_ALLOWED_HOSTS": hosts, "MCP_HTTP_TOKEN": "0123456789abcdef"]
    let unfilled = try #require(try settings(["--transport=http"], ["MCP_HTTP_TOKEN": "${TOKEN_OF_THE_SERVER}"]).http)
    #expect(throws: UsageError.self) { try unfilled.tokens() }
    #expect(try settings(["--transport=http"], token).http?.hasAuthentication == true)
  }

  @Test(arguments: [
    "localhost", "127.0.0.2", "[::1]", "app.localhost", "https://app.acme.example", "http://localhost:6274",
  ])
  func `names of this machine and pages of its browsers need none`(_ hosts: String) throws {
    #expect(try settings(["--transport=http", "--allowed-hosts", hosts]).http?.servesThisMachineAlone == true)
  }
}
