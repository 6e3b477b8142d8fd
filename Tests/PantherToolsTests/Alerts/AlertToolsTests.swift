import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let alerts: [Sample] = [
    Sample("list_alerts", [:], "Read Alerts (AlertRead)", ("GET /alerts", ["results": [["id": "a1"]]])),
    Sample("get_alert", ["alert_id": "a1"], "Read Alerts (AlertRead)", ("GET /alerts/a1", ["id": "a1"])),
    Sample(
      "get_alert_events", ["alert_id": "a1"], "Read Alerts (AlertRead)",
      ("GET /alerts/a1/events", ["results": [["e": 1]]])),
    Sample(
      "list_alert_comments", ["alert_id": "a1"], "Read Alerts (AlertRead)",
      ("GET /alert-comments", ["results": [["id": "c1"]]])),
    Sample(
      "add_alert_comment", ["alert_id": "a1", "comment": "Hello"], "Manage Alerts (AlertModify)",
      ("POST /alert-comments", ["id": "c1", "body": "Hello"])),
  ]
}

@Suite(.fewAtOnce) struct AlertToolsTests {
  private static let alert: JSON = [
    "id": "a1", "title": "Root login", "severity": "HIGH", "status": "OPEN", "type": "RULE",
    "createdAt": "2026-11-20T07:00:00Z", "eventCount": 9_007_199_254_740_993,
    "detection": ["id": "AWS.Root/Login", "type": "RULE"], "assignee": .null, "deliveries": [], "unknown": ["x": 1],
  ]
  private static let nulls: JSON = [
    "id": .null, "title": .null, "severity": .null, "detection": .null, "assignee": .null, "eventCount": .null,
  ]

  // MARK: list_alerts

