import Foundation
import JSON
import Synchronization
import TestSupport

/// Answers of the built program over its demo instance, at a fixed time. Each is asked for once.
enum DemoAnswer: String, CaseIterable {
  case severities = "get_severity_alert_metrics"
  case rules = "get_rule_alert_metrics"
  case bytes = "get_bytes_processed_per_log_type_and_source"
  case bytesOverTime = "get_bytes_processed_per_log_type_and_source detail=full"
  case intrusion =
    "get_alert_event_stats alert_ids=8877caca1dfe1a2c738b60271fa0f7bb alert_ids=926f8ccbaf17c4eb8d433070641b2310"
  case test =
    "test_detection detection_id=Simple.AWS.Secrets.ProductionRead on_log_type=AWS.CloudTrail fields={\"threshold\":9}"
  case testWhole =
    "test_detection detection_id=Simple.AWS.Secrets.ProductionRead on_log_type=AWS.CloudTrail fields={\"threshold\":9} detail=full"

  private static let known = Mutex<[DemoAnswer: String]>([:])

  /// The text of the answer, as a client gets it.
  func text() throws -> String {
    if let text = Self.known.withLock({ $0[self] }) { return text }
    let process = Process()
    process.executableURL = try BuiltProgram.url()
    process.arguments = ["call"] + rawValue.split(separator: " ").map(String.init) + ["--demo", "--json"]
    process.environment = ["PANTHER_DEMO_NOW": "2026-11-22T08:00:00Z"].merging(
      ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
    ) { one, _ in one }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    Self.known.withLock { $0[self] = text }
    return text
  }
}
