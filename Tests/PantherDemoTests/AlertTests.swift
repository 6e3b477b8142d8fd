import JSON
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct AlertTests {
  @Test func `about seventy alerts tell of the last thirty days`() async throws {
    let demo = Demo()
    let alerts = try await demo.pages("/alerts?limit=50").flatMap { $0 }
    let errors = try await demo.list("/alerts?type=DETECTION_ERROR")
    let system = try await demo.list("/alerts?type=SYSTEM_ERROR")
    #expect(alerts.count + errors.count + system.count == 69)
    #expect(Set(alerts + errors + system).count == 69)
    let grave = try await demo.list(
      "/alerts?severity=HIGH&severity=CRITICAL&created-after=2026-11-19T08:10:00Z&limit=50")
    #expect(grave.count >= 8)
  }

  static let filters: [(query: String, key: String, allowed: Set<String>)] = [
    ("severity=HIGH&severity=CRITICAL", "severity", ["HIGH", "CRITICAL"]),
    ("status=OPEN", "status", ["OPEN"]),
    ("status=TRIAGED&status=CLOSED", "status", ["TRIAGED", "CLOSED"]),
    ("sub-type=POLICY", "type", ["POLICY"]),
    ("sub-type=CORRELATION_RULE", "type", ["CORRELATION_RULE"]),
    ("type=DETECTION_ERROR", "type", ["RULE_ERROR", "SCHEDULED_RULE_ERROR"]),
    ("type=SYSTEM_ERROR", "type", ["SYSTEM_ERROR"]),
    (
      "detection-id=Panther.Audit.APIToken%20Created%2FRotated", "title",
      ["API token \"mcp\" created by ada.okafor@harborline.example"]
    ),
    ("name-contains=svc-REPORTS&severity=LOW", "title", ["IAM user svc-reports created by ci-terraform"]),
    ("resource-type=AWS.S3.Bucket", "title", ["harborline-web-assets allows public read"]),
    ("event-count-min=48", "title", ["48 objects read from harborline-finance-exports by svc-backup"]),
    ("log-type=Panther.Audit", "severity", ["INFO"]),
  ]

  @Test(arguments: filters)
  func `a filter keeps what fits`(query: String, key: String, allowed: Set<String>) async throws {
    let values = try await Demo().list("/alerts?limit=50&" + query, key)
    #expect(!values.isEmpty)
    #expect(Set(values).isSubset(of: allowed))
  }

  @Test func `times bound the list on both sides`() async throws {
    let created = try await Demo().list(
      "/alerts?limit=50&created-after=2026-11-15&created-before=2026-11-18T00:00:00%2B00:00", "createdAt")
    #expect(!created.isEmpty)
    #expect(created.allSatisfy { $0 > "2026-11-15" && $0 < "2026-11-18" })
  }

  @Test func `pages join without gap or double, in either direction`() async throws {
    let demo = Demo()
    let down = try await demo.pages("/alerts?limit=7")
    #expect(down.dropLast().allSatisfy { $0.count == 7 })
    let all = try await demo.pages("/alerts?limit=50").flatMap { $0 }
    #expect(down.flatMap { $0 } == all)
    #expect(try await demo.pages("/alerts?limit=9&sort-dir=asc").flatMap { $0 } == all.reversed())
  }

  @Test func `events are paged and belong to the alert`() async throws {
    let demo = Demo()
    let id = try #require(try await demo.list("/alerts?event-count-min=48").first)
    let pages = try await demo.pages("/alerts/\(id)/events?limit=20")
    #expect(pages.map(\.count) == [20, 20, 8])
    #expect(Set(pages.flatMap { $0 }).count == 48)
    let event = try #require(try await demo.get("/alerts/\(id)/events?limit=1")["results"]?.array?.first)
    #expect(event["p_alert_id"]?.string == id)
    #expect(event[path: ["requestparameters", "bucketName"]]?.string == "harborline-finance-exports")
  }

  @Test func `every event of a recent alert is in the data lake`() async throws {
    let demo = Demo()
    let alerts = try await demo.list("/alerts?created-after=2026-11-07&limit=50&log-type=Okta.SystemLog")
    for id in alerts {
      for row in try await demo.list("/alerts/\(id)/events?limit=50", "p_row_id") {
        let found = try await demo.rows("SELECT COUNT(*) FROM panther_views.public.all_logs WHERE p_row_id = '\(row)'")
        #expect(found == "1")
        break
      }
      let signals = try await demo.rows(
        "SELECT COUNT(*) FROM panther_signals.public.correlation_signals WHERE p_alert_id = '\(id)'")
      #expect(signals == String(try await demo.get("/alerts/\(id)")["eventCount"]?.int ?? -1))
    }
  }

  @Test func `one title carries a prompt injection and a bidi override`() async throws {
    let title = try #require(try await Demo().list("/alerts?name-contains=ignore", "title").first)
    #expect(title.contains("IGNORE PREVIOUS INSTRUCTIONS"))
    #expect(title.unicodeScalars.contains("\u{202E}"))
  }

  static let refusals: [(path: String, status: Int)] = [
    ("/alerts/nope", 404), ("/alerts/nope/events", 404), ("/alerts/..%2Fusers", 404), ("/alerts/a/b/c", 404),
    ("/alerts?limit=51", 400), ("/alerts?limit=0", 400), ("/alerts?limit=x", 400), ("/alerts?severity=high", 400),
    ("/alerts?type=NOPE", 400), ("/alerts?sub-type=POLICY&type=SYSTEM_ERROR", 400), ("/alerts?sort-dir=up", 400),
    ("/alerts?created-after=yesterday", 400), ("/alerts?cursor=nonsense", 400), ("/alerts?event-count-min=many", 400),
    ("/alert-comments", 400), ("/alert-comments/nope", 404), ("/nope", 404), ("/", 404), ("", 404),
  ]

  @Test(arguments: refusals)
  func `what does not fit is refused with a message`(path: String, status: Int) async throws {
    let response = try await Demo().send(.get, path)
    #expect(response.status == status)
    #expect(try JSON(parsing: response.body)["message"]?.string?.isEmpty == false)
  }

  @Test func `a cursor of another list is refused`() async throws {
    let demo = Demo()
    let next = try #require(try await demo.get("/rules?limit=2")["next"]?.string)
    #expect(try await demo.send(.get, "/alerts?cursor=\(next)").status == 400)
  }

  @Test func `one alert can be changed, and unassigned`() async throws {
    let demo = Demo()
    let id = try #require(try await demo.list("/alerts?status=OPEN").first)
    let user = try #require(try await demo.list("/users").first)
    let answer = try await demo.send(.patch, "/alerts/\(id)", ["status": "TRIAGED", "assignee": .string(user)])
    #expect(answer.status == 200 && answer.body.isEmpty)
    let changed = try await demo.get("/alerts/\(id)")
    #expect(changed["status"] == "TRIAGED" && changed["assignee"]?["id"]?.string == user)
    #expect(changed["updatedBy"]?["type"] == "api-token")
    #expect(try await demo.list("/alerts?assignee=\(user)&limit=50").contains(id))
    _ = try await demo.send(.patch, "/alerts/\(id)", ["assignee": ""])
    #expect(try await demo.get("/alerts/\(id)")["assignee"] == nil)
  }

  @Test func `a bulk change is made for all or for none`() async throws {
    let demo = Demo()
    let ids = Array(try await demo.list("/alerts?status=OPEN").prefix(3))
    let bad = try await demo.send(.patch, "/alerts", ["ids": JSON(ids + ["nope"]), "status": "CLOSED"])
    #expect(bad.status == 404)
    #expect(try await demo.get("/alerts/\(ids[0])")["status"] == "OPEN")
    let good = try await demo.send(.patch, "/alerts", ["ids": JSON(ids), "status": "CLOSED"])
    #expect(good.status == 204 && good.body.isEmpty)
    for id in ids { #expect(try await demo.get("/alerts/\(id)")["status"] == "CLOSED") }
  }

  static let badPatches: [JSON] = [
    [:], ["ids": []], ["ids": ["x"]], ["ids": "x", "status": "OPEN"], ["ids": ["x"], "status": 1], [1], .null,
  ]

  @Test(arguments: badPatches)
  func `a bad patch is refused`(body: JSON) async throws {
    #expect(try await Demo().send(.patch, "/alerts", body).status == 400)
  }

  @Test func `comments can be added, listed and changed`() async throws {
    let demo = Demo()
    let id = try #require(try await demo.list("/alerts?status=TRIAGED").first)
    let before = try await demo.list("/alert-comments?alert-id=\(id)")
    let made = try JSON(
      parsing: await demo.send(
        .post, "/alert-comments", ["alertId": .string(id), "body": "좋음", "format": "PLAIN_TEXT"]
      ).body)
    let after = try await demo.list("/alert-comments?alert-id=\(id)")
    #expect(Set(after).subtracting(before) == [made["id"]?.string ?? ""])
    let edited = try await demo.send(
      .post, "/alert-comments/\(made["id"]?.string ?? "")",
      ["alertId": .string(id), "body": "<b>x</b>", "format": "HTML"])
    #expect(try JSON(parsing: edited.body)["format"] == "HTML")
    let orphan: JSON = ["alertId": "nope", "body": "x", "format": "PLAIN_TEXT"]
    #expect(try await demo.send(.post, "/alert-comments", orphan).status == 404)
    let wrong: JSON = ["alertId": .string(id), "body": "x", "format": "MARKDOWN"]
    #expect(try await demo.send(.post, "/alert-comments", wrong).status == 400)
  }
}
