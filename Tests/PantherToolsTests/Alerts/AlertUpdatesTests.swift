import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let alertUpdates: [Sample] = [
    Sample(
      "update_alert_status", ["alert_ids": ["a1"], "status": "RESOLVED"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
    Sample(
      "update_alert_assignee", ["alert_ids": ["a1"], "assignee_id": "u1"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
    Sample(
      "bulk_update_alerts", ["alert_ids": ["a1"], "status": "OPEN"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
  ]
}

@Suite(.fewAtOnce) struct AlertUpdatesTests {
  private let byEmail = "mutation AssignByEmail"
  private let byID = "mutation AssignByID"

  @Test(arguments: [204, 200]) func `an empty answer means done`(_ status: Int) async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: status) }
    let result = try await bench.call("update_alert_status", ["alert_ids": ["a1", "a2"], "status": "resolved"])
    #expect(!result.isError, "\(result)")
    #expect(result.json == ["updated": 2, "status": "RESOLVED", "alert_ids": ["a1", "a2"]])
    #expect(bench.lines == ["PATCH /alerts"])
    #expect(bench.bodies == [["ids": ["a1", "a2"], "status": "RESOLVED"]])
  }

  @Test(
    arguments: [
      (["alert_ids": [], "status": "OPEN"], "alert_ids"), (["alert_ids": ["a"], "status": "NEW"], "TRIAGED"),
      (["alert_ids": ["a"]], "`status` is required"), (["status": "OPEN"], "`alert_ids` is required"),
      (["alert_ids": ["a", ""], "status": "OPEN"], "empty"),
      (["alert_ids": .array(Array(repeating: "a", count: 101)), "status": "OPEN"], "1 to 100"),
    ] as [(JSON.Object, String)])
  func `update_alert_status refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    let result = try await bench.call("update_alert_status", arguments)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  @Test func `a user is assigned by id, by e-mail, or nobody is`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    bench.answer(byEmail, data: ["updateAlertsAssigneeByEmail": ["alerts": [["id": "a2"], ["id": "a1"]]]])
    bench.answer(byID, data: ["updateAlertsAssigneeById": ["alerts": [["id": "a1"], ["id": "a2"]]]])
    for assignee in ["u1", "ann@acme.example", "unassigned"] {
      let result = try await bench.call(
        "update_alert_assignee", ["alert_ids": ["a1", "a2"], "assignee_id": .string(assignee)])
      #expect(result.json == ["updated": 2, "assignee": .string(assignee), "alert_ids": ["a1", "a2"]])
    }
    #expect(bench.lines == ["PATCH /alerts", byEmail, byID])
    #expect(bench.bodies[0] == ["ids": ["a1", "a2"], "assignee": "u1"])
    #expect(bench.variables[1] == ["input": ["ids": ["a1", "a2"], "assigneeEmail": "ann@acme.example"]])
    #expect(bench.variables[2] == ["input": ["ids": ["a1", "a2"]]])
  }

  @Test func `only alerts that Panther names count as assigned`() async throws {
    let bench = Bench()
    bench.answer(byEmail, data: ["updateAlertsAssigneeByEmail": ["alerts": [["id": "a2"], ["id": "other"], [:]]]])
    let call: JSON.Object = ["alert_ids": ["a1", "a2", "a2", "a3"], "assignee_id": "ann@acme.example"]
    let result = try await bench.call("update_alert_assignee", call)
    #expect(!result.isError)
    #expect(result["updated"] == 1)
    #expect(result["alert_ids"] == ["a2"])
    #expect(result["unconfirmed"]?.string?.contains("a1, a3: they may or may not have been assigned") == true)
    let bulk = try await bench.call("bulk_update_alerts", call.merging(["comment": "x"]))
    #expect(bulk["done"] == ["assignee": "ann@acme.example"])
    #expect(bulk["failed"]?["assignee"]?.string?.contains("a1, a3") == true)
    #expect(bulk["failed"]?["comment"]?.string?.contains("Not attempted") == true)
  }

  @Test(arguments: [["alerts": .null], ["alerts": []], .null] as [JSON])
  func `an assignment that Panther does not confirm has an unknown outcome`(_ answer: JSON) async throws {
    let bench = Bench()
    bench.answer(byEmail, data: ["updateAlertsAssigneeByEmail": answer])
    bench.answer(byID, data: ["updateAlertsAssigneeById": answer])
    for (tool, assignee) in [("update_alert_assignee", "a@b.c"), ("bulk_update_alerts", "unassigned")] {
      let result = try await bench.call(tool, ["alert_ids": ["a1", "a2"], "assignee_id": .string(assignee)])
      #expect(result.isError)
      #expect(result.text.contains("unknown outcome: the change may or may not have been made"), "\(result)")
      #expect(!result.text.contains("Nothing was changed"))
    }
  }

  @Test(
    arguments: [
      ["message": "x", "extensions": ["code": "INTERNAL_SERVER_ERROR"]], ["message": "Internal server error"],
      ["message": "no title", "path": ["updateAlertsAssigneeByEmail", "alerts", 0, "title"]],
    ] as [JSON])
  func `a mutation that failed inside Panther has an unknown outcome`(_ error: JSON) async throws {
    let bench = Bench()
    bench.answer(byEmail, ["data": .null, "errors": [error]])
    let result = try await bench.call("update_alert_assignee", ["alert_ids": ["a1"], "assignee_id": "a@b.c"])
    #expect(result.isError)
    #expect(result.text.contains("unknown outcome: the change may or may not have been made"), "\(result)")
    #expect(!result.text.contains("later"))
    #expect(bench.sent.count == 1)
  }

  @Test func `a write whose outcome is unknown is said to be so, and sent once`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in throw PantherError(.disconnected) }
    let result = try await bench.call("update_alert_status", ["alert_ids": ["a1"], "status": "OPEN"])
    #expect(result.isError)
    #expect(result.text.contains("may or may not"))
    #expect(bench.sent.count == 1)
  }

  // MARK: bulk_update_alerts

  @Test func `status and assignee go in one request, comments side by side`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    bench.answer("POST /alert-comments", ["id": "c"])
    let result = try await bench.call(
      "bulk_update_alerts",
      ["alert_ids": ["a1", "a2", "a3"], "status": "CLOSED", "assignee_id": "u1", "comment": "Known."])
    #expect(!result.isError)
    #expect(
      result.json == [
        "done": ["status": "CLOSED", "assignee": "u1", "commented": ["a1", "a2", "a3"]],
        "alert_ids": ["a1", "a2", "a3"],
      ])
    #expect(bench.bodies[0] == ["ids": ["a1", "a2", "a3"], "status": "CLOSED", "assignee": "u1"])
    #expect(bench.sent.count == 4)
    #expect(Set(bench.bodies.dropFirst().compactMap { $0["alertId"]?.string }) == ["a1", "a2", "a3"])
    #expect(bench.bodies.dropFirst().allSatisfy { $0["body"] == "Known." && $0["format"] == "PLAIN_TEXT" })
  }

  @Test func `comments do not wait for each other`() async throws {
    let bench = Bench()
    let gate = Gate()
    bench.answer("POST /alert-comments") { request in
      // The first request is answered only after the last one was sent.
      if request.json["alertId"] == "a1" { try await gate.pass() }
      if request.json["alertId"] == "a5" { gate.open() }
      return HTTPResponse(json: ["id": "c"])
    }
    let result = try await bench.call(
      "bulk_update_alerts", ["alert_ids": ["a1", "a2", "a3", "a4", "a5"], "comment": "x"])
    #expect(result["done"]?["commented"] == ["a1", "a2", "a3", "a4", "a5"])
  }

  @Test func `an e-mail takes a request of its own`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    bench.answer(byEmail, data: ["updateAlertsAssigneeByEmail": ["alerts": [["id": "a1"]]]])
    let result = try await bench.call(
      "bulk_update_alerts", ["alert_ids": ["a1"], "status": "OPEN", "assignee_id": "x@y.z"])
    #expect(result["done"] == ["status": "OPEN", "assignee": "x@y.z"])
    #expect(bench.lines == ["PATCH /alerts", byEmail])
  }

  @Test func `what fails everywhere is an error`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts", ["message": "bad moon"], status: 400)
    let result = try await bench.call(
      "bulk_update_alerts", ["alert_ids": ["a1"], "status": "OPEN", "comment": "x"])
    #expect(result.isError)
    #expect(result.text.contains("Nothing was changed"))
    #expect(result.text.contains("bad moon"))
    #expect(bench.lines == ["PATCH /alerts"])
  }

  @Test(arguments: [408, 503]) func `what may have been made all the same is not called unchanged`(
    status: Int
  ) async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts", ["message": "busy"], status: status)
    let result = try await bench.call("bulk_update_alerts", ["alert_ids": ["a1"], "status": "OPEN"])
    #expect(result.isError)
    #expect(result.text.hasPrefix("Nothing is known to have been changed."), "\(result.text)")
    #expect(!result.text.contains("Try again") && !result.text.contains("invalid"))
  }

  @Test func `errors in an answer of success are not a success`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts", ["errors": [["message": "boom"]]])
    let result = try await bench.call("update_alert_status", ["alert_ids": ["a1"], "status": "OPEN"])
    #expect(result.isError && result.text.contains("unknown outcome"), "\(result.text)")
  }

  @Test func `comments that all fail are an error`() async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments", ["message": "bad moon"], status: 400)
    let result = try await bench.call("bulk_update_alerts", ["alert_ids": ["a1", "a2"], "comment": "x"])
    #expect(result.isError)
    #expect(result.text.contains("a1") && result.text.contains("a2") && result.text.contains("bad moon"))
  }

  @Test func `what fails in part is said, item by item`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    bench.answer("POST /alert-comments") { request in
      request.json["alertId"] == "a2"
        ? HTTPResponse(status: 403, json: ["error": "forbidden"]) : HTTPResponse(json: ["id": "c"])
    }
    let result = try await bench.call(
      "bulk_update_alerts", ["alert_ids": ["a1", "a2", "a3"], "status": "OPEN", "comment": "x"])
    #expect(!result.isError)
    #expect(result["done"] == ["status": "OPEN", "commented": ["a1", "a3"]])
    #expect(result["failed"]?["comment"]?.object?.keys == ["a2"])
    #expect(result["failed"]?["comment"]?["a2"]?.string?.contains("Manage Alerts (AlertModify)") == true)
    #expect(result.json.object?.keys.first == "failed")
  }

  @Test func `no comment is made on a change that failed`() async throws {
    let bench = Bench()
    bench.answer("PATCH /alerts") { _ in HTTPResponse(status: 204) }
    bench.answer(byEmail, ["errors": [["message": "no such user"]]])
    let result = try await bench.call(
      "bulk_update_alerts",
      ["alert_ids": ["a1"], "status": "OPEN", "assignee_id": "x@y.z", "comment": "Assigned to X."])
    #expect(!result.isError)
    #expect(result["done"] == ["status": "OPEN"])
    #expect(result["failed"]?["assignee"]?.string?.contains("no such user") == true)
    #expect(result["failed"]?["comment"]?.string?.contains("Not attempted") == true)
    #expect(bench.lines == ["PATCH /alerts", byEmail])
  }

  @Test(
    arguments: [
      (["alert_ids": ["a"]], "at least one of"),
      (["alert_ids": ["a"], "status": "", "comment": .null], "at least one of"),
      (["alert_ids": .array(Array(repeating: "a", count: 26)), "status": "OPEN"], "1 to 25"),
    ] as [(JSON.Object, String)])
  func `bulk_update_alerts refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    let result = try await bench.call("bulk_update_alerts", arguments)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }
}
