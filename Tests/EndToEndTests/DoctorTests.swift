import Foundation
import JSON
import TestSupport
import Testing

/// What `doctor` says about the token and the surroundings, from the built program.
@Suite(.fewAtOnce, .onOwnThreads) struct DoctorTests {
  private func upstream(_ token: JSON) throws -> Upstream {
    try Upstream { $0.target.contains("api-tokens") ? Upstream.json(token) : nil }
  }

  /// The finding of a check.
  private func finding(_ check: String, _ environment: [String: String]) async throws -> JSON {
    let program = try ServerProcess(["doctor", "--json"], environment: environment)
    _ = try await program.exit()
    return try #require(try JSON(parsing: program.text).array?.first { $0["check"]?.string == check })
  }

  static let expiries: [(JSON, String, String)] = [
    ("garbage", "warning", "its expiry was not understood: \"garbage\""),
    ("1795000000", "warning", "its expiry was not understood: \"1795000000\""),
    (1_795_000_000, "warning", "its expiry was not understood: \"1795000000\""),
    ("24h", "warning", "its expiry was not understood: \"24h\""), (.null, "ok", "does not expire"),
    ("2020-01-01T00:00:00Z", "warning", "expired 2020-01-01T00:00:00Z ("), ("2020-01-01", "warning", "days ago)"),
    ("2999-11-25", "ok", "expires 2999-11-25T00:00:00Z (in "),
    ("2999-11-25T08:00:00.123456Z", "ok", "expires 2999-11-25T08:00:00Z (in "),
    ("2999-11-25T08:00:00+00:00", "ok", "expires 2999-11-25T08:00:00Z (in "),
  ]

  @Test(arguments: expiries)
  func `a token's end is said as it is`(_ end: JSON, _ status: String, _ words: String) async throws {
    let upstream = try upstream(["name": "n", "permissions": ["AlertRead"], "expiresAt": end])
    let finding = try await finding("token", upstream.environment)
    let text = try #require(finding["text"]?.string)
    #expect(text.contains(words), "\(text)")
    #expect(!text.contains("in -"))
    #expect(finding["status"]?.string == status)
    if words != "does not expire" { #expect(!text.contains("does not expire")) }
  }

  static let limits: [(JSON, String, [String])] = [
    (
      ["createdAt": "2020-01-01T00:00:00Z", "permissions": ["AlertRead", "UserModify", "BulkUpload"]], "warning",
      ["days old", "from everywhere", "does not expire", "No tool that is shown needs BulkUpload, UserModify."]
    ),
    (
      ["createdAt": "2020-01-01T00:00:00Z", "allowedCIDRBlocks": ["0.0.0.0/0"], "permissions": ["AlertRead"]],
      "warning",
      ["days old", "from everywhere", "does not expire"]
    ),
    (
      [
        "createdAt": "2020-01-01T00:00:00Z", "rotatedAt": "2999-01-01T00:00:00Z", "expiresAt": "2999-01-01T00:00:00Z",
        "allowedCIDRBlocks": ["192.0.2.0/24"], "permissions": ["AlertRead", "UserRead", "OrganizationAPITokenRead"],
      ], "ok", ["no more than the tools need"]
    ),
  ]

  @Test(arguments: limits)
  func `a token that is worth too much to a thief is warned of`(
    _ token: JSON, _ status: String, _ words: [String]
  ) async throws {
    let upstream = try upstream(token)
    let finding = try await finding("token limits", upstream.environment)
    #expect(finding["status"]?.string == status)
    let text = try #require(finding["text"]?.string)
    for word in words { #expect(text.contains(word), "\(text)") }
    #expect(text.components(separatedBy: "\n").count == words.count)
  }

  @Test func `a permission is needless that no shown tool needs`() async throws {
    let upstream = try upstream(["permissions": ["AlertRead", "AlertModify", "DataAnalyticsRead"]])
    let program = try ServerProcess(
      ["doctor", "--json", "--read-only", "--toolsets=alerts"], environment: upstream.environment)
    _ = try await program.exit()
    #expect(program.text.contains("No tool that is shown needs AlertModify, DataAnalyticsRead."), "\(program.text)")
  }

  @Test func `doctor counts the tools that get_permissions counts`() async throws {
    let upstream = try upstream(["name": "n", "permissions": ["AlertRead"]])
    let text = try #require(try await finding("permissions", upstream.environment)["text"]?.string)
    let call = try ServerProcess(["call", "get_permissions"], environment: upstream.environment)
    #expect(try await call.exit() == 0)
    let usable = try #require(try JSON(parsing: call.text)["token"]?["tools_usable"]?.int)
    #expect(text.hasPrefix("\(usable) of "), "\(text)")
    #expect(!text.contains("get_permissions"))
  }

  @Test(arguments: [["doctor", "--demo", "now"], ["serve", "x"], ["version", "x"]])
  func `words that a command does not take are refused`(_ words: [String]) async throws {
    let program = try ServerProcess(words)
    #expect(try await program.exit() == 64)
    #expect(program.errors.contains("\(words[0]) takes no words after it"))
    #expect(program.text.isEmpty)
  }

  @Test func `a clock that cannot be compared was not checked`() async throws {
    let clock = try await finding("clock", ["PANTHER_INSTANCE_URL": "demo"])
    #expect(clock["status"] == "skipped")
    #expect(clock["text"] == "the instance does not tell its time")
  }

  @Test func `an instance that cannot be reached says nothing about the token`() async throws {
    let environment = ["PANTHER_INSTANCE_URL": "http://127.0.0.1:1", "PANTHER_API_TOKEN": "t"]
    let address = try await finding("address", environment)
    #expect(address["text"]?.string?.hasPrefix("well-formed: REST http://127.0.0.1:1, ") == true, "\(address)")
    let instance = try await finding("instance", environment)
    #expect(instance["status"] == "failed" && instance["text"]?.string?.hasPrefix("it cannot be reached: ") == true)
    #expect(try await finding("token", environment)["text"] == "needs the instance")
    let upstream = try upstream(["name": "n", "permissions": ["AlertRead"]])
    #expect(try await finding("instance", upstream.environment)["text"] == "it answers")
    // What refuses the token answers.
    let refusing = try Upstream { _ in Upstream.json([:], status: 401) }
    #expect(try await finding("instance", refusing.environment)["status"] == "ok")
    #expect(try await finding("token", refusing.environment)["status"] == "failed")
  }

  @Test func `the token of the demo instance expires when get_permissions says`() async throws {
    let environment = ["PANTHER_INSTANCE_URL": "demo", "PANTHER_DEMO_NOW": "2026-11-22T08:00:00.900Z"]
    #expect(try await finding("token", environment)["text"]?.string?.contains("(in 76 days)") == true)
  }

  @Test(arguments: ["all_proxy", "ALL_PROXY"]) func `a proxy for everything is named`(_ name: String) async throws {
    let finding = try await finding(
      "proxy", ["PANTHER_INSTANCE_URL": "http://127.0.0.1:1", "PANTHER_API_TOKEN": "t", name: "http://127.0.0.1:1"])
    #expect(finding["text"]?.string?.contains(name) == true)
  }
}
