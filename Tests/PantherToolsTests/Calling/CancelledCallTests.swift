import JSON
import Panther
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// What the audit trail says of calls that were cancelled or broke off. It decides whether the request for a change had
/// gone out.
@Suite(.fewAtOnce) struct CancelledCallTests {
  private final class Trail: AuditTrail {
    let isRequired = false
    let outcomes = Mutex<[String]>([])

    func record(_ entry: JSON.Object) {
      if let outcome = entry["outcome"]?.string { outcomes.withLock { $0.append(outcome) } }
    }
  }

  private let trail = Trail()
  private let gate = Gate()
  private let bench: Bench

  init() {
    bench = Bench(audit: trail)
    bench.answer("GET /rules/r") { [gate] _ in
      try await gate.pass()
      return HTTPResponse(json: ["id": "r", "enabled": true])
    }
    bench.answer("PATCH /alerts") { [gate] request in
      if request.json["status"] == "OPEN" { try await gate.pass() }
      return HTTPResponse(status: 204)
    }
    bench.answer("POST /alert-comments") { [gate] _ in
      try await gate.pass()
      return HTTPResponse(json: [:])
    }
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    bench.answer("mutation CancelQuery", data: ["cancelDataLakeQuery": ["id": "q1"]])
    bench.answer("query QueryResults") { [gate] _ in
      try await gate.pass()
      return HTTPResponse(json: [:])
    }
    bench.answer("mutation StartTriage") { [gate] _ in
      try await gate.pass()
      return HTTPResponse(json: [:])
    }
  }

  @Test(
    arguments: [
      ("disable_detection", ["detection_id": "r", "detection_type": "rules"], "cancelled"),
      ("update_alert_status", ["alert_ids": ["a1"], "status": "OPEN"], "unknown"),
      ("bulk_update_alerts", ["alert_ids": ["a1"], "status": "CLOSED", "comment": "x"], "unknown"),
      ("query_data_lake", ["sql": "SELECT 1"], "cancelled"), ("start_ai_alert_triage", ["alert_id": "a1"], "unknown"),
    ] as [(String, JSON.Object, String)])
  func `a cancelled call`(_ tool: String, _ arguments: JSON.Object, _ outcome: String) async throws {
    let call = Task { [bench] in try await bench.call(tool, arguments) }
    try await gate.arrival()
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(trail.outcomes.withLock { $0 } == [outcome])
  }

  @Test func `a call that is cancelled before it begins sends nothing`() async throws {
    let call = Task { [bench, gate] in
      while !gate.isOpen { await Task.yield() }
      return try await bench.call("update_alert_status", ["alert_ids": ["a1"], "status": "CLOSED"])
    }
    call.cancel()
    gate.open()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(bench.sent.isEmpty)
    #expect(trail.outcomes.withLock { $0 } == ["cancelled"])
  }

  @Test func `a change whose answer never came has the same outcome`() async throws {
    let bench = Bench(audit: trail)
    bench.answer("PATCH /alerts") { _ in throw PantherError(.timedOut) }
    for tool in ["update_alert_status", "bulk_update_alerts"] {
      #expect(try await bench.call(tool, ["alert_ids": ["a1"], "status": "OPEN"]).isError)
    }
    #expect(trail.outcomes.withLock { $0 } == ["unknown", "unknown"])
  }
}
