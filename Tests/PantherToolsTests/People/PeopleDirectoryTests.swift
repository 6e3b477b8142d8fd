import JSON
import MCP
import Panther
import PantherTools
import Synchronization
import TestSupport
import Testing

@testable import PantherTools

/// E-mails beside the ids of users, from one list of users.
@Suite(.fewAtOnce) struct PeopleDirectoryTests {
  private static let ann: JSON = ["id": "u1", "type": "user"]
  private static let users: [JSON] = (0..<70).map {
    ["id": .string("u\($0)"), "email": .string("e\($0)@acme.example")]
  }

  private static func alert(_ id: String, _ assignee: JSON) -> JSON { ["id": .string(id), "assignee": assignee] }

  private static func bench(
    _ people: PeopleDirectory = PeopleDirectory(patience: .seconds(60)), token: String = Bench.token
  ) -> Bench {
    let bench = Bench(people: people, token: token)
    bench.answer(
      "GET /alerts?",
      [
        "results": [
          alert("a1", ann), alert("a2", ["id": "u69", "type": "user"]), alert("a3", ann), alert("a4", .null),
          alert("a5", ["id": "who", "type": "user"]), alert("a6", ["id": "t", "type": "api-token"]),
        ]
      ])
    bench.answer("GET /alerts/a1", ["id": "a1", "assignee": ann, "context": ["createdBy": ann]])
    return bench
  }

  private static func userRequests(_ bench: Bench) -> [String] { bench.sent.filter { $0.hasPrefix("GET /users") } }

