import JSON
import Panther
import TestSupport
import Testing

extension Sample {
  static let roles: [Sample] = [
    Sample("list_roles", [:], "Read User Info (UserRead)", ("GET /roles", list)),
    Sample("get_role", ["role_id": "r1"], "Read User Info (UserRead)", ("GET /roles/r1", ["id": "r1"])),
  ]
}

@Suite(.fewAtOnce) struct RoleToolsTests {
  private static let admin: JSON = [
    "id": "r1", "name": "Admin", "permissions": ["UserModify", "New"], "logTypeAccessKind": "ALLOW_ALL",
    "createdAt": "2026-01-01T00:00:00Z",
  ]
  private static let analyst: JSON = [
    "id": "r2", "name": "Analyst", "permissions": ["AlertRead"], "logTypeAccessKind": "DENY",
    "logTypeAccess": ["AWS.ALB"],
  ]

  @Test func `list_roles shows all roles, and what managing users amounts to`() async throws {
    let bench = Bench()
    bench.answer("GET /roles", ["results": [Self.admin, Self.analyst]])
    let result = try await bench.call("list_roles")
    #expect(bench.sent == ["GET /roles?sort-dir=asc"])
    #expect(result["total"] == 2)
    #expect(result["note"]?.string?.contains("UserModify") == true)
    #expect(
      result["roles"] == [
        "columns": ["id", "name", "permissions", "logTypeAccessKind", "logTypeAccess"],
        "rows": [
          ["r1", "Admin", ["UserModify", "New"], "ALLOW_ALL", .null],
          ["r2", "Analyst", ["AlertRead"], "DENY", ["AWS.ALB"]],
        ],
      ])
  }

  @Test func `list_roles sends its filters, ids joined by commas as this one list wants`() async throws {
    let bench = Bench()
    bench.answer("GET /roles", ["results": [Self.analyst]])
    let result = try await bench.call(
      "list_roles", ["name_contains": "a&b", "role_ids": ["r1", "r2"], "sort_dir": "DESC"])
    _ = try await bench.call("list_roles", ["name": "A B"])
    #expect(
      bench.sent == ["GET /roles?name-contains=a&b&ids=r1,r2&sort-dir=desc", "GET /roles?name=A B&sort-dir=asc"])
    #expect(result["note"] == nil)
  }

  @Test(
    arguments: [
      ["name": "A", "name_contains": "B"], ["name": "A", "role_ids": ["r"]], ["sort_dir": "up"],
    ] as [JSON.Object])
  func `what Panther would ignore is refused`(_ arguments: JSON.Object) async throws {
    let bench = Bench()
    #expect(try await bench.call("list_roles", arguments).isError)
    #expect(bench.sent.isEmpty)
  }

  @Test func `no list is an empty one`() async throws {
    let bench = Bench()
    bench.answer("GET /roles", ["results": .null])
    #expect(try await bench.call("list_roles")["total"] == 0)
  }

  @Test(arguments: [400, 404])
  func `get_role takes a name where there is no such id`(_ status: Int) async throws {
    let bench = Bench()
    bench.answer("GET /roles/", ["message": "no"], status: status)
    bench.answer("GET /roles?", ["results": [Self.analyst, Self.admin]])
    let result = try await bench.call("get_role", ["role_id": "admin"])
    #expect(bench.sent == ["GET /roles/admin", "GET /roles?name=admin"])
    #expect(result["role"] == Self.admin)
    #expect(result["note"] != nil)
  }

  @Test(arguments: [.null, [], [admin]] as [JSON])
  func `get_role of nothing says what the id led to`(_ results: JSON) async throws {
    let bench = Bench()
    bench.answer("GET /roles/", ["message": "no such role"], status: 404)
    bench.answer("GET /roles?", ["results": results])
    let result = try await bench.call("get_role", ["role_id": "nobody"])
    #expect(result.isError)
    #expect(result.text.contains("no such role"))
  }

  @Test(arguments: [(401, "PANTHER_API_TOKEN"), (403, "Read User Info (UserRead)"), (500, "oh no")])
  func `other failures are not taken for a name`(_ status: Int, _ words: String) async throws {
    let bench = Bench()
    bench.answer("GET /roles/", ["message": "oh no"], status: status)
    let result = try await bench.call("get_role", ["role_id": "r1"])
    #expect(result.isError)
    #expect(result.text.contains(words))
    #expect(bench.sent == ["GET /roles/r1"])
  }

  @Test(arguments: HostileIDTests.paths.map(\.0))
  func `ids and names stay what they are`(_ id: String) async throws {
    let bench = Bench()
    bench.answer("GET /roles/", [:], status: 404)
    bench.answer("GET /roles?", ["results": []])
    _ = try await bench.call("get_role", ["role_id": .string(id)])
    #expect(bench.transport.sent[0].segments == ["roles", id])
    #expect(bench.transport.sent[1].query("name") == id)
  }
}
