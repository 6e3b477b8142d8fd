package import JSON

extension AuditDetection {
  /// A unit test: an event, and whether the detection fires on it.
  package struct UnitTest: Sendable {
    /// Its name.
    package let name: String
    /// Whether the detection fires.
    package let fires: Bool
    /// The event: a line of the audit log, and its log type.
    package let log: JSON.Object

    fileprivate init(_ name: String, fires: Bool, _ members: JSON.Object) {
      (self.name, self.fires) = (name, fires)
      log = line.merging(members).merging(["p_log_type": .string(AuditFormat.logType)])
    }
  }

  /// The unit tests.
  package static let tests = [
    UnitTest("A destructive call that was made", fires: true, destructive),
    UnitTest(
      "A destructive call of which nobody knows whether it was made", fires: true,
      destructive.merging(["outcome": "unknown"])),
    UnitTest(
      "A destructive call that failed", fires: false, destructive.merging(["outcome": "error", "error": "not found"])),
    UnitTest(
      "A destructive call that a person did not want", fires: false,
      destructive.merging(["decision": "asked: declined by form", "outcome": "error"])),
    UnitTest("The intent of a destructive call", fires: false, intent),
    UnitTest(
      "A call that reads", fires: false, destructive.merging(["tool": "list_alerts", "effect": "reads"])),
    UnitTest("One refused call", fires: false, refusedCall.merging(["refused_in_hour": 1])),
    UnitTest("A refused call, after many others", fires: true, refusedCall.merging(["refused_in_hour": 30])),
    UnitTest(
      "Many refused calls of one caller, counted", fires: true,
      [
        "event": "left_out", "decision": "refused", "calls": 212, "since": "2026-11-22T08:29:59.100Z",
        "callers": ["dana": 12, "robot": 200],
      ]),
    UnitTest(
      "A few refused calls of many callers, counted", fires: false,
      [
        "event": "left_out", "decision": "refused", "calls": 40, "since": "2026-11-22T08:29:59.100Z",
        "callers": ["dana": 20, "robot": 20],
      ]),
    UnitTest(
      "A request with an unknown token", fires: false,
      [
        "event": "refused", "reason": "invalid_token", "status": 401, "remote": "203.0.113.7", "method": "POST",
        "error": "The token is not one of this server's.",
      ]),
    UnitTest(
      "Many requests of one address with unknown tokens", fires: true,
      [
        "event": "refusals", "requests": 4_210, "since": "2026-11-22T08:29:00.100Z",
        "addresses": ["203.0.113.7": 4_200, "198.51.100.23": 10], "reasons": ["invalid_token": 4_210],
      ]),
    UnitTest("The stop of a server", fires: false, ["event": "stop", "reason": "SIGTERM"]),
  ]

  /// What every line has.
  private static let line: JSON.Object = [
    "time": "2026-11-22T08:30:00.125Z", "chain": "4f1c09aa63d2b875", "seq": 2,
    "prev": "9b2df4f3c1f5ab07e2b9c5a1d70f7f0a85e7c0a1f7f6e9d2c4b8a6d1e3f50712",
    "hash": "1c7a0e5f4b3d2c19a8b7f6e5d4c3b2a19f8e7d6c5b4a39281706f5e4d3c2b1a0",
  ]

  private static let intent: JSON.Object = [
    "event": "intent", "tool": "disable_detection", "effect": "destructive",
    "client": ["name": "claude-code", "version": "2.1.0"], "caller": "dana",
    "arguments_sha256": "c0ffee5e1b2a39485766758493021f0e9d8c7b6a5f4e3d2c1b0a998877665544",
    "arguments": ["detection_id": "AWS.Root.Login"], "decision": "asked: granted by form",
  ]

  private static let destructive = intent.merging([
    "event": "call", "outcome": "ok",
    "http": [["method": "PUT", "path": "/rules/AWS.Root.Login", "status": 200, "request_id": "7c2f6a1e", "ms": 81.5]],
    "characters": 312, "duration_ms": 93.4,
  ])

  private static let refusedCall: JSON.Object = [
    "event": "call", "tool": "get_alert", "effect": "reads", "client": ["name": "robot", "version": "1"],
    "caller": "robot",
    "arguments_sha256": "0fee1dead5e1b2a39485766758493021f0e9d8c7b6a5f4e3d2c1b0a998877665",
    "arguments": ["id": "1"], "decision": "refused", "outcome": "error", "error": "rate limit", "http": [],
    "duration_ms": 0.1,
  ]
}
