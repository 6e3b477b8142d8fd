import JSON
import Panther
import TestSupport
import Testing

@testable import MCP
@testable import PantherTools

extension Sample {
  static let metrics: [Sample] = [
    Sample(
      "get_rule_alert_metrics", [:], "Read Panther Metrics (SummaryRead)",
      ("query AlertsPerRule", ["data": ["metrics": ["alertsPerRule": []]]])),
    Sample(
      "get_severity_alert_metrics", [:], "Read Panther Metrics (SummaryRead)",
      ("query AlertsPerSeverity", ["data": ["metrics": ["alertsPerSeverity": []]]])),
    Sample(
      "get_bytes_processed_per_log_type_and_source", [:], "Read Panther Metrics (SummaryRead)",
      ("query BytesProcessed", ["data": ["metrics": ["bytesProcessedPerSource": []]]])),
  ]
}

@Suite(.fewAtOnce) struct MetricsToolsTests {
  private static let week: JSON = ["from": "2026-11-13T08:00:00Z", "to": "2026-11-20T08:00:00Z"]
  private static let tools = [
    "get_rule_alert_metrics", "get_severity_alert_metrics", "get_bytes_processed_per_log_type_and_source",
  ]

  private static let rules: JSON = [
    "metrics": [
      "alertsPerRule": [
        ["entityId": "few", "label": "Few", "value": 2.0], ["entityId": "team/a b@c#d", "label": "Many", "value": 40],
      ], "totalAlerts": 57.0,
    ]
  ]
  private static let severities: JSON = [
    "metrics": [
      "alertsPerSeverity": [
        ["label": "Rule LOW", "value": 3, "breakdown": ["2026-11-13T08:00:00Z": 3]],
        ["label": "Rule HIGH", "value": 5, "breakdown": [:]], ["label": "Policy HIGH", "value": 1, "breakdown": .null],
        ["label": "Rule HIGHEST", "value": 9, "breakdown": [:]], ["label": .null, "value": .null],
      ], "totalAlerts": 18,
    ]
  ]
  private static let bytes: JSON = [
    "metrics": [
      "bytesProcessedPerSource": [
        ["label": "AWS.ALB", "value": 9_007_199_254_740_993, "breakdown": ["2026-11-13T08:00:00Z": 1]],
        ["label": "Okta", "value": 1e20, "breakdown": [:]],
      ], "totalBytesProcessed": 1e21,
    ]
  ]

  private func bench() -> Bench {
    let bench = Bench()
    bench.answer("query AlertsPerRule", data: Self.rules)
    bench.answer("query AlertsPerSeverity", data: Self.severities)
    bench.answer("query BytesProcessed", data: Self.bytes)
    return bench
  }

