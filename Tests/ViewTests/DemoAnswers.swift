import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

/// Answers of the built program over its demo instance, at a fixed time. Each is asked for once.
enum DemoAnswer: String, CaseIterable {
  case severities, rules, bytes, bytesOverTime, intrusion, test, testWhole
  case chartOfBars, chartOfLines, chartOfColumns, chartOfMarks

  private static let stolen = ["8877caca1dfe1a2c738b60271fa0f7bb", "926f8ccbaf17c4eb8d433070641b2310"]
  private static let changed: JSON.Object = [
    "detection_id": "Simple.AWS.Secrets.ProductionRead", "on_log_type": "AWS.CloudTrail", "fields": ["threshold": 9],
  ]
  private static let allLogs = "FROM panther_views.public.all_logs WHERE p_occurs_since"

  /// The call that it answers.
  private var call: (tool: String, arguments: JSON.Object) {
    switch self {
    case .severities: ("get_severity_alert_metrics", [:])
    case .rules: ("get_rule_alert_metrics", [:])
    case .bytes: ("get_bytes_processed_per_log_type_and_source", [:])
    case .bytesOverTime: ("get_bytes_processed_per_log_type_and_source", ["detail": "full"])
    case .intrusion: ("get_alert_event_stats", ["alert_ids": JSON(Self.stolen)])
    case .test: ("test_detection", Self.changed)
    case .testWhole: ("test_detection", Self.changed.merging(["detail": "full"]))
    case .chartOfBars: ("show_chart", ["x": "user", "series": "ip", "value": "n", "title": "Failed logins"])
    case .chartOfLines: ("show_chart", ["x": "hour", "series": "p_log_type", "value": "events"])
    case .chartOfColumns: ("show_chart", ["x": "day", "series": "p_log_type", "value": "events", "kind": "bar"])
    case .chartOfMarks: ("show_chart", ["x": "p_event_time", "series": "user"])
    }
  }

  /// The statement whose results a chart draws.
  private var sql: String? {
    switch self {
    case .chartOfBars:
      """
      SELECT actor:alternateId::string AS user, client:ipAddress::string AS ip, COUNT(*) AS n
      FROM panther_logs.public.okta_systemlog WHERE p_occurs_since('7 d') AND outcome:result = 'FAILURE'
      GROUP BY 1, 2 ORDER BY n DESC
      """
    case .chartOfLines:
      """
      SELECT DATE_TRUNC('hour', p_event_time) AS hour, p_log_type, COUNT(*) AS events \(Self.allLogs)('1 d')
      GROUP BY 1, 2
      """
    case .chartOfColumns:
      "SELECT TO_DATE(p_event_time) AS day, p_log_type, COUNT(*) AS events \(Self.allLogs)('7 d') GROUP BY 1, 2"
    case .chartOfMarks:
      """
      SELECT p_event_time, useridentity:userName::string AS user FROM panther_logs.public.aws_cloudtrail
      WHERE p_occurs_since('7 d') AND eventname = 'ConsoleLogin'
      """
    default: nil
    }
  }

  private static let known = Mutex<[DemoAnswer: String]>([:])

  /// The text of the answer, as a client gets it.
  func text() throws -> String {
    if let text = Self.known.withLock({ $0[self] }) { return text }
    let session = try Session()
    var (tool, arguments) = call
    if let sql {
      let started = try JSON(parsing: try session.call("query_data_lake", ["sql": .string(sql), "max_rows": 1]))
      arguments["query_id"] = .string(try #require(started["query_id"]?.string, "\(started)"))
    }
    let text = try session.call(tool, arguments)
    Self.known.withLock { $0[self] = text }
    return text
  }

  /// The built program over its demo instance, which answers one call after the other.
  private struct Session {
    private let input = Pipe()
    private let output = Pipe()

    init() throws {
      let process = Process()
      process.executableURL = try BuiltProgram.url()
      process.arguments = ["--demo"]
      process.environment = ["PANTHER_DEMO_NOW": "2026-11-22T08:00:00Z"].merging(
        ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
      ) { one, _ in one }
      process.standardInput = input
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    /// The text of a tool's answer.
    func call(_ tool: String, _ arguments: JSON.Object) throws -> String {
      let metadata: JSON = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
      ]
      let request: JSON = [
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": ["name": .string(tool), "arguments": .object(arguments), "_meta": metadata],
      ]
      try input.fileHandleForWriting.write(contentsOf: Data((request.text + "\n").utf8))
      var line = Data()
      while !line.contains(UInt8(ascii: "\n")) {
        let part = output.fileHandleForReading.availableData
        try #require(!part.isEmpty, "The program has ended.")
        line += part
      }
      let response = try JSON(parsing: String(decoding: line, as: UTF8.self))
      return try #require(response["result"]?["content"]?.array?.first?["text"]?.string, "\(response)")
    }
  }
}
