import JSON
import Panther

/// What a detection makes of an event, in the stub of Panther's engine.
enum Verdict {
  case fires(title: String? = nil, dedup: String? = nil, severity: String? = nil)
  case silent
  case raises(String)
  /// Panther gives no record for the event.
  case missing

  /// The record as Panther sends it: the title and the like only where an alert was expected.
  func record(_ test: JSON, _ alerting: Bool) -> JSON? {
    let name = test["name"] ?? .null
    switch self {
    case .missing: return nil
    case .raises(let message):
      return [
        "name": name, "passed": false, "errored": true, "error": ["code": "PYTHON_ERROR", "message": .string(message)],
        "triggerAlert": false,
        "functions": ["detection": ["output": .null, "error": ["message": .string(message)]]],
      ]
    case .silent:
      return Self.record(name, output: !alerting, test, triggers: false, [:])
    case .fires(let title, let dedup, let severity):
      var functions: JSON.Object = [:]
      for (key, value) in [("title", title), ("dedup", dedup), ("severity", severity)] {
        if let value { functions[key] = ["output": .string(value), "error": .null] }
      }
      return Self.record(name, output: alerting, test, triggers: true, functions)
    }
  }

  private static func record(
    _ name: JSON, output: Bool, _ test: JSON, triggers: Bool, _ functions: JSON.Object
  ) -> JSON {
    let detection: JSON = ["output": output ? "true" : "false", "error": .null]
    return [
      "name": name, "passed": .bool(test["expectedResult"]?.bool == output), "errored": false,
      "triggerAlert": .bool(triggers), "functions": .object(functions.merging(["detection": detection])),
    ]
  }
}

extension Bench {
  /// Runs tests as Panther's engine does.
  ///
  /// - Parameters:
  ///   - path: the path of the detection, as it is sent.
  ///   - alerting: what its function returns for an event that alerts.
  ///   - judge: says what comes of an event, given the code.
  func runTests(
    _ path: String, alerting: Bool = true, judge: @escaping @Sendable (_ code: String, _ event: JSON) throws -> Verdict
  ) {
    answer("PUT \(path)?run-tests-only=true") { request in
      let code = (request.json["body"] ?? request.json["detection"])?.string ?? ""
      let records = try (request.json["tests"]?.array ?? []).compactMap { test in
        try judge(code, try JSON(parsing: test["resource"]?.string ?? "")).record(test, alerting)
      }
      return HTTPResponse(status: 400, json: ["message": "some tests failed", "testResults": .array(records)])
    }
  }

  /// Answers a query of the data lake with these rows.
  func answerQuery(_ rows: [JSON], hasMore: Bool = false) {
    answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    let columns = rows.first?.object?.keys.map { JSON.string($0) } ?? []
    answer(
      "query QueryResults",
      data: [
        "dataLakeQuery": [
          "status": "succeeded", "message": "",
          "results": [
            "edges": .array(rows.map { ["node": $0] }), "columnInfo": ["order": .array(columns)],
            "pageInfo": ["endCursor": hasMore ? "c" : .null, "hasNextPage": .bool(hasMore)], "tryAgain": false,
          ],
        ]
      ])
  }

  /// The requests that ran tests.
  var testRuns: [HTTPRequest] { transport.sent.filter { $0.url.hasSuffix("?run-tests-only=true") } }
  /// The requests that have changed something.
  var writes: [HTTPRequest] {
    transport.sent.filter { !$0.isRead && !$0.line.hasPrefix("mutation") && !$0.url.hasSuffix("?run-tests-only=true") }
  }
}
