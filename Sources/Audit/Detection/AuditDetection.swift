package import JSON
import YAML

/// A detection for the audit log in Panther, in the form of its files and of the tools that test and save it.
package enum AuditDetection {
  /// Its id.
  package static let id = "MCPPanther.DestructiveCallOrManyRefusals"

  /// The names of its files.
  package static let (metadataFile, codeFile) = ("mcp_panther_audit.yml", "mcp_panther_audit.py")

  /// The file that describes it, with its unit tests.
  package static var metadata: String {
    YAML.text([
      "AnalysisType": "rule",
      "RuleID": .string(id),
      "Filename": .string(codeFile),
      "DisplayName": .string(name),
      "Enabled": true,
      "LogTypes": [.string(AuditFormat.logType)],
      "Severity": "Medium",
      "Threshold": 1,
      "DedupPeriodMinutes": 60,
      "Tags": ["MCP", "AI agents"],
      "Reports": ["MITRE ATT&CK": ["TA0005:T1562", "TA0006:T1110"]],
      "Description": .string(description),
      "Runbook": .string(runbook),
      "Reference": .string(AuditFormat.page),
      "SummaryAttributes": ["caller", "tool", "remote"],
      "Tests": .array(
        tests.map { ["Name": .string($0.name), "ExpectedResult": .bool($0.fires), "Log": .object($0.log)] }),
    ])
  }

  /// The arguments of `test_detection`, and with a mode also of `save_detection`.
  package static var arguments: JSON.Object {
    [
      "detection_id": .string(id),
      "detection_type": "rules",
      "body": .string(code),
      "log_types": [.string(AuditFormat.logType)],
      "fields": [
        "displayName": .string(name), "description": .string(description), "runbook": .string(runbook),
        "severity": "MEDIUM", "threshold": 1, "dedupPeriodMinutes": 60, "tags": ["MCP", "AI agents"],
      ],
      "tests": .array(
        tests.map { ["name": .string($0.name), "expected": .bool($0.fires), "log": .object($0.log)] }),
    ]
  }

  private static let name = "mcp-panther: a destructive call, or many refusals of one caller"
  private static let description =
    "A model made a call through mcp-panther that weakens security or is hard to undo, or one caller was refused often."
  private static let runbook = """
    1. Who is the caller, and did a person agree to the call (decision)?
    2. Read the lines of the same chain around it: what was asked before, from which client?
    3. Look for the request ids (http) in Panther's own audit log, and undo the change if nobody wanted it.
    4. Many refusals: a model that does not get on, a client with an old token, or somebody who tries tokens.
    """
}