  @Test func `list_alerts sends what was asked, and says its window`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": [Self.alert]])
    let result = try await bench.call("list_alerts")
    #expect(
      bench.sent == [
        "GET /alerts?type=ALERT&created-after=2026-10-21T08:00:00Z&created-before=2026-11-20T08:00:00Z&sort-dir=desc&limit=25"
      ])
    #expect(result["now"] == "2026-11-20T08:00:00Z")
    #expect(result["window"] == ["from": "2026-10-21T08:00:00Z", "to": "2026-11-20T08:00:00Z"])
    #expect(
      result["alerts"] == [
        "columns": ["id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection.id"],
        "rows": [
          [
            "a1", "Root login", "HIGH", "OPEN", "RULE", "2026-11-20T07:00:00Z", 9_007_199_254_740_993,
            "AWS.Root/Login",
          ]
        ],
      ])
    #expect(result["next_cursor"] == nil)
  }

  @Test func `list_alerts sends every filter, lists as repeated keys`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": [["id": "u9", "email": "ann@acme.example"]]])
    bench.answer("GET /alerts", ["results": []])
    let result = try await bench.call(
      "list_alerts",
      [
        "start_date": "2026-11-01", "end_date": "2026-11-02", "severities": ["HIGH", "low"],
        "statuses": ["OPEN", "CLOSED"], "detection_id": "R/1 2", "event_count_min": 0, "event_count_max": 10,
        "log_sources": ["s1", "s2"], "log_types": ["AWS.CloudTrail"], "name_contains": "a&b=c", "page_size": 20,
        "resource_types": ["AWS.S3.Bucket"], "subtypes": ["CORRELATION_RULE_ERROR", "RULE_ERROR"],
        "alert_type": "detection error",
        "assignees": ["u1", "ann@acme.example"], "sort_dir": "asc",
      ])
    #expect(!result.isError, "\(result)")
    #expect(
      bench.sent == [
        "GET /users?email=ann@acme.example",
        "GET /alerts?type=DETECTION_ERROR&sub-type=CORRELATION_RULE_ERROR&sub-type=RULE_ERROR&created-after=2026-11-01T00:00:00Z"
          + "&created-before=2026-11-03T00:00:00Z&detection-id=R/1 2&sort-dir=asc&name-contains=a&b=c&log-source=s1"
          + "&log-source=s2&log-type=AWS.CloudTrail&resource-type=AWS.S3.Bucket&status=OPEN&status=CLOSED"
          + "&severity=HIGH&severity=LOW&assignee=u1&assignee=u9&event-count-min=0&event-count-max=10&limit=20",
      ])
    #expect(bench.transport.sent[1].query("name-contains") == "a&b=c")
  }

  @Test(arguments: [
    (["RULE_ERROR"], "DETECTION_ERROR"), (["SYSTEM_ERROR"], "SYSTEM_ERROR"), (["POLICY", "RULE"], "ALERT"),
  ])
  func `list_alerts takes the kind of alert from its subtypes`(_ subtypes: [String], _ type: String) async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": []])
    _ = try await bench.call("list_alerts", ["subtypes": JSON(subtypes)])
    #expect(bench.sent.first?.hasPrefix("GET /alerts?type=\(type)&sub-type=\(subtypes[0])") == true)
  }

  @Test func `list_alerts refuses subtypes of another kind than the one that is asked for`() async throws {
    let arguments: JSON.Object = ["subtypes": ["RULE", "RULE_ERROR"], "alert_type": "ALERT"]
    let result = try await Bench().call("list_alerts", arguments)
    #expect(result.isError)
    #expect(result.text.contains("RULE_ERROR: DETECTION_ERROR"))
  }

  @Test func `a cursor goes on with the detail and the size of its call`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": .array(Array(repeating: Self.alert, count: 9)), "next": "n"])
    let first = try await bench.call("list_alerts", ["detail": "full", "page_size": 2])
    let cursor = try #require(first["next_cursor"])
    let second = try await bench.call("list_alerts", ["cursor": cursor])
    #expect(second["alerts"] == [Self.alert, Self.alert])
    let concise = try await bench.call("list_alerts", ["cursor": cursor, "detail": "concise", "page_size": 3])
    #expect(concise["alerts"]?["rows"]?.array?.count == 3)
  }

  @Test func `list_alerts with full details gives everything`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": [Self.alert]])
    #expect(try await bench.call("list_alerts", ["detail": "full"])["alerts"] == [Self.alert])
  }

  @Test(
    arguments: [["results": .null], ["results": .null, "next": .null], ["results": [], "next": ""]] as [JSON])
  func `no alerts are no failure`(_ answer: JSON) async throws {
    let bench = Bench()
    bench.answer("GET /alerts", answer)
    let result = try await bench.call("list_alerts")
    #expect(!result.isError)
    #expect(result["alerts"]?["rows"] == [])
    #expect(result["next_cursor"] == nil)
  }

  @Test func `any value may be null or new`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": [Self.nulls, .null, "?", ["severity": "COSMIC", "type": 7]]])
    let result = try await bench.call("list_alerts")
    #expect(!result.isError)
    #expect(
      result["alerts"] == [
        "columns": ["severity", "type"], "rows": [[.null, .null], [.null, .null], [.null, .null], ["COSMIC", 7]],
      ])
  }

  @Test func `an empty page that is not the last says how to go on`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts", ["results": [], "next": "n1"])
    let cursor = try #require(try await bench.call("list_alerts")["next_cursor"])
    _ = try await bench.call("list_alerts", ["cursor": cursor])
    #expect(bench.transport.sent[1].query("cursor") == "n1")
  }

  @Test(
    arguments: [
      (["severities": ["LOUD"]], "CRITICAL, HIGH, MEDIUM, LOW, INFO"), (["statuses": "NEW"], "OPEN, TRIAGED"),
      (["page_size": 51], "from 1 to 50"), (["page_size": 0], "from 1 to 50"), (["page_size": 2.5], "an integer"),
      (["event_count_min": -1], "event_count_min"), (["alert_type": "ALARM"], "SYSTEM_ERROR"),
      (["start_date": "yesterday-ish"], "2026-11-20T08:00:00Z"), (["sort_dir": "up"], "desc, asc"),
      (["start_date": "1h", "end_date": "2h"], "must be before"), (["start_date": "2027-01-01"], "is in the future"),
      (["subtypes": ["NONE"]], "CORRELATION_RULE"), (["detail": "some"], "concise, full"),
      (["severitie": "HIGH"], "did you mean `severities`"),
    ] as [(JSON.Object, String)])
  func `list_alerts refuses and explains`(_ arguments: JSON.Object, _ words: String) async throws {
    let bench = Bench()
    let result = try await bench.call("list_alerts", arguments)
    #expect(result.isError)
    #expect(result.text.contains(words), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  @Test func `an e-mail that nobody has is said`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": .null])
    let result = try await bench.call("list_alerts", ["assignees": ["x@y.z"]])
    #expect(result.isError)
    #expect(result.text.contains("x@y.z"))
    #expect(bench.sent.allSatisfy { $0.hasPrefix("GET /users?") })
  }

  @Test func `looking up an e-mail needs a permission of its own, which is named`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["error": "forbidden"], status: 403)
    let result = try await bench.call("list_alerts", ["assignees": ["x@y.z"]])
    #expect(result.isError)
    #expect(result.text.contains("Read User Info (UserRead)"), "\(result)")
  }

  // MARK: get_alert

  @Test func `get_alert shows what matters, or everything`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", Self.alert)
    let concise = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(
      concise["alert"]?.object?.keys == [
        "id", "title", "severity", "status", "type", "createdAt", "eventCount", "detection",
      ])
    #expect(concise["alert"]?["eventCount"]?.text == "9007199254740993")
    let full = try await bench.call("get_alert", ["alert_id": "a1", "detail": "full"])
    #expect(full["alert"] == Self.alert)
    #expect(bench.lines == ["GET /alerts/a1", "GET /alerts/a1"])
  }

  @Test func `get_alert lives with nulls`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", Self.nulls)
    #expect(try await bench.call("get_alert", ["alert_id": "a1"])["alert"] == [:])
    #expect(try await bench.call("get_alert", ["alert_id": "a1", "detail": "full"])["alert"] == Self.nulls)
  }

  // MARK: get_alert_events, list_alert_comments

  @Test func `get_alert_events takes as many as it says`() async throws {
    let bench = Bench()
    let events = (0..<50).map { JSON.object(["n": JSON($0)]) }
    bench.answer("GET /alerts/a1/events", ["results": .array(events), "next": "n"])
    let result = try await bench.call("get_alert_events", ["alert_id": "a1", "limit": 50])
    #expect(result.items("events") == events)
    #expect(result["next_cursor"] != nil)
    #expect(result["total"] == nil && result["total_events"] == nil)
    #expect(bench.lines == ["GET /alerts/a1/events?limit=50"])
    #expect(try await bench.call("get_alert_events", ["alert_id": "a1", "limit": 51]).isError)
  }

  @Test func `events keep their numbers and order`() async throws {
    let bench = Bench()
    let text = #"{"results":[{"z":12345678901234567890,"a":1e400,"m":0.10,"b":null,"list":[null,{}]}]}"#
    bench.answer("GET /alerts/a1/events") { _ in HTTPResponse(status: 200, body: Array(text.utf8)) }
    let concise = try await bench.call("get_alert_events", ["alert_id": "a1"])
    #expect(concise.text.contains(#""columns":["z","a","m","list"],"null_in_all_rows":["b"]"#), "\(concise)")
    #expect(concise.text.contains("[12345678901234567890,1e400,0.10,[null,{}]]"), "\(concise)")
    let result = try await bench.call("get_alert_events", ["alert_id": "a1", "detail": "full"])
    #expect(result.text.contains(#"{"z":12345678901234567890,"a":1e400,"m":0.10,"b":null,"list":[null,{}]}"#))
  }

  @Test func `list_alert_comments shows body, time and author, and pages`() async throws {
    let bench = Bench()
    let comment: JSON = [
      "id": "c1", "alertId": "a1", "body": "Hm.", "createdAt": "t", "createdBy": ["id": "u1", "type": "user"],
      "format": "PLAIN_TEXT",
    ]
    bench.answer("GET /alert-comments", ["results": [comment, ["id": .null]], "next": "n+/="])
    let result = try await bench.call("list_alert_comments", ["alert_id": "a1", "limit": 2])
    #expect(bench.lines == ["GET /alert-comments?alert-id=a1&limit=2"])
    #expect(
      result["comments"] == [
        "columns": ["id", "createdAt", "createdBy", "format", "body"],
        "rows": [
          ["c1", "t", ["id": "u1", "type": "user"], "PLAIN_TEXT", "Hm."], [.null, .null, .null, .null, .null],
        ],
      ])
    let cursor = try #require(result["next_cursor"])
    _ = try await bench.call("list_alert_comments", ["alert_id": "a1", "cursor": cursor])
    #expect(bench.transport.sent[1].query("cursor") == "n+/=")
    #expect(bench.transport.sent[1].query("alert-id") == "a1")
  }

  // MARK: add_alert_comment

  @Test(arguments: [[:], [], ["errors": [["message": "boom"]]], ["id": ""], "ok"] as [JSON], [200, 202])
  func `a comment that the answer does not name may not have been made`(_ answer: JSON, _ status: Int) async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments", answer, status: status)
    for (tool, arguments) in [
      ("add_alert_comment", ["alert_id": "a1", "comment": "x"]),
      ("bulk_update_alerts", ["alert_ids": ["a1"], "comment": "x"]),
    ] as [(String, JSON.Object)] {
      let result = try await bench.call(tool, arguments)
      #expect(result.isError && result.text.contains("unknown outcome"), "\(result.text)")
    }
  }

  @Test func `add_alert_comment sends the text as it is`() async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments", ["id": "c1"])
    let text = "**Bold**\n<b>\"'; DROP TABLE x --</b> 🦊 \\u{202E}"
    let result = try await bench.call("add_alert_comment", ["alert_id": "a/1", "comment": .string(text)])
    #expect(!result.isError)
    #expect(result["comment"]?["id"] == "c1")
    #expect(bench.lines == ["POST /alert-comments"])
    #expect(bench.bodies[0].object?.keys == ["alertId", "body", "format"])
    #expect(bench.bodies[0]["alertId"] == "a/1")
    #expect(bench.bodies[0]["format"] == "PLAIN_TEXT")
    _ = try await bench.call("add_alert_comment", ["alert_id": "a1", "comment": "<b>x</b>", "format": "html"])
    #expect(bench.bodies[1] == ["alertId": "a1", "body": "<b>x</b>", "format": "HTML"])
    #expect(
      try await bench.call("add_alert_comment", ["alert_id": "a1", "comment": "x", "format": "JSON_SCHEMA"]).isError)
  }

  @Test func `an empty answer to a comment is no failure`() async throws {
    let bench = Bench()
    bench.answer("POST /alert-comments") { _ in HTTPResponse(status: 204) }
    let result = try await bench.call("add_alert_comment", ["alert_id": "a1", "comment": "x"])
    #expect(!result.isError)
    #expect(result["comment"] == .null)
    #expect(result["hint"]?.string?.contains("list_alert_comments") == true)
  }
}
