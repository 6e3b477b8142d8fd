import Foundation
import JSON
import Panther
import PantherDemo
import TestSupport
import Testing

@testable import MCP
@testable import PantherTools

/// Answers of the tools that declare an output schema, against that schema. A client builds objects from it and loses
/// what it does not declare, so every member that comes must be declared.
@Suite(.fewAtOnce) struct OutputSchemaTests {
  private static let tools = Toolset.all.flatMap(\.tools).filter { $0.outputSchema != nil }.map(\.name)

  private func schema(_ tool: String) throws -> JSON {
    try #require(Bench().toolbox.tools.first { $0.name == tool }?.outputSchema)
  }

  private static let banner: JSON.Object = [AnswerMember.demo.rawValue: "Sample data."]

  /// Metrics with everything that makes an answer longer: many series, hidden characters, a secret, a long value.
  private static func metrics(_ count: Int) -> JSON {
    let label = "AKIAIOSFODNN7EXAMPLF \u{202E} -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"
    let series: [JSON] = (0..<count).map {
      [
        "entityId": .string("r\($0)"),
        "label": .string($0 == 0 ? label + String(repeating: "x", count: 5_000) : "L\($0)"),
        "value": JSON($0 % 3), "breakdown": ["2026-11-13T08:00:00Z": JSON($0 % 3)],
      ]
    }
    return [
      "metrics": [
        "alertsPerRule": .array(series), "alertsPerSeverity": .array(series), "bytesProcessedPerSource": .array(series),
        "totalAlerts": 100_000, "totalBytesProcessed": 100_000,
      ]
    ]
  }

