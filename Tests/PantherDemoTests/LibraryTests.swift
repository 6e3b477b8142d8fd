import JSON
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct LibraryTests {
  static let counts: [(path: String, count: Int)] = [
    ("/rules", 25), ("/scheduled-rules", 3), ("/simple-rules", 3), ("/policies", 8), ("/globals", 3),
    ("/data-models", 3), ("/queries", 6), ("/users?include-deactivated=true", 12), ("/users", 11), ("/roles", 4),
    ("/rules?severity=CRITICAL", 3), ("/rules?state=disabled", 2), ("/rules?name-contains=okta", 8),
    ("/rules?log-type=GSuite.Reports&log-type=Panther.Audit", 5), ("/rules?tag=persistence", 4),
    ("/policies?compliance-status=FAIL", 4), ("/policies?resource-type=AWS.IAM.User", 2),
    ("/scheduled-rules?scheduled-query=Dormant%20users", 1), ("/globals?name-contains=shared", 1),
    ("/users?contains=KIM", 1), ("/users?status=FORCE_CHANGE_PASSWORD", 1),
    ("/users?email=grace.mwangi%40harborline.example", 1), ("/roles?name-contains=read", 1), ("/roles?name=Admin", 1),
    ("/rules?name-contains=zzz", 0),
  ]

  @Test(arguments: counts)
  func `lists have what fits`(path: String, count: Int) async throws {
    #expect(try await Demo().get(path)["results"]?.array?.count == count)
  }

  @Test(arguments: ["/rules", "/policies", "/globals", "/data-models", "/queries", "/users", "/roles"])
  func `each item can be got, and none that is not there`(path: String) async throws {
    let demo = Demo()
    for item in try await demo.get(path)["results"]?.array ?? [] {
      let id = item["id"]?.string ?? ""
      let escaped = id.utf8.map { byte in
        let digits = String(byte, radix: 16)
        return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }.joined()
      #expect(try await demo.get(path + "/" + escaped) == item)
    }
    #expect(try await demo.send(.get, path + "/no%20such").status == 404)
    #expect(try await demo.send(.delete, path).status == 405)
  }

  @Test func `lists are paged`() async throws {
    let demo = Demo()
    let pages = try await demo.pages("/rules?limit=10")
    #expect(pages.map(\.count) == [10, 10, 5])
    #expect(Set(pages.flatMap { $0 }).count == 25)
    #expect(try await demo.pages("/users?limit=4").map(\.count) == [4, 4, 3])
    #expect(try await demo.send(.get, "/users?limit=61").status == 400)
  }

  @Test func `filters by person know who made and who changed`() async throws {
    let demo = Demo()
    let rules = try await demo.get("/rules")["results"]?.array ?? []
    let creator = try #require(rules.compactMap { $0[path: ["createdBy", "id"]]?.string }.first { $0 != "system" })
    let made = try await demo.list("/rules?created-by=\(creator)")
    #expect(!made.isEmpty && made.count < 25)
    #expect(made == rules.filter { $0[path: ["createdBy", "id"]]?.string == creator }.compactMap { $0["id"]?.string })
    #expect(!(try await demo.list("/rules?last-modified-by=\(creator)").isEmpty))
  }

  @Test func `python of a simple rule is shown on request only`() async throws {
    let demo = Demo()
    #expect(try await demo.get("/simple-rules/Simple.Okta.AppRemoved")["pythonBody"] == nil)
    #expect(try await demo.get("/simple-rules/Simple.Okta.AppRemoved?include-python=true")["pythonBody"] != nil)
    #expect(try await demo.list("/simple-rules?include-python=true", "pythonBody").count == 3)
  }

  @Test func `filter fields stay inside`() async throws {
    for path in ["/alerts", "/rules", "/policies", "/globals"] {
      #expect(!(try await Demo().get(path).text.contains("\"_")))
    }
  }

  // MARK: Writes

  @Test func `PUT replaces: what is left out goes back to its default`() async throws {
    let demo = Demo()
    let path = "/rules/Panther.Audit.APIToken%20Created%2FRotated"
    let old = try await demo.get(path)
    let body: JSON = [
      "id": old["id"] ?? .null, "body": old["body"] ?? .null, "severity": "LOW", "enabled": false, "createdAt": "1999",
    ]
    #expect(try await demo.send(.put, path, body).status == 200)
    let new = try await demo.get(path)
    #expect(new["enabled"] == false && new["severity"] == "LOW" && new["tags"] == [] && new["runbook"] == nil)
    #expect(new["createdAt"] == old["createdAt"] && new["createdBy"] == old["createdBy"])
    #expect(try await demo.list("/rules?state=disabled").count == 3)
  }

  @Test func `PUT makes what is not there, POST refuses what is`() async throws {
    let demo = Demo()
    let body: JSON = ["id": "New.Rule", "body": "def rule(event):\n    return True\n", "severity": "HIGH"]
    #expect(try await demo.send(.put, "/rules/New.Rule", body).status == 201)
    #expect(try await demo.send(.put, "/rules/New.Rule", body).status == 200)
    #expect(try await demo.send(.post, "/rules", body).status == 409)
    #expect(try await demo.send(.put, "/rules/Other.Rule", body).status == 400)
    #expect(try await demo.send(.delete, "/rules/New.Rule").status == 204)
    #expect(try await demo.send(.get, "/rules/New.Rule").status == 404)
  }

  @Test(arguments: [("rules", "rule"), ("scheduled-rules", "rule"), ("policies", "policy")])
  func `detection code is never run, and that is said`(_ kind: String, _ function: String) async throws {
    let demo = Demo()
    func body(_ source: String) -> JSON {
      [
        "id": "New", "severity": "LOW", "body": .string(source),
        "tests": [["name": "no alert", "expectedResult": false, "resource": "{}"]],
      ]
    }
    func put(_ query: String, _ source: String) async throws -> (Int, String) {
      let answer = try await demo.send(.put, "/\(kind)/New\(query)", body(source))
      return (answer.status, (try? JSON(parsing: answer.body))?["message"]?.string ?? "")
    }
    let code = "def \(function)(event):\n    return True\n"
    #expect(try await put("?run-tests-only=true", code) == (400, "the demo instance does not run detection code"))
    let refused = try await put("", "pass")
    #expect(refused.0 == 400 && refused.1.hasPrefix("the body has no function \(function)"))
    #expect(try await demo.send(.get, "/\(kind)/New").status == 404)
    // Its test would fail, but is not run.
    #expect(try await put("?run-tests-first=true", code).0 == 201)
    #expect(try await put("?run-tests-first=false", "pass").0 == 200)
    #expect(try await demo.send(.post, "/\(kind)", body(code)).status == 409)
  }

  @Test func `wrong inline filters are refused in a rule of Python, too`() async throws {
    let body: JSON = [
      "id": "X", "severity": "LOW", "body": "def rule(event):\n    return True\n",
      "inlineFilters": "- {KeyPath: a, Condition: Is}",
    ]
    let answer = try await Demo().send(.put, "/rules/X?run-tests-first=false", body)
    #expect(answer.status == 400)
    #expect(try JSON(parsing: answer.body)["message"] == "inlineFilters[0]: unknown condition \"Is\"")
  }

  static let badBodies: [JSON] = [
    .null, [], [:], ["id": "X"], ["id": "X", "body": "def rule(event): pass"],
    ["id": "X", "body": 1, "severity": "LOW"],
    ["id": "X", "body": "def rule(", "severity": "SOSO"],
    ["id": "X", "body": "def rule(", "severity": "LOW", "threshold": 0],
    ["id": "X", "body": "def rule(", "severity": "LOW", "tests": [[1], "x", ["resource": "{"]]],
    [
      "id": "X", "body": "def rule(", "severity": "LOW",
      "tests": [["name": "n", "resource": ["a": 1], "expectedResult": true]],
    ],
    ["id": "X", "body": "def rule(", "severity": "LOW", "tests": [["name": "n", "resource": "{}"]]],
  ]

  @Test(arguments: badBodies)
  func `a bad body is refused`(body: JSON) async throws {
    let demo = Demo()
    #expect(try await demo.send(.put, "/rules/X", body).status == 400)
    #expect(try await demo.send(.get, "/rules/X").status == 404)
  }

  @Test func `globals, data models and queries can be written`() async throws {
    let demo = Demo()
    let global = try await demo.send(.put, "/globals/team%2Fshared%20helpers", ["body": "X = 1", "tags": ["a"]])
    #expect(try JSON(parsing: global.body)["data"]?["id"] == "team/shared helpers")
    let model: JSON = ["id": "M", "logTypes": ["AWS.ALB"], "mappings": []]
    #expect(try await demo.send(.put, "/data-models/M", model).status == 201)
    #expect(try await demo.get("/data-models/M")["enabled"] == false)
    let query: JSON = ["name": "Q", "sql": "SELECT 1", "schedule": ["rateMinutes": 60, "timeoutMinutes": 5]]
    let made = try JSON(parsing: await demo.send(.post, "/queries", query).body)
    let id = made["id"]?.string ?? ""
    #expect(try await demo.send(.post, "/queries", query).status == 409)
    #expect(try await demo.send(.post, "/queries/\(id)", ["name": "Q2", "sql": "SELECT 2"]).status == 200)
    let changed = try await demo.get("/queries/\(id)")
    #expect(changed["name"] == "Q2" && changed["schedule"] == nil)
    #expect(try await demo.send(.delete, "/queries/\(id)").status == 204)
  }

  // MARK: Sources and the token

  @Test func `HTTP sources show secrets that are to be redacted`() async throws {
    let demo = Demo()
    let sources = try await demo.graphQL("{ sources(input: {}) { edges { node { integrationId integrationType } } } }")
    let ids = sources[path: ["data", "sources", "edges"]]?.array?.compactMap { $0["node"] } ?? []
    let http = ids.filter { $0["integrationType"] == "http-ingest" }.compactMap { $0["integrationId"]?.string }
    #expect(http.count == 2)
    for id in http { #expect(try await demo.get("/log-sources/http/\(id)").text.contains("DEMO-SECRET-")) }
    #expect(try await demo.send(.get, "/log-sources/http/nope").status == 404)
  }

  @Test func `the token knows itself and keeps its value`() async throws {
    let token = try await Demo().get("/api-tokens/self")
    #expect(token["permissions"]?.array?.contains("AlertModify") == true)
    #expect(token["value"] == nil && token["expiresAt"] != nil)
  }
}
