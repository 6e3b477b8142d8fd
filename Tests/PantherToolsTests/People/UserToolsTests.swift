import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let users: [Sample] = [
    Sample("list_users", [:], "Read User Info (UserRead)", ("GET /users", list)),
    Sample("get_user", ["user_id": "u1"], "Read User Info (UserRead)", ("GET /users/u1", ["id": "u1"])),
    Sample(
      "get_permissions", [:], "Read API Token Info (OrganizationAPITokenRead)",
      ("GET /api-tokens/self", ["id": "t1", "permissions": ["AlertRead"]])),
  ]
}

@Suite(.fewAtOnce) struct UserToolsTests {
  private static let user: JSON = [
    "id": "u1", "email": "Ada+x@Example.com", "givenName": "Ada", "familyName": "L", "enabled": true,
    "status": "CONFIRMED", "role": ["id": "r1", "name": "Admin"], "createdAt": "2026-01-01T00:00:00Z",
    "lastLoggedInAt": .null,
  ]

  // MARK: list_users, get_user

  @Test func `list_users shows the role's name, and says that deactivated users are left out`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": [Self.user]])
    let result = try await bench.call("list_users")
    #expect(bench.sent == ["GET /users?limit=60"])
    #expect(result["defaults"] == "Deactivated users are left out.")
    #expect(
      result["users"] == [
        "columns": ["id", "email", "givenName", "familyName", "role.name", "status", "enabled"],
        "rows": [["u1", "Ada+x@Example.com", "Ada", "L", "Admin", "CONFIRMED", true]],
      ])
  }

  @Test func `list_users sends the filters that the API has`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": []])
    let result = try await bench.call(
      "list_users", ["contains": "a+b@c", "status": "CONFIRMED", "include_deactivated": true, "limit": 5])
    #expect(bench.lines == ["GET /users?contains=a%2Bb%40c&status=CONFIRMED&include-deactivated=true&limit=5"])
    #expect(result["defaults"] == nil)
  }

  @Test func `list_users filters by role, by its name or its id`() async throws {
    let bench = Bench()
    bench.shelve(
      "GET /users",
      (0..<130).map {
        ["id": .string("u\($0)"), "role": ["id": .string("r\($0 % 2)"), "name": $0 % 2 == 0 ? "Admin" : "Read Only"]]
      })
    for role in ["read only", "r1"] {
      let pages = try await bench.walk("list_users", ["role": .string(role), "limit": 50])
      #expect(pages.all("users", "id") == (0..<130).filter { $0 % 2 == 1 }.map { "u\($0)" })
      #expect(pages.last?["total"] == 65 && pages[0]["total"] == nil)
    }
    #expect(bench.sent.allSatisfy { $0.contains("limit=60") })
    bench.answer("GET /roles", ["results": [["id": "r0", "name": "Admin"], ["id": "r2", "name": "Nobody"]]])
    let none = try await bench.call("list_users", ["role": "Admi"])
    #expect(none["total"] == 0 && none["looked_at"] == 130)
    #expect(none["hint"]?.string?.contains("No role has the name or the id \"Admi\". Did you mean \"Admin\"?") == true)
    let nobody = try await bench.call("list_users", ["role": "Nobody"])
    #expect(nobody["hint"] == "The role exists, but nobody who has it was found.")
  }

  @Test func `list_users finds those who did not log in for some days, or never`() async throws {
    let times: [JSON] = [
      "2026-11-13T08:00:00Z", "2026-11-13T07:59:59Z", .null, "2026-01-01T00:00:00.123Z", "2026-11-19T00:00:00Z",
    ]
    let bench = Bench()
    bench.shelve("GET /users", times.enumerated().map { ["id": .string("u\($0)"), "lastLoggedInAt": $1] })
    let result = try await bench.call("list_users", ["inactive_days": 7])
    #expect(result.items("users").map { $0["id"] } == ["u1", "u2", "u3"])
    #expect(result["inactive"] == "Last log-in before 2026-11-13T08:00:00Z, or never.")
    #expect(try await bench.call("list_users", ["inactive_days": 0]).isError)
    let pages = try await bench.walk("list_users", ["inactive_days": 7, "limit": 1])
    #expect(pages.all("users", "id") == ["u1", "u2", "u3"])
    #expect(pages.allSatisfy { $0["inactive"] == result["inactive"] })
  }

  @Test func `each page says whether deactivated users are left out`() async throws {
    let bench = Bench()
    bench.shelve("GET /users", (0..<9).map { ["id": .string("u\($0)")] })
    let active = try await bench.walk("list_users", ["limit": 4])
    #expect(active.count == 3)
    #expect(active.allSatisfy { $0["defaults"] != nil })
    let all = try await bench.walk("list_users", ["limit": 4, "include_deactivated": true])
    #expect(all.allSatisfy { $0["defaults"] == nil })
  }

  @Test func `get_user takes an e-mail, in any case`() async throws {
    let bench = Bench()
    bench.answer("GET /users?", ["results": [["id": "u0", "email": "other@example.com"], Self.user]])
    let result = try await bench.call("get_user", ["user_id": "ada+x@example.com"])
    #expect(bench.lines == ["GET /users?email=ada%2Bx%40example.com"])
    #expect(result["user"] == Self.user)
  }

  @Test(
    arguments: [.null, [], [["id": "u0", "email": "other@example.com"]], [["id": "u0", "email": .null]]] as [JSON])
  func `nobody else is taken for the user with an e-mail`(_ results: JSON) async throws {
    let bench = Bench()
    bench.answer("GET /users?", ["results": results])
    let result = try await bench.call("get_user", ["user_id": "ada@example.com"])
    #expect(result.isError)
    #expect(result.text.contains("No user has the e-mail ada@example.com"))
  }

  @Test(arguments: ["list_detections", "list_global_helpers"])
  func `lists that filter by a person take an e-mail, with the permission that it needs`(_ tool: String) async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": [["id": "u9", "email": "ann@acme.example"]]])
    bench.answer("GET /", ["results": []])
    _ = try await bench.call(tool, ["created_by": "ann@acme.example", "last_modified_by": "u1"])
    #expect(bench.sent[0] == "GET /users?email=ann@acme.example")
    #expect(bench.sent[1].contains("created-by=u9&last-modified-by=u1"))
    let refusing = Bench()
    refusing.answer("GET /users", ["error": "forbidden"], status: 403)
    let refused = try await refusing.call(tool, ["created_by": "ann@acme.example"])
    #expect(refused.isError && refused.text.contains("Read User Info (UserRead)"))
    #expect(!refused.text.contains("RuleRead"))
  }

  @Test(arguments: HostileIDTests.paths.map(\.0).filter { !$0.contains("@") })
  func `an id stays in its segment`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /users/", Self.user)
    #expect(try await bench.call("get_user", ["user_id": .string(id)])["user"] == Self.user)
    #expect(bench.transport.sent.map(\.segments) == [["users", id]])
  }

  @Test(arguments: [["limit": 61], ["limit": 0], ["include_deactivated": "perhaps"], ["zzz": 1]] as [JSON.Object])
  func `bad arguments are refused`(_ arguments: JSON.Object) async throws {
    let bench = Bench()
    #expect(try await bench.call("list_users", arguments).isError)
    #expect(bench.sent.isEmpty)
  }

  // MARK: get_permissions

  private func permissions(_ token: JSON.Object) async throws -> ToolResult {
    let bench = Bench()
    bench.answer("GET /api-tokens/self", .object(token))
    let result = try await bench.call("get_permissions")
    #expect(bench.sent == ["GET /api-tokens/self"])
    return result
  }

  @Test func `get_permissions says titles and names, and keeps what it does not know`() async throws {
    let result = try await permissions([
      "id": "t1", "name": "mine", "permissions": ["SummaryRead", "Zzz", "AlertRead", "ResourceRead"],
      "allowedCIDRBlocks": ["10.0.0.0/8"], "createdAt": "2026-01-01T00:00:00Z", "expiresAt": .null,
      "value": "the-secret-itself",
    ])
    #expect(
      result["token"]?["permissions"] == [
        "Read Alerts (AlertRead)", "ResourceRead", "Read Panther Metrics (SummaryRead)", "Zzz",
      ])
    #expect(result["token"]?["allowedCIDRBlocks"] == ["10.0.0.0/8"])
    #expect(result["warnings"] == nil)
    #expect(!result.text.contains("the-secret-itself"))
    #expect(result["token"]?["expiresAt"] == nil)
  }

  @Test func `get_permissions counts each tool once, as usable or under what it needs`() async throws {
    let bench = Bench()
    for held in [[], ["AlertRead"], ["RuleRead"], ["AlertRead", "AlertModify", "RunPantherAI"]] {
      let token = try await permissions(["permissions": JSON(held)])["token"]
      let unusable = token?["tools_unusable_without"]?.object?.members ?? []
      let names = unusable.flatMap { ($0.value.array ?? []).compactMap(\.string) }
      #expect(Set(names).count == names.count)
      #expect((token?["tools_usable"]?.int ?? 0) + names.count == bench.toolbox.tools.count)
      #expect(!names.contains("get_permissions"))
      #expect(names.contains("get_alert") != held.contains("AlertRead"))
      // One of two permissions is enough to list these tools, as it is enough to call them.
      #expect(names.contains("list_global_helpers") != held.contains("RuleRead"))
      #expect(unusable.allSatisfy { $0.key.contains("(") })
    }
  }

  @Test(arguments: [
    ("2026-11-20T08:00:01Z", "in less than a day"), ("2026-11-22T07:00:00Z", "in 1 day."),
    ("2026-12-01T08:00:00.123Z", "in 11 days"),
    ("2026-11-19T00:00:00Z", "expired at 2026-11-19T00:00:00Z"), ("2026-11-20T08:00:00Z", "expired at"),
  ])
  func `a token's end is warned of two weeks before`(_ end: String, _ words: String) async throws {
    let result = try await permissions(["permissions": [], "expiresAt": .string(end)])
    #expect(result["warnings"]?.array?.count == 1)
    #expect(result["warnings"]?.array?.first?.string?.contains(words) == true, "\(result.text)")
    #expect(result["token"]?["expiresAt"] == .string(end))
  }

  @Test(arguments: ["2026-12-05T08:00:00Z", "", "soon", .null, 7.5, ["x"]] as [JSON])
  func `no near end, no warning`(_ end: JSON) async throws {
    let result = try await permissions(["permissions": .null, "expiresAt": end])
    #expect(!result.isError)
    if end.double == nil { #expect(result["warnings"] == nil) }
    #expect(result["token"]?["permissions"] == [])
  }

  @Test func `a token that may manage users may do everything, and is said to`() async throws {
    let result = try await permissions(["permissions": ["UserModify"]])
    #expect(result["warnings"] == ["Manage Users (UserModify) amounts to full admin access."])
  }
}