  @Test func `a table has e-mails instead of ids`() async throws {
    let bench = Self.bench()
    bench.shelve("GET /users", Self.users)
    let result = try await bench.call("list_alerts")
    #expect(
      result.items("alerts").map { $0["assignee"] } == [
        "e1@acme.example", "e69@acme.example", "e1@acme.example", .null, ["id": "who", "type": "user"],
        ["id": "t", "type": "api-token"],
      ])
    #expect(Self.userRequests(bench).count == 2)
    #expect(Self.userRequests(bench).allSatisfy { $0.contains("include-deactivated=true&limit=60") })
  }

  @Test func `alerts are counted by assignee`() async throws {
    let bench = Self.bench()
    bench.shelve("GET /users", Self.users)
    let result = try await bench.call("list_alerts", ["count_only": true])
    #expect(
      result["by_assignee"]?.text
        == #"{"e1@acme.example":2,"e69@acme.example":1,"t":1,"who":1,"nobody":1}"#)
  }

  @Test func `of many assignees those with most alerts are named`() async throws {
    let bench = Bench(people: PeopleDirectory(patience: .seconds(60)))
    bench.shelve("GET /users", [])
    let alerts = (0..<30).flatMap { index in
      Array(repeating: Self.alert("a", ["id": .string("x\(index)"), "type": "user"]), count: index == 7 ? 2 : 1)
    }
    bench.shelve("GET /alerts?", alerts)
    let counts = try #require(try await bench.call("list_alerts", ["count_only": true])["by_assignee"]?.object)
    #expect(counts.keys.first == "x7" && counts["x7"] == 2)
    #expect(counts.keys.count == 21 && counts["others"] == 10 && counts["nobody"] == nil)
  }

  @Test func `alerts that nobody has are counted without a look at the users`() async throws {
    let bench = Bench(people: PeopleDirectory(patience: .seconds(60)))
    bench.answer("GET /alerts?", ["results": [Self.alert("a1", .null), ["id": "a2"]]])
    #expect(try await bench.call("list_alerts", ["count_only": true])["by_assignee"] == ["nobody": 2])
    #expect(Self.userRequests(bench).isEmpty)
  }

  @Test(
    arguments: [
      ("list_alerts", "assignees", ["Sofía García"]), ("list_detections", "created_by", "Sofía García"),
      ("list_detections", "last_modified_by", "a b"),
    ] as [(String, String, JSON)])
  func `a name is no user`(_ tool: String, _ argument: String, _ value: JSON) async throws {
    let bench = Self.bench()
    let result = try await bench.call(tool, [argument: value])
    #expect(result.isError && result.text.contains("list_users finds users by name"), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  @Test(
    arguments: [
      ("list_alerts", "assignees", ["liam"]), ("list_detections", "created_by", "liam"),
      ("list_detections", "last_modified_by", "liam"), ("list_users", "role", "Nope"),
    ] as [(String, String, JSON)])
  func `an empty list says that nobody has checked the name`(_ tool: String, _ argument: String, _ value: JSON)
    async throws
  {
    let bench = Bench()
    bench.answer("GET /", ["results": []])
    let result = try await bench.call(tool, [argument: value])
    #expect(result["total"] == 0 && result["hint"]?.string?.contains("shows who there is") == (tool != "list_users"))
    #expect(result["hint"]?.string?.contains("list_roles") == (tool == "list_users"))
    #expect(try await bench.call(tool)["hint"] == nil)
  }

  @Test func `an object has the e-mail beside the id, and log data stays as it is`() async throws {
    let bench = Self.bench()
    bench.shelve("GET /users", Self.users)
    for detail in ["concise", "full"] as [JSON] {
      let alert = try await bench.call("get_alert", ["alert_id": "a1", "detail": detail])["alert"]
      #expect(alert?["assignee"] == ["id": "u1", "type": "user", "email": "e1@acme.example"])
      #expect(alert?["context"] == ["createdBy": Self.ann])
    }
    let list = try await bench.call("list_alerts", ["detail": "full"])
    #expect(list.items("alerts")[1]["assignee"]?["email"] == "e69@acme.example")
    let read = try await bench.call("get_alert", ["alert_id": "a1", "field": "assignee.email"])
    #expect(read["reading"]?["value"] == "e1@acme.example")
  }

  @Test func `comments and detections name people too`() async throws {
    let bench = Self.bench()
    bench.shelve("GET /users", Self.users)
    bench.answer("GET /alert-comments", ["results": [["id": "c1", "createdBy": Self.ann]]])
    bench.answer("GET /rules", ["results": [["id": "r1", "createdBy": Self.ann]]])
    bench.answer("GET /rules/r1", ["id": "r1", "createdBy": Self.ann])
    let comments = try await bench.call("list_alert_comments", ["alert_id": "a1"])
    #expect(comments.items("comments")[0]["createdBy"] == "e1@acme.example")
    let rules = try await bench.call("list_detections", ["detail": "full"])
    #expect(rules.items("detections")[0]["createdBy"]?["email"] == "e1@acme.example")
  }

  @Test func `users are listed once for some minutes, by all calls together`() async throws {
    let time = Mutex(ContinuousClock.now)
    let bench = Self.bench(PeopleDirectory(patience: .seconds(60)) { time.withLock(\.self) })
    bench.answer("GET /users", ["results": .array(Self.users)])
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { _ = try await bench.call("list_alerts") } }
      try await group.waitForAll()
    }
    _ = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(Self.userRequests(bench).count == 1)
    time.withLock { $0 += PeopleDirectory.life + .seconds(1) }
    _ = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(Self.userRequests(bench).count == 2)
  }

  @Test(arguments: [(403, 1), (400, 1), (200, 1)])
  func `where users cannot be read, answers have ids alone, and nothing is tried again soon`(
    _ status: Int, _ requests: Int
  ) async throws {
    let time = Mutex(ContinuousClock.now)
    let bench = Self.bench(PeopleDirectory(patience: .seconds(60)) { time.withLock(\.self) })
    bench.answer("GET /users", ["error": "forbidden"], status: status)
    for _ in 0..<3 {
      let result = try await bench.call("get_alert", ["alert_id": "a1"])
      #expect(!result.isError)
      #expect(result["alert"]?["assignee"] == Self.ann && result["failed"] == nil)
    }
    #expect(Self.userRequests(bench).count == requests)
    time.withLock { $0 += PeopleDirectory.life + .seconds(1) }
    _ = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(Self.userRequests(bench).count == requests + 1)
  }

  @Test(
    arguments: [
      .null, ["id": "system", "type": "system"], ["id": "t1", "type": "api-token"], ["id": "api-token", "type": "t1"],
      [:], "u1", 7,
    ] as [JSON])
  func `nobody is looked up where no id of a user is shown`(_ actor: JSON) async throws {
    let bench = Bench(people: PeopleDirectory(patience: .seconds(60)))
    bench.answer("GET /alerts/a1", ["id": "a1", "assignee": actor, "deliveries": [["createdBy": Self.ann]]])
    bench.answer("GET /rules", ["results": [["id": "r1", "createdBy": Self.ann]]])
    let result = try await bench.call("get_alert", ["alert_id": "a1", "detail": "full"])
    #expect(result["alert"]?["assignee"] == actor)
    _ = try await bench.call("list_detections")
    #expect(Self.userRequests(bench).isEmpty)
  }

  @Test func `the contract has id and type the other way round, which is understood`() async throws {
    let bench = Bench(people: PeopleDirectory(patience: .seconds(60)))
    bench.answer("GET /alerts/a1", ["id": "a1", "assignee": ["id": "user", "type": "u1"]])
    bench.shelve("GET /users", Self.users)
    let alert = try await bench.call("get_alert", ["alert_id": "a1"])["alert"]
    #expect(alert?["assignee"] == ["id": "user", "type": "u1", "email": "e1@acme.example"])
  }

  @Test func `two users with one e-mail are told apart`() async throws {
    let bench = Self.bench()
    let users = ["u1", "u69"].map { JSON.object(["id": .string($0), "email": "x@y.z"]) }
    bench.answer("GET /users", ["results": .array(users)])
    let result = try await bench.call("list_alerts")
    #expect(
      result.items("alerts").prefix(2).map { $0["assignee"] } == [
        ["id": "u1", "type": "user", "email": "x@y.z"], ["id": "u69", "type": "user", "email": "x@y.z"],
      ])
  }

  @Test func `what one token read is not shown to another`() async throws {
    let people = PeopleDirectory(patience: .seconds(60))
    let admin = Self.bench(people, token: "token-of-the-admin")
    admin.shelve("GET /users", Self.users)
    #expect(try await admin.call("get_alert", ["alert_id": "a1"]).text.contains("e1@acme.example"))
    let guest = Self.bench(people, token: "token-of-the-guest")
    guest.answer("GET /users", ["error": "forbidden"], status: 403)
    #expect(try await !guest.call("get_alert", ["alert_id": "a1"]).text.contains("e1@acme.example"))
    #expect(Self.userRequests(guest).count == 1)
    #expect(try await admin.call("get_alert", ["alert_id": "a1"]).text.contains("e1@acme.example"))
    #expect(Self.userRequests(admin).count == 2)
  }

  @Test func `as many tokens as are kept push out the first`() async throws {
    let people = PeopleDirectory(patience: .seconds(60))
    let first = Self.bench(people, token: "the-first-token")
    first.answer("GET /users", ["results": .array(Self.users)])
    _ = try await first.call("get_alert", ["alert_id": "a1"])
    for number in 0..<PeopleDirectory.mostTokens {
      #expect(Self.userRequests(first).count == 1)
      let other = Self.bench(people, token: "another-token-\(number)")
      other.answer("GET /users", ["results": []])
      _ = try await other.call("get_alert", ["alert_id": "a1"])
    }
    _ = try await first.call("get_alert", ["alert_id": "a1"])
    #expect(Self.userRequests(first).count == 2)
  }

  @Test func `a list of users without an end is read for a while`() async throws {
    let bench = Self.bench()
    bench.answer("GET /users") { request in
      let cursor = request.query("cursor") ?? ""
      return HTTPResponse(
        json: [
          "results": .array((0..<60).map { ["id": .string("x\(cursor)\($0)"), "email": "x@y.z"] }),
          "next": .string(cursor + "c"),
        ])
    }
    let result = try await bench.call("list_alerts")
    #expect(!result.isError)
    #expect(Self.userRequests(bench).count <= PeopleDirectory.mostUsers / 60)
  }

  @Test func `people are shown only where the operator offers them`() throws {
    #expect(try Policy().showsPeople)
    #expect(try Policy(block: ["list_users"]).showsPeople)
    #expect(try !Policy(block: ["users"]).showsPeople)
    #expect(try !Policy(toolsets: ["alerts"]).showsPeople)
    #expect(try !Policy(ask: ["list_users", "get_user"]).showsPeople)
  }
}
