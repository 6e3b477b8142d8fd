import Foundation
import JSON
import MCP
import Panther
import PantherDemo
import TestSupport
import Testing

@testable import PantherTools

extension Sample {
  /// What answers both requests, whose lines begin alike.
  private static let lake: JSON = [
    "data": [
      "dataLakeDatabaseTable": ["columns": [["name": "p_any_ip_addresses"]]], "dataLakeDatabaseTables": ["edges": []],
    ]
  ]

  static let hunting: [Sample] = [
    Sample(
      "search_indicators", ["indicators": ["d41d8cd98f00b204e9800998ecf8427e"]], "Query Data Lake (DataAnalyticsRead)",
      ("query Table", lake), ("query Tables", lake)),
    Sample(
      "list_data_lake_queries", [:], "Query Data Lake (DataAnalyticsRead)",
      ("query QueryHistory", ["data": ["dataLakeQueries": ["edges": []]]])),
  ]
}

@Suite(.fewAtOnce) struct SearchIndicatorsTests {
  private static let columns = [
    "p_any_ip_addresses", "p_any_emails", "p_any_usernames", "p_any_domain_names", "p_any_aws_arns",
  ]

  /// Scripts a data lake that answers each statement by its kind.
  private func bench(
    counts: [JSON] = [], alerts: [JSON] = [], events: [JSON] = [], failing: String? = nil,
    columns: [String] = Self.columns, hasMore: Bool = false
  ) -> Bench {
    let bench = Bench()
    let names = columns.map { ["name": .string($0)] as JSON }
    bench.answer("query Tables") { _ in
      let tables: [JSON] = ["AWS.CloudTrail", "Okta.SystemLog"].map {
        ["node": ["name": .string($0.lowercased().replacing(".", with: "_")), "logType": .string($0)]]
      }
      return HTTPResponse(json: ["data": ["dataLakeDatabaseTables": ["edges": .array(tables)]]])
    }
    bench.answer("query Table", data: ["dataLakeDatabaseTable": ["columns": .array(names)]])
    bench.answer("mutation ExecuteQuery") { request in
      let sql = request.variables["input"]?["sql"]?.string ?? ""
      let kind = sql.contains("correlation_signals") ? "alerts" : sql.contains("all_logs") ? "counts" : "events"
      return HTTPResponse(json: ["data": ["executeDataLakeQuery": ["id": .string(kind)]]])
    }
    bench.answer("query QueryResults") { request in
      let id = request.variables["id"]?.string ?? ""
      if id == failing {
        return HTTPResponse(json: ["data": ["dataLakeQuery": ["status": "failed", "message": "no such table"]]])
      }
      let rows = ["counts": counts, "alerts": alerts, "events": events][id] ?? []
      return Self.results(rows, hasMore: hasMore)
    }
    return bench
  }

  /// A page of rows that a query has found.
  private static func results(_ rows: [JSON], hasMore: Bool = false) -> HTTPResponse {
    let edges = rows.map { ["node": $0] as JSON }
    return HTTPResponse(
      json: [
        "data": [
          "dataLakeQuery": [
            "status": "succeeded",
            "results": [
              "edges": .array(edges), "columnInfo": ["order": JSON(rows.first?.object?.keys ?? [])],
              "pageInfo": ["hasNextPage": .bool(hasMore), "endCursor": hasMore ? "c" : .null],
            ],
          ]
        ]
      ])
  }

  private func statements(_ bench: Bench) -> [String] {
    bench.variables.compactMap { $0["input"]?["sql"]?.string }
  }

  private static func count(_ indicator: Int, _ type: String, _ events: Int) -> JSON {
    [
      "INDICATOR": JSON(indicator), "P_LOG_TYPE": .string(type), "EVENTS": JSON(events),
      "FIRST_EVENT": "2026-11-14 08:00:00.123", "LAST_EVENT": "2026-11-19 09:00:00.456",
    ]
  }

