import JSON
import Panther
import TestSupport
import Testing

/// The sample rules with which the writing and the tuning of a detection can be tried.
@Suite(.fewAtOnce) struct DetectionStoryTests {
  private static let noisy = "Simple.AWS.Secrets.ProductionRead"
  private static let exclusion =
    "- KeyPath: userIdentity.userName\n  Condition: DoesNotEqual\n  Value: svc-vault-sync\n"

  /// The events of the last seven days that a rule fires on, by their users.
  private static func firing(_ demo: Demo, _ rule: JSON, _ sql: String) async throws -> [String: Int] {
    let rows = try await demo.run(sql)[path: ["results", "edges"]]?.array?.compactMap { $0["node"] } ?? []
    #expect(!rows.isEmpty && rows.count < 999)
    var body = try #require(rule.object)
    body["tests"] = .array(
      rows.enumerated().flatMap { number, row in
        [true, false].map {
          ["name": .string("\(number) \($0)"), "expectedResult": .bool($0), "resource": .string(row.text)] as JSON
        }
      })
    let path = "/simple-rules/\(rule["id"]?.string ?? "")?run-tests-only=true"
    let answer = try await demo.send(.put, path, .object(body))
    #expect(answer.status == 400)
    let records = try JSON(parsing: answer.body)["testResults"]?.array ?? []
    #expect(records.count == 2 * rows.count && records.allSatisfy { $0["errored"] == false })
    var found: [String: Int] = [:]
    for (number, row) in rows.enumerated() where records[2 * number]["triggerAlert"] == true {
      let user = row[path: ["useridentity", "userName"]] ?? row[path: ["actor", "email"]]
      found[user?.string ?? "", default: 0] += 1
      let title = records[2 * number][path: ["functions", "title", "output"]]?.string
      #expect(title?.hasSuffix(" by \(user?.string ?? "")") == true, "\(title ?? "")")
    }
    return found
  }

  private static let reads = """
    SELECT * FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('7 days') AND eventsource IN \
    ('secretsmanager.amazonaws.com', 'kms.amazonaws.com')
    """

  @Test func `one harmless account makes most of the noise, and one condition silences it alone`() async throws {
    let demo = Demo()
    var rule = try await demo.get("/simple-rules/\(Self.noisy)")
    #expect(rule["managed"] == false && rule["createdByExternal"] == nil && rule["enabled"] == true)
    #expect(try await Self.firing(demo, rule, Self.reads) == ["svc-vault-sync": 84, "omar.haddad": 3])
    var tuned = try #require(rule.object)
    tuned["detection"] = .string((rule["detection"]?.string ?? "") + Self.exclusion)
    rule = .object(tuned)
    #expect(try await Self.firing(demo, rule, Self.reads) == ["omar.haddad": 3])
    // Its own tests pass, so it can be saved.
    #expect(try await demo.send(.put, "/simple-rules/\(Self.noisy)", rule).status == 200)
  }

  @Test func `its alerts were false but one, which still fires`() async throws {
    let demo = Demo()
    var tuned = try #require(try await demo.get("/simple-rules/\(Self.noisy)").object)
    let alerts = try await demo.get("/alerts?detection-id=\(Self.noisy)")["results"]?.array ?? []
    #expect(alerts.count == 9)
    #expect(alerts.filter { $0["status"] == "CLOSED" && $0["severity"] == "MEDIUM" }.count == 8)
    let real = try #require(alerts.first { $0["status"] == "RESOLVED" })
    #expect(real["severity"] == "HIGH" && real["title"] == "Production secret read by omar.haddad")
    tuned["detection"] = .string((tuned["detection"]?.string ?? "") + Self.exclusion)
    for alert in alerts {
      let events = try await demo.get("/alerts/\(alert["id"]?.string ?? "")/events")["results"]?.array ?? []
      #expect(events.count == alert["eventCount"]?.int)
      tuned["tests"] = .array(
        events.enumerated().map { number, event in
          ["name": .string("\(number)"), "expectedResult": .bool(alert == real), "resource": .string(event.text)]
        })
      #expect(
        try await demo.send(.put, "/simple-rules/\(Self.noisy)?run-tests-only=true", .object(tuned)).status == 204)
      let row = events.first?["p_row_id"]?.string ?? ""
      #expect(
        try await demo.rows("SELECT COUNT(*) FROM panther_logs.public.aws_cloudtrail WHERE p_row_id = '\(row)'") == "1")
    }
  }

  @Test func `another rule finds rows and is not switched on yet`() async throws {
    let demo = Demo()
    let rule = try await demo.get("/simple-rules/Simple.GSuite.ConfidentialDownload")
    #expect(rule["enabled"] == false)
    let sql = "SELECT * FROM panther_logs.public.gsuite_reports WHERE p_occurs_since('7 days')"
    let found = try await Self.firing(demo, rule, sql)
    #expect(found.values.reduce(0, +) == 9, "\(found)")
  }

  @Test func `the tests of all sample detections are in order, and those of simple rules pass`() async throws {
    let demo = Demo()
    for kind in ["rules", "scheduled-rules", "simple-rules", "policies"] {
      for rule in try await demo.get("/\(kind)?limit=100")["results"]?.array ?? [] {
        let id = rule["id"]?.string?.replacing("/", with: "%2F").replacing(" ", with: "%20") ?? ""
        #expect(rule["tests"]?.array?.count ?? 0 > 0, "\(id)")
        #expect(try await demo.send(.put, "/\(kind)/\(id)", rule).status == 200, "\(id)")
        let answer = try await demo.send(.put, "/\(kind)/\(id)?run-tests-only=true", rule)
        #expect(answer.status == (kind == "simple-rules" ? 204 : 400), "\(id)")
      }
    }
  }
}