  @Test func `five tools declare one`() {
    #expect(
      Self.tools.sorted() == [
        "get_alert_event_stats", "get_bytes_processed_per_log_type_and_source", "get_rule_alert_metrics",
        "get_severity_alert_metrics", "show_chart",
      ])
  }

  @Test(
    arguments: tools.filter { $0.hasSuffix("metrics") || $0.hasPrefix("get_bytes") },
    [
      [:], ["limit": 3], ["detail": "full"], ["severities": ["HIGH"]], ["rule_ids": ["r4", "r5", "nope"]],
      ["limit": 500],
    ] as [JSON.Object])
  func `every member of an answer with metrics is declared`(_ tool: String, _ arguments: JSON.Object) async throws {
    let schema = try schema(tool)
    let known = Set(Bench().toolbox.tools.first { $0.name == tool }?.arguments.arguments.map(\.name) ?? [])
    guard arguments.keys.allSatisfy(known.contains) else { return }
    for count in [0, 1, 2, 400] {
      let bench = Bench(banner: Self.banner)
      bench.answer("query", data: Self.metrics(count))
      bench.answer("GET /", ["results": []])
      for page in try await bench.walk(tool, arguments).prefix(4) {
        #expect(problems(of: page.json, schema) == [])
      }
    }
    let null = Bench()
    null.answer("GET /", ["results": []])
    null.answer(
      "query",
      data: ["metrics": ["alertsPerRule": .null, "alertsPerSeverity": .null, "bytesProcessedPerSource": .null]]
    )
    #expect(problems(of: try await null.call(tool, arguments).json, schema) == [])
  }

  @Test func `the answers tried have all that any answer may have`() async throws {
    var limits = OutputLimits()
    limits.hard = 9_000
    let bench = Bench(limits: limits, banner: Self.banner)
    bench.answer("query", data: Self.metrics(2_000))
    var seen: Set<String> = []
    for tool in ["get_rule_alert_metrics", "get_bytes_processed_per_log_type_and_source"] {
      seen.formUnion(try await bench.call(tool, ["limit": 500]).json.object?.keys ?? [])
    }
    // None of these tools reads one value alone.
    let members = Set(AnswerMember.allCases.map(\.rawValue)).subtracting([AnswerMember.readOn.rawValue])
    #expect(seen.isSuperset(of: members), "\(members.subtracting(seen))")
  }

  // MARK: Over the demo instance

  /// A bench whose requests the demo instance answers.
  private func demo() -> Bench {
    let bench = Bench(banner: Self.banner)
    let instance = DemoInstance(now: Bench.now)
    bench.answer("") { request in
      try await instance.send(
        HTTPRequest(
          request.method, request.url.replacing(Bench.base, with: "https://demo.invalid"), body: request.body,
          isRead: request.isRead, timeout: request.timeout))
    }
    return bench
  }

  @Test(
    arguments: [
      ("get_rule_alert_metrics", [:]), ("get_rule_alert_metrics", ["limit": 2]),
      ("get_severity_alert_metrics", ["severities": ["HIGH"]]),
      ("get_bytes_processed_per_log_type_and_source", ["detail": "full"]),
    ] as [(String, JSON.Object)])
  func `answers of the demo instance are as declared`(_ tool: String, _ arguments: JSON.Object) async throws {
    let result = try await demo().call(tool, arguments)
    #expect(!result.isError, "\(result)")
    #expect(problems(of: result.json, try schema(tool)) == [])
  }

  @Test(
    arguments: [
      ["x": "hour", "value": "n"], ["x": "hour", "value": "n", "kind": "bar"],
      ["x": "hour", "series": "n", "title": "Hours"], ["x": "n", "kind": "line"], ["x": "n", "series": "hour"],
      ["kind": "table"],
    ] as [JSON.Object])
  func `charts of the demo instance are as declared`(_ arguments: JSON.Object) async throws {
    let bench = demo()
    let sql = """
      SELECT DATE_TRUNC('hour', p_event_time) AS hour, COUNT(*) AS n FROM panther_logs.public.aws_cloudtrail
      WHERE p_occurs_since('1 d') GROUP BY 1
      """
    let query = try await bench.call("query_data_lake", ["sql": .string(sql)])
    let result = try await bench.call("show_chart", arguments.merging(["query_id": query["query_id"] ?? .null]))
    #expect(!result.isError && result["chart"] != nil, "\(result)")
    #expect(problems(of: result.json, try schema("show_chart")) == [])
  }

  @Test func `the demo instance runs the query for events, and its totals agree with the alerts`() async throws {
    let bench = demo()
    let alerts = try await bench.call("list_alerts", ["start_date": "7d", "page_size": 12]).items("alerts")
    let policies = try await bench.call("list_alerts", ["start_date": "30d", "alert_type": "DETECTION_ERROR"])
    let ids = (alerts + policies.items("alerts").prefix(1)).compactMap { $0["id"] }
    let result = try await bench.call("get_alert_event_stats", ["alert_ids": .array(ids)])
    #expect(!result.isError, "\(result)")
    #expect(problems(of: result.json, try schema("get_alert_event_stats")) == [])
    #expect(result["alerts_without_events"]?.array?.contains(ids.last ?? .null) == true)
    for alert in result.items("alerts") {
      let listed = try #require(alerts.first { $0["id"] == alert["id"] })
      #expect(alert["events"] == listed["eventCount"])
    }
    let total = try #require(result["events"]?.int)
    #expect(total > 0 && result.items("time_line").compactMap { $0["events"]?.int }.reduce(0, +) == total)
    #expect(result["total"]?.int == result.items("values").count)
    let counts = result.items("values").compactMap { $0["alert_numbers"]?.array?.count }
    #expect(counts == counts.sorted(by: >) && (counts.first ?? 0) > 1)
  }

  // MARK: The checker

  @Test func `the checker finds what is wrong`() throws {
    let schema = try schema("get_rule_alert_metrics")
    #expect(problems(of: ["now": 1], schema).count > 3)
    #expect(problems(of: ["more": 1], schema).contains(".more is not declared"))
    #expect(problems(of: ["chart": ["kind": "pie"]], schema).contains(".chart.kind is none of the values"))
  }

  /// As much of JSON Schema as our schemas use, with `additionalProperties` taken for false.
  private func problems(of json: JSON, _ schema: JSON, at path: String = "") -> [String] {
    var problems: [String] = []
    let kinds = [
      "string": json.string != nil, "number": json.double != nil, "integer": json.int != nil,
      "array": json.array != nil, "object": json.object != nil,
    ]
    if let type = schema["type"]?.string, kinds[type] != true { problems.append("\(path) is \(json.kind)") }
    if let values = schema["enum"]?.array, !values.contains(json) { problems.append("\(path) is none of the values") }
    for name in schema["required"]?.array ?? [] where json[name.string ?? ""] == nil {
      problems.append("\(path).\(name.string ?? "") is missing")
    }
    if let items = schema["items"] {
      for item in json.array ?? [] { problems += self.problems(of: item, items, at: "\(path)[]") }
    }
    guard let properties = schema["properties"]?.object else { return problems }
    for member in json.object?.members ?? [] {
      guard let declared = properties[member.key] else {
        problems.append("\(path).\(member.key) is not declared")
        continue
      }
      problems += self.problems(of: member.value, declared, at: "\(path).\(member.key)")
    }
    return problems
  }
}