  @Test func `the answer says per value how often, where and when, and with which alerts`() async throws {
    let event: JSON = [
      "p_row_id": "r1", "p_event_time": "2026-11-19 09:00:00.456", "userIdentity": ["arn": "arn:aws:iam::1:user/a"],
      "eventName": "ConsoleLogin", "sourceIPAddress": "203.0.113.7", "errorCode": .null,
      "responseElements": ["ConsoleLogin": "Failure"], "p_any_ip_addresses": ["10.0.0.1", "203.0.113.7"],
    ]
    let bench = bench(
      counts: [Self.count(0, "AWS.CloudTrail", 7), Self.count(0, "Okta.SystemLog", 2)],
      alerts: [["INDICATOR": 0, "P_RULE_ID": "R1", "ALERTS": 3, "ALERT_IDS": #"["a1","a2","a3"]"#]],
      events: [event, event])
    let result = try await bench.call(
      "search_indicators", ["indicators": ["203.0.113[.]7", "203.0.113.7", "evil.example"]])
    #expect(result["window"] == ["from": "2026-11-13T08:00:00Z", "to": "2026-11-20T08:00:00Z"])
    #expect(result["searched"] == "2 tables of logs, and all alerts")
    #expect(result["no_hits"] == ["evil.example (as a domain or user name)"])
    #expect(
      result["found"] == [
        [
          "value": "203.0.113.7", "kind": "IP address", "events": 9,
          "log_types": [
            "columns": ["log_type", "events", "first", "last"],
            "rows": [
              ["AWS.CloudTrail", 7, "2026-11-14 08:00:00", "2026-11-19 09:00:00"],
              ["Okta.SystemLog", 2, "2026-11-14 08:00:00", "2026-11-19 09:00:00"],
            ],
          ], "alerts": 3,
          "rules": ["columns": ["rule_id", "alerts", "alert_ids"], "rows": [["R1", 3, ["a1", "a2"]]]],
        ]
      ])
    let events = result.items("newest_events")
    #expect(events.count == 2, "one of each log type: the same row is shown once")
    #expect(
      events[0] == [
        "log_type": "AWS.CloudTrail", "time": "2026-11-19 09:00:00", "matched": "203.0.113.7",
        "who": "arn:aws:iam::1:user/a",
        "what": "ConsoleLogin", "from": "203.0.113.7", "outcome": "Failure", "row_id": "r1",
      ] || result.text.contains(#""outcome":"Failure""#), "\(result)")
    #expect(result["sql"]?.string?.contains("FROM panther_logs.public.aws_cloudtrail t") == true)
    #expect(result["sql_of_other_log_types"] != nil && result["notice"] != nil)
  }

  @Test func `the newest events come first, whatever their log type`() async throws {
    let bench = bench(counts: [Self.count(0, "AWS.CloudTrail", 7), Self.count(0, "Okta.SystemLog", 2)])
    bench.answer("mutation ExecuteQuery") { request in
      let sql = request.variables["input"]?["sql"]?.string ?? ""
      let kinds = ["correlation_signals", "all_logs", "aws_cloudtrail", "okta_systemlog"]
      return HTTPResponse(
        json: ["data": ["executeDataLakeQuery": ["id": .string(kinds.first(where: sql.contains) ?? "")]]])
    }
    let times = ["aws_cloudtrail": ["08:00", "10:00"], "okta_systemlog": ["09:00", "10:00", "11:00"]]
    bench.answer("query QueryResults") { request in
      let id = request.variables["id"]?.string ?? ""
      let events = (times[id] ?? []).map { time -> JSON in
        [
          "p_row_id": .string(id + time), "p_event_time": .string("2026-11-19 \(time):00.5"),
          "p_any_ip_addresses": ["203.0.113.7"],
        ]
      }
      let hits = [Self.count(0, "AWS.CloudTrail", 7), Self.count(0, "Okta.SystemLog", 2)]
      return Self.results(id == "all_logs" ? hits : events)
    }
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7"]])
    let found = result.items("newest_events").map { "\($0["log_type"]?.string ?? "") \($0["time"]?.string ?? "")" }
    #expect(
      found == [
        "Okta.SystemLog 2026-11-19 11:00:00", "AWS.CloudTrail 2026-11-19 10:00:00",
        "Okta.SystemLog 2026-11-19 10:00:00", "Okta.SystemLog 2026-11-19 09:00:00",
        "AWS.CloudTrail 2026-11-19 08:00:00",
      ], "\(result)")
  }

  @Test func `each event says which value matched, wherever it stands there`() async throws {
    let flow: JSON = [
      "p_row_id": "r1", "p_event_time": "2026-11-19 09:00:00", "srcAddr": "10.0.4.77", "dstAddr": "203.0.113.54",
      "P_ANY_IP_ADDRESSES": #"["10.0.4.77","203.0.113.54"]"#,
    ]
    let hits = [Self.count(0, "AWS.CloudTrail", 1)]
    for (indicators, matched) in [
      // All events have the one value that was asked for.
      (["203.0.113.54"], nil), (["203.0.113.0/24"], "203.0.113.54"),
      (["198.51.100.1", "203.0.113.54"], nil), (["10.0.0.0/16", "198.51.100.1"], "10.0.4.77"),
    ] {
      let result = try await bench(counts: hits, events: [flow]).call(
        "search_indicators", ["indicators": JSON(indicators)])
      // Only of the first value there is a hit.
      #expect(result.items("newest_events").first?["matched"]?.string == matched, "\(result)")
    }
  }

  @Test func `rules that are not shown are one statement away`() async throws {
    let alerts = (0..<20).map { number -> JSON in
      ["INDICATOR": 0, "P_RULE_ID": .string("R\(number)"), "ALERTS": 1, "ALERT_IDS": ["a1"]]
    }
    let bench = bench(alerts: alerts)
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7"]])
    let found = result["found"]?.array?.first
    #expect(found?["rules"]?["rows"]?.array?.count == 15 && found?["other_rules"] == 5)
    let sql = try #require(result["all_rules_sql"]?.string)
    #expect(statements(bench).contains(sql) && !sql.contains("\n"))
    let few = try await self.bench(alerts: Array(alerts.prefix(12))).call(
      "search_indicators", ["indicators": ["203.0.113.7"]])
    #expect(few["found"]?.array?.first?["rules"]?["rows"]?.array?.count == 12)
    #expect(few["all_rules_sql"] == nil && few["found"]?.array?.first?["other_rules"] == nil)
  }

  @Test(arguments: ["o'brien", "100%", "a_b*", #"x\' OR 1=1 --"#, "a\u{202E}b", String(repeating: "é", count: 10_240)])
  func `hostile values are searched for literally`(_ value: String) async throws {
    let bench = bench()
    let result = try await bench.call("search_indicators", ["indicators": [.string(value)]])
    #expect(!result.isError, "\(result)")
    let sql = statements(bench)
    #expect(sql.count == 2)
    for statement in sql {
      #expect(
        statement.contains("LOWER(f.value::varchar) IN (\(SQLQuoting.literal(value.lowercased())))"), "\(statement)")
      #expect(!statement.contains("LIKE"))
    }
  }

  @Test func `each column is read once, whatever the number of values`() async throws {
    let bench = bench()
    let values: [JSON] = (1...15).map { .string("198.51.100.\($0)") } + ["ana@example.com", "10.1.0.0/16"]
    _ = try await bench.call("search_indicators", ["indicators": .array(values)])
    let counts = try #require(statements(bench).first { $0.contains("all_logs") })
    #expect(counts.components(separatedBy: "FROM panther_views.public.all_logs").count - 1 == 4)
    #expect(counts.components(separatedBy: "p_event_time >= '2026-11-13 08:00:00.000'::timestamp_ntz").count - 1 == 4)
  }

  @Test func `what the data lake has no column for is said, and nothing is run for it alone`() async throws {
    let bench = bench()
    let hash = "d41d8cd98f00b204e9800998ecf8427e"
    let result = try await bench.call("search_indicators", ["indicators": [.string(hash)]])
    #expect(result["not_searched"]?.array?.first?.string?.contains("MD5 hash") == true)
    #expect(statements(bench).isEmpty && result["no_hits"] == nil)
    let both = try await self.bench().call("search_indicators", ["indicators": [.string(hash), "203.0.113.7"]])
    #expect(both["not_searched"] != nil && both["no_hits"] == ["203.0.113.7"])
  }

  @Test func `alerts that cannot be searched leave the rest of the answer`() async throws {
    let bench = bench(counts: [Self.count(0, "AWS.CloudTrail", 7)], failing: "alerts")
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7"]])
    #expect(!result.isError && result["alerts_failed"]?.string?.contains("no such table") == true)
    #expect(result["found"]?.array?.first?["alerts"] == nil)
  }

  @Test func `events that cannot be read are said`() async throws {
    let bench = bench(counts: [Self.count(0, "AWS.CloudTrail", 7)], failing: "events")
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7"]])
    #expect(result["failed"]?["AWS.CloudTrail"]?.string?.contains("no such table") == true)
    #expect(result["found"]?.array?.first?["events"] == 7)
  }

  @Test func `log types may be named by their table, and wrong ones are refused with the nearest`() async throws {
    let bench = bench()
    _ = try await bench.call(
      "search_indicators", ["indicators": ["203.0.113.7"], "log_types": ["aws_cloudtrail", "okta.systemlog"]])
    #expect(statements(bench).allSatisfy { $0.contains("p_log_type IN ('AWS.CloudTrail', 'Okta.SystemLog')") })
    let result = try await self.bench().call(
      "search_indicators", ["indicators": ["203.0.113.7"], "log_types": ["AWS.CloudTral"]])
    #expect(result.isError && result.text.contains("Did you mean \"AWS.CloudTrail\"?"), "\(result)")
  }

  /// Each kind is looked for in the columns where Panther collects it from all logs.
  @Test(arguments: [
    ("203.0.113.7", ["p_any_ip_addresses"]), ("203.0.113.0/24", ["p_any_ip_addresses"]),
    ("evil.example", ["p_any_domain_names", "p_any_usernames", "p_any_actor_ids"]),
    ("d41d8cd98f00b204e9800998ecf8427e", ["p_any_md5_hashes"]),
    ("da39a3ee5e6b4b0d3255bfef95601890afd80709", ["p_any_sha1_hashes"]),
    ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", ["p_any_sha256_hashes"]),
    ("i-0123456789abcdef0", ["p_any_aws_instance_ids"]), ("00-11-22-33-44-55", ["p_any_mac_addresses"]),
    ("111122223333", ["p_any_aws_account_ids"]), ("arn:aws:iam::1:user/x", ["p_any_aws_arns", "p_any_actor_ids"]),
    ("a@b.example", ["p_any_emails", "p_any_usernames", "p_any_actor_ids"]),
    ("jdoe", ["p_any_usernames", "p_any_actor_ids", "p_any_emails"]),
  ])
  func `each kind is searched for in its columns, and in no others`(_ value: String, _ columns: [String]) async throws {
    let all = [
      "ip_addresses", "domain_names", "emails", "usernames", "md5_hashes", "sha1_hashes", "sha256_hashes", "aws_arns",
      "aws_account_ids", "aws_instance_ids", "mac_addresses", "actor_ids",
    ]
    let bench = bench(columns: all.map { "p_any_" + $0 })
    let result = try await bench.call("search_indicators", ["indicators": [.string(value)]])
    #expect(!result.isError && result["not_searched"] == nil, "\(result)")
    for statement in statements(bench) {
      let read = all.map { "p_any_" + $0 }.filter { statement.contains("input => \($0)") }
      #expect(Set(read) == Set(columns), "\(statement)")
    }
  }

  @Test func `values that are too long together are refused`() async throws {
    let bench = Bench()
    let values = (0..<5).map { JSON.string(String(repeating: "x", count: 9_000) + "\($0)") }
    let result = try await bench.call("search_indicators", ["indicators": .array(values)])
    #expect(result.isError && result.text.contains("together the values have 45005 characters"), "\(result)")
    #expect(bench.sent.isEmpty)
  }

  @Test func `two spellings of one value count once`() async throws {
    let counts = [Self.count(0, "AWS.CloudTrail", 7)]
    for values in [
      ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1"], ["203.0.113.7", "hxxp://203.0.113[.]7/x"],
      ["evil.example", "Evil.example."],
    ] {
      let result = try await bench(counts: counts).call("search_indicators", ["indicators": JSON(values)])
      #expect(result["found"]?.array?.count == 1 && result["no_hits"] == nil, "\(result)")
    }
  }

  @Test func `counts that were cut are an error, not values without hits`() async throws {
    let bench = bench(counts: (0..<999).map { Self.count(0, "Type.\($0)", 1) }, hasMore: true)
    bench.answer("mutation CancelQuery", data: ["cancelDataLakeQuery": ["id": "alerts"]])
    let result = try await bench.call("search_indicators", ["indicators": ["203.0.113.7", "203.0.113.8"]])
    #expect(result.isError && result.text.contains("Give fewer values at once"), "\(result)")
  }

  @Test func `of a very long value the answer has the beginning`() async throws {
    let result = try await bench().call(
      "search_indicators", ["indicators": [.string(String(repeating: "é", count: 900))]])
    #expect(
      result["no_hits"]?.array?.first?.string == String(repeating: "é", count: 300)
        + "… (900 characters) (as a user name)")
  }

  @Test(arguments: [["10.0.0.0/8"], ["2001:db8::/32"], []] as [[JSON]])
  func `bad values are refused before anything is sent`(_ values: [JSON]) async throws {
    let bench = Bench()
    let result = try await bench.call("search_indicators", ["indicators": .array(values)])
    #expect(result.isError && bench.sent.isEmpty)
  }

  // MARK: The demo instance

  /// A statement on the demo instance, without the tools.
  private func rows(_ sql: String, _ panther: PantherClient) async throws -> [JSON] {
    let start = Operation(
      "mutation E($input: ExecuteDataLakeQueryInput!) { executeDataLakeQuery(input: $input) { id } }")
    let poll = Operation("query P($id: ID!) { dataLakeQuery(id: $id) { status message results { edges { node } } } }")
    let started = try await panther.run(start, ["input": ["sql": .string(sql), "databaseName": "panther_logs.public"]])
    let id = started["executeDataLakeQuery"]?["id"] ?? .null
    for _ in 0..<5 {
      let query = try await panther.run(poll, ["id": id])["dataLakeQuery"]
      if query?["status"] == "succeeded" { return query?["results"]?["edges"]?.array?.compactMap { $0["node"] } ?? [] }
    }
    return []
  }

  @Test(arguments: [
    "ci-terraform", "10.0.3.9", "10.0.0.0/22", "dana.whitfield@harborline.example", "harborline.example",
    "dana.whitfield", "arn:aws:iam::111122223333:user/svc-backup",
  ])
  func `its numbers are those of the data lake`(_ value: String) async throws {
    let panther = PantherClient(
      Configuration(environment: [:], demo: true), transport: DemoInstance(now: Bench.now), userAgent: "test")
    let toolbox = Toolbox(Toolset.all.flatMap(\.tools), gates: Gates(), now: { Bench.now }) {
      Call($0, panther: panther)
    }
    let result = ToolResult(try await toolbox.call("search_indicators", ["indicators": [.string(value)]]))
    let indicator = try Indicator(value)
    let conditions = indicator.kind.columns.filter { $0 != "p_any_actor_ids" }.map { column in
      let text = "LOWER(TO_VARCHAR(\(column)))"
      return indicator.network == nil ? "\(text) LIKE '%\"\(value)\"%'" : "\(text) LIKE '%\"10.0.%'"
    }
    let all = try await rows(
      """
      SELECT p_row_id, p_log_type, p_any_ip_addresses FROM panther_views.public.all_logs \
      WHERE p_occurs_since('7 d') AND (\(conditions.joined(separator: " OR ")))
      """, panther)
    let wanted = all.filter { row in
      guard indicator.network != nil else { return true }
      let addresses = row["p_any_ip_addresses"]?.array?.compactMap(\.string) ?? []
      return addresses.contains { address in
        let bytes = address.split(separator: ".").compactMap { Int($0) }
        return bytes.count == 4 && bytes[0] == 10 && bytes[1] == 0 && bytes[2] < 4
      }
    }
    try #require(!wanted.isEmpty, "the demo has no such value")
    #expect(result["found"]?.array?.first?["events"]?.int == Set(wanted.compactMap { $0["p_row_id"]?.string }).count)
  }
}