  @Test(arguments: zip(tools, [15, 1440, 1440]))
  func `without times it is the last seven days, and says so`(_ tool: String, _ interval: Int) async throws {
    let bench = bench()
    let result = try await bench.call(tool)
    #expect(
      bench.variables == [
        [
          "input": [
            "fromDate": "2026-11-13T08:00:00.000Z", "toDate": "2026-11-20T08:00:00.000Z",
            "intervalInMinutes": JSON(interval),
          ]
        ]
      ])
    #expect(result["now"] == "2026-11-20T08:00:00Z")
    #expect(result["window"] == Self.week)
    #expect(result["interval_in_minutes"] == JSON(interval))
  }

  @Test(arguments: tools)
  func `times are taken in all forms`(_ tool: String) async throws {
    let bench = bench()
    let result = try await bench.call(
      tool, ["start_date": "2026-11-01", "end_date": "24h", "interval_in_minutes": 360])
    #expect(result["window"] == ["from": "2026-11-01T00:00:00Z", "to": "2026-11-19T08:00:00Z"])
    #expect(bench.variables[0]["input"]?["intervalInMinutes"] == 360)
  }

  @Test(
    arguments: tools,
    [
      ["start_date": "2h", "end_date": "3h"], ["start_date": "tomorrow"], ["interval_in_minutes": 14],
      ["interval_in_minutes": 1441], ["interval_in_minutes": "often"],
    ] as [JSON.Object])
  func `bad arguments are refused`(_ tool: String, _ arguments: JSON.Object) async throws {
    let bench = bench()
    #expect(try await bench.call(tool, arguments).isError)
    #expect(bench.sent.isEmpty)
  }

  @Test func `the total of alerts is that of alerts, not of rules`() async throws {
    let result = try await bench().call("get_rule_alert_metrics")
    #expect(result["total"] == 2)
    #expect(result["total_alerts"] == 57)
    #expect(result["alerts_without_detection"] == 15)
    #expect(result["total_alerts_unfiltered"] == nil)
    #expect(
      result["rules"] == [
        "columns": ["rule_id", "name", "alerts"], "rows": [["team/a b@c#d", "Many", 40], ["few", "Few", 2]],
      ])
  }

  @Test func `rules are taken by any id that Panther takes, and the total is theirs`() async throws {
    let result = try await bench().call("get_rule_alert_metrics", ["rule_ids": ["team/a b@c#d", "missing"]])
    #expect(result.items("rules").map { $0["rule_id"] } == ["team/a b@c#d"])
    #expect(result["total_alerts"] == 40)
    #expect(result["total_alerts_unfiltered"] == 57)
    #expect(result["without_alerts"] == ["missing"])
  }

  @Test(
    arguments: [
      (["severities": ["HIGH"]], ["Rule HIGH", "Policy HIGH"], 6), (["alert_types": ["Policy"]], ["Policy HIGH"], 1),
      (["alert_types": "rule", "severities": ["LOW"]], ["Rule LOW"], 3), (["severities": ["INFO"]], [], 0),
    ] as [(JSON.Object, [String], Int)])
  func `labels match by whole words, and the total is that of what was asked for`(
    _ arguments: JSON.Object, _ labels: [String], _ sum: Int
  ) async throws {
    let result = try await bench().call("get_severity_alert_metrics", arguments)
    #expect(result.items("series").map { $0["label"]?.string } == labels)
    #expect(result["total_alerts"] == JSON(sum))
    #expect(result["total_alerts_unfiltered"] == 18)
    #expect(result["alerts_without_detection"] == nil)
  }

  @Test func `unasked, all severities are shown`() async throws {
    let result = try await bench().call("get_severity_alert_metrics")
    #expect(result.items("series").map { $0["alerts"] } == [9, 5, 3, 1])
    #expect(result["total_alerts"] == 18)
    #expect(result["alerts_without_detection"] == nil)
  }

  @Test func `a time stands once, and what is zero everywhere is only named`() async throws {
    let bench = Bench()
    let days = (13...19).map { "2026-11-\($0)T08:00:00Z" }
    func series(_ label: String, _ counts: [Int]) -> JSON {
      // Panther promises no order of the times.
      let breakdown = JSON.Object(zip(days, counts).reversed().map { ($0, JSON(Double($1))) })
      return ["label": .string(label), "value": JSON(counts.reduce(0, +)), "breakdown": .object(breakdown)]
    }
    bench.answer(
      "query AlertsPerSeverity",
      data: [
        "metrics": [
          "alertsPerSeverity": [
            series("Rule LOW", [0, 1, 0, 0, 0, 0, 2]), series("Rule HIGH", [4, 0, 0, 0, 0, 5, 0]),
            series("Rule INFO", [0, 0, 0, 0, 0, 0, 0]), ["label": "Policy LOW", "value": 0, "breakdown": .null],
          ], "totalAlerts": 12,
        ]
      ])
    let result = try await bench.call("get_severity_alert_metrics")
    #expect(result["times"] == JSON(days))
    #expect(
      result["series"] == [
        "columns": ["label", "alerts", "counts"],
        "rows": [["Rule HIGH", 9, [4, 0, 0, 0, 0, 5, 0]], ["Rule LOW", 3, [0, 1, 0, 0, 0, 0, 2]]],
      ])
    #expect(result["without_alerts"] == ["Policy LOW", "Rule INFO"])
    for day in days.dropFirst() { #expect(result.text.ranges(of: "\"\(day)\"").count == 1) }
  }

  @Test func `bytes are shown largest first, exactly where Panther says them exactly`() async throws {
    for tool in [Self.tools[2], "get_bytes_processed_metrics"] {
      let result = try await bench().call(tool)
      #expect(result["total_bytes"]?.double == 1e21)
      #expect(result["series"]?["columns"] == ["label", "bytes"])
      #expect(result.items("series").map { $0["label"] } == ["Okta", "AWS.ALB"])
      #expect(result.items("series")[1]["bytes"] == 9_007_199_254_740_993)
    }
    let full = try await bench().call(Self.tools[2], ["detail": "full"])
    #expect(full["times"] == ["2026-11-13T08:00:00Z"])
    #expect(full.items("series").map { $0["counts"] } == [[], [1]])
  }

  // MARK: Limits

  private static let many: JSON = [
    "metrics": [
      "alertsPerRule": .array(
        (0..<30).map { ["entityId": .string("r\($0)"), "label": .string("Rule \($0)"), "value": JSON(100 - $0)] }),
      "totalAlerts": 3000,
      "bytesProcessedPerSource": .array((0..<30).map { ["label": .string("Log.\($0)"), "value": JSON(100 - $0)] }),
    ]
  ]

  @Test(arguments: [(tools[0], "rules", "alerts"), (tools[2], "series", "bytes")])
  func `twenty are shown unasked, and the rest is counted`(_ tool: String, _ list: String, _ unit: String) async throws
  {
    let bench = Bench()
    bench.answer("query", data: Self.many)
    let result = try await bench.call(tool)
    #expect(result.items(list).count == 20)
    #expect(result["total"] == 30)
    #expect(result["cut"] == nil)
    #expect(result["beyond_limit"] == .object([list: 10, unit: 755]))
    let pages = try await bench.walk(tool, ["limit": 7])
    #expect(pages.map { $0.items(list).count } == [7, 7, 7, 7, 2])
    #expect(pages.flatMap { $0.items(list) }.compactMap { $0[unit]?.int } == (71...100).reversed())
    #expect(pages.last?["beyond_limit"] == nil)
    let all = try await bench.call(tool, ["limit": 500])
    #expect(all.items(list).count == 30)
    #expect(all["next_cursor"] == nil)
  }

  @Test func `of many names the first are said, and how many more there are`() async throws {
    let bench = bench()
    // No detection has any of these ids, and none is near.
    bench.answer("GET /", ["results": []])
    let result = try await bench.call(Self.tools[0], ["rule_ids": .array((0..<60).map { .string("none\($0)") })])
    #expect(result["without_alerts"]?.array?.count == 51)
    #expect(result["without_alerts"]?.array?.last == "… and 10 more")
    #expect(result["hint"]?.string?.hasPrefix("No detection that this API reads has the id \"none0\".") == true)
  }

  // MARK: What can be drawn

  @Test(
    arguments: [
      (tools[0], [:], ["kind": "bar", "table": "rules", "label": "name", "y": "alerts"]),
      (tools[1], [:], ["kind": "line", "table": "series", "label": "label", "y": "counts", "x": "times"]),
      (tools[2], [:], ["kind": "bar", "table": "series", "label": "label", "y": "bytes"]),
      (
        tools[2], ["detail": "full"],
        ["kind": "line", "table": "series", "label": "label", "y": "counts", "x": "times"]
      ),
    ] as [(String, JSON.Object, JSON)])
  func `an answer says what of it can be drawn`(_ tool: String, _ arguments: JSON.Object, _ chart: JSON) async throws {
    let result = try await bench().call(tool, arguments)
    #expect(result["chart"] == chart)
    let table = try #require(chart["table"]?.string)
    for column in ["label", "y"] {
      #expect(result[table]?["columns"]?.array?.contains(chart[column] ?? .null) == true)
    }
    if let x = chart["x"]?.string { #expect(result[x]?.array?.isEmpty == false) }
    let empty = Bench()
    empty.answer("query", data: ["metrics": .null])
    #expect(try await empty.call(tool, arguments)["chart"] == nil)
  }

  @Test func `without a total of Panther's the bytes are summed`() async throws {
    let bench = Bench()
    let series: JSON = [["label": "a", "value": 2], ["label": "b", "value": 3.0]]
    bench.answer("query BytesProcessed", data: ["metrics": ["bytesProcessedPerSource": series]])
    #expect(try await bench.call(Self.tools[2])["total_bytes"] == 5)
  }

  @Test(
    arguments: tools,
    [
      .null, [:], ["metrics": .null], ["metrics": [:]], ["metrics": ["totalAlerts": 1]],
      ["metrics": ["alertsPerRule": 0, "alertsPerSeverity": [:], "bytesProcessedPerSource": "x"]],
      ["metrics": ["alertsPerRule": .null, "alertsPerSeverity": .null, "bytesProcessedPerSource": .null]],
      [
        "metrics": [
          "alertsPerRule": [], "alertsPerSeverity": [], "bytesProcessedPerSource": [], "totalAlerts": 0.0,
          "totalBytesProcessed": 0,
        ]
      ],
    ] as [JSON])
  func `null for an empty list is no failure, and no list is one`(_ tool: String, _ data: JSON) async throws {
    let bench = Bench()
    bench.answer("query", ["data": data])
    let result = try await bench.call(tool)
    let list = data["metrics"]?["bytesProcessedPerSource"]
    if list != .null && list != [] {
      #expect(result.isError && result.text.contains("not Panther's JSON"))
    } else {
      #expect(!result.isError, "\(result.text)")
      #expect(result["total"] == 0)
    }
  }

  @Test func `a cursor keeps window, interval and filters`() async throws {
    var limits = OutputLimits()
    limits.hard = 9_000
    let bench = Bench(limits: limits)
    let breakdown = JSON.object(JSON.Object((0..<300).map { ("time number \($0)", JSON($0)) }))
    bench.answer(
      "query AlertsPerSeverity",
      data: [
        "metrics": [
          "alertsPerSeverity": .array(
            (0..<9).map {
              ["label": $0 % 2 == 0 ? "Rule LOW" : "Rule HIGH", "value": JSON($0 + 1), "breakdown": breakdown]
            })
        ]
      ])
    let pages = try await bench.walk(
      "get_severity_alert_metrics", ["start_date": "5d", "interval_in_minutes": 30, "severities": ["LOW"]])
    #expect(pages.count > 1)
    #expect(pages.flatMap { $0.items("series") }.map { $0["alerts"] } == [9, 7, 5, 3, 1])
    #expect(pages.allSatisfy { $0["interval_in_minutes"] == 30 && $0["total_alerts"] == 25 })
    #expect(Set(bench.variables.map(\.text)).count == 1)
  }

  @Test func `series that are too long to show are refused, with what fits`() async throws {
    let bench = bench()
    let fine: JSON.Object = ["start_date": "30d", "interval_in_minutes": 15, "detail": "full"]
    for tool in Self.tools.dropFirst() {
      var arguments = fine
      if tool == "get_severity_alert_metrics" { arguments["detail"] = nil }
      let result = try await bench.call(tool, arguments)
      #expect(result.isError)
      #expect(result.text.contains("`interval_in_minutes` to 108"))
      arguments["interval_in_minutes"] = 108
      #expect(try await !bench.call(tool, arguments).isError)
      arguments["start_date"] = "2000d"
      #expect(try await bench.call(tool, arguments).text.contains("choose a shorter time"))
    }
    #expect(bench.sent.count == 2)
  }
}
