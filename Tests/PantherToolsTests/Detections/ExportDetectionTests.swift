import JSON
import Panther
import TestSupport
import Testing

extension Bench {
  /// Exports a detection, and joins the parts of all answers.
  func export(_ arguments: JSON.Object) async throws -> (first: ToolResult, files: [String: String]) {
    let first = try await call("export_detection", arguments)
    var files: [String: String] = [:]
    var answer = first
    while true {
      #expect(answer["cut_values"] == nil && answer["escaped"] == nil && answer["redacted"] == nil)
      for part in answer["parts"]?.array ?? [] {
        files[part["file"]?.string ?? "", default: ""] += part["text"]?.string ?? ""
      }
      guard let cursor = answer["next_cursor"] else { return (first, files) }
      answer = try await call("export_detection", ["cursor": cursor])
      try #require(!answer.isError, "\(answer)")
    }
  }
}

/// The files of detections as a team would commit them.
@Suite(.fewAtOnce) struct ExportDetectionTests {
  static let rule: JSON = [
    "id": "AWS.Console.RootLogin", "displayName": "Root login", "enabled": true, "severity": "HIGH", "managed": false,
    "logTypes": ["AWS.CloudTrail"], "tags": ["AWS", "yes"], "reports": ["MITRE ATT&CK": ["TA0001:T1078"]],
    "description": "Somebody: the root user", "runbook": "1. Look.\n2. Ask.\n", "dedupPeriodMinutes": 60,
    "threshold": 1,
    "inlineFilters":
      "# Not from the office.\n- KeyPath: sourceIPAddress\n  Condition: IsNotIn # CIDRs do not work\n  Values: [192.0.2.1]\n",
    "summaryAttributes": ["p_any_ip_addresses"], "outputIDs": ["o1"], "createdByExternal": "ci@acme.example",
    "body": "def rule(event):\r\n\treturn \"x\" in event  \n", "reference": "https://acme.example/r", "riskScore": 7,
    "tests": [
      [
        "name": "root", "expectedResult": true, "note": "new",
        "resource":
          #"{"n":9007199254740993,"big":1e400,"p":{"ok":true,"no":"no","at":"2026-01-01","list":[[1]]},"":null}"#,
        "mocks": [["objectName": "get_user", "returnValue": "true"]],
      ],
      ["name": "- other: #1", "expectedResult": false, "resource": "{}", "mocks": []],
    ],
    "createdAt": "2026-01-01T00:00:00Z", "createdBy": ["id": "u1"], "lastModified": "2026-01-02T00:00:00Z",
  ]

  @Test func `a rule is a Python file and a YAML file, with what people write in their order`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/", Self.rule)
    let (answer, files) = try await bench.export(["detection_id": "AWS.Console.RootLogin"])
    #expect(bench.lines == ["GET /rules/AWS.Console.RootLogin"])
    #expect(answer["version"] == "The one that Panther has, unchanged.")
    #expect(files.keys.sorted() == ["aws_console_root_login.py", "aws_console_root_login.yml"])
    #expect(files["aws_console_root_login.py"] == Self.rule["body"]?.string)
    #expect(
      files["aws_console_root_login.yml"] == """
        AnalysisType: rule
        Filename: aws_console_root_login.py
        RuleID: AWS.Console.RootLogin
        DisplayName: Root login
        Enabled: true
        LogTypes:
          - AWS.CloudTrail
        Tags:
          - AWS
          - "yes"
        Reports:
          MITRE ATT&CK:
            - TA0001:T1078
        Severity: High
        Description: "Somebody: the root user"
        Runbook: |
          1. Look.
          2. Ask.
        Reference: https://acme.example/r
        DedupPeriodMinutes: 60
        Threshold: 1
        InlineFilters:
          # Not from the office.
          - KeyPath: sourceIPAddress
            Condition: IsNotIn # CIDRs do not work
            Values: [192.0.2.1]
        SummaryAttributes:
          - p_any_ip_addresses
        OutputIds:
          - o1
        CreatedBy: ci@acme.example
        Tests:
          - Name: root
            ExpectedResult: true
            Mocks:
              - objectName: get_user
                returnValue: "true"
            Log:
              "n": 9007199254740993
              big: 1.0e+400
              p:
                ok: true
                "no": "no"
                at: "2026-01-01"
                list:
                  - - 1
              "": null
          - Name: "- other: #1"
            ExpectedResult: false
            Log: {}

        """)
    #expect(answer["left_out"] == [#""riskScore""#, #""tests[].note""#])
    #expect(answer["before_upload"] == nil)
    #expect(answer["warning"]?.string?.contains("uploaded by \"ci@acme.example\"") == true)
    #expect(
      answer["files"] == [
        ["file": "aws_console_root_login.py", "bytes": 41, "parts": 1],
        [
          "file": "aws_console_root_login.yml", "bytes": JSON(files["aws_console_root_login.yml"]?.utf8.count ?? 0),
          "parts": 1,
        ],
      ])
  }

  @Test func `a simple rule is the YAML alone, and keeps the comments of its conditions`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /simple-rules/",
      [
        "id": "S1", "enabled": false, "severity": "INFO", "logTypes": ["A"], "description": "", "tags": [],
        "reports": [:],
        "inlineFilters": "", "tests": [], "runbook": .null,
        "detection":
          "# Who?\n- KeyPath: user\n  Condition: Equals\n\n  Value: 0x1F  \n- Any: # or\n  - {Key: a, Condition: Exists}\n\n",
        "alertTitle": "{user} did it", "groupBy": "- KeyPath: user",
        "dynamicSeverities": "---\n- ChangeTo: HIGH # high\n",
        "alertContext": "- KeyName: 'u'\r\n  KeyValue: {Key: user}\r\n", "pythonBody": "def rule(event): ...",
      ])
    let (answer, files) = try await bench.export(["detection_id": "S1", "detection_type": "simple_rules"])
    #expect(
      files == [
        "s1.yml": """
        AnalysisType: rule
        RuleID: S1
        Enabled: false
        LogTypes:
          - A
        Severity: Info
        Detection:
          # Who?
          - KeyPath: user
            Condition: Equals

            Value: 0x1F\u{20}\u{20}
          - Any: # or
            - {Key: a, Condition: Exists}
        AlertTitle: "{user} did it"
        GroupBy:
          - KeyPath: user
        AlertContext:
          - KeyName: 'u'
            KeyValue: {Key: user}
        DynamicSeverities:
          - ChangeTo: HIGH

        """
      ])
    #expect(answer["left_out"] == nil && answer["before_upload"] == nil && answer["warning"] == nil)
  }

  @Test func `scheduled rules and policies have keys of their own`() async throws {
    let bench = Bench()
    bench.answer(
      "GET /scheduled-rules/",
      [
        "id": "Q 1", "enabled": true, "severity": "LOW", "scheduledQueries": ["Failed logins"], "body": "x",
        "threshold": 2,
      ])
    bench.answer(
      "GET /policies/",
      [
        "id": "P/1", "enabled": true, "severity": "CRITICAL", "resourceTypes": ["AWS.S3.Bucket"], "body": "y",
        "suppressions": ["arn:aws:s3:::x*"], "managed": true, "threshold": 2,
        "tests": [["name": "t", "expectedResult": true, "resource": "[1]"]],
      ])
    let scheduled = try await bench.export(["detection_id": "Q 1", "detection_type": "scheduled_rules"])
    #expect(
      scheduled.files["q_1.yml"] == """
        AnalysisType: scheduled_rule
        Filename: q_1.py
        RuleID: Q 1
        Enabled: true
        ScheduledQueries:
          - Failed logins
        Severity: Low
        Threshold: 2

        """)
    let policy = try await bench.export(["detection_id": "P/1", "detection_type": "policies"])
    #expect(
      policy.files["p_1.yml"] == """
        AnalysisType: policy
        Filename: p_1.py
        PolicyID: P/1
        Enabled: true
        ResourceTypes:
          - AWS.S3.Bucket
        Severity: Critical
        Suppressions:
          - arn:aws:s3:::x*
        Tests:
          - Name: t
            ExpectedResult: true
            Resource:
              - 1

        """)
    #expect(policy.first["left_out"] == [#""threshold""#])
    #expect(policy.first["warning"]?.string?.contains("Panther pack") == true)
    #expect(policy.first["before_upload"]?.array?.count == 1)
  }

  // MARK: Drafts

  @Test func `a new draft goes into files without a request, and the answer says what it lacks`() async throws {
    let bench = Bench()
    let (answer, files) = try await bench.export(["detection_type": "rules", "body": "def rule(event):\n  return True"])
    #expect(bench.sent.isEmpty)
    #expect(files["mcp_panther_draft.py"] == "def rule(event):\n  return True")
    #expect(
      answer["before_upload"] == [
        "The id is made up: give `detection_id`.", "Severity is missing: give `fields.severity`.",
        "LogTypes is missing: give `fields.logTypes`.",
      ])
    let whole = try await bench.export([
      "detection_type": "scheduled_rules", "body": "def rule(event):\n  return True\n",
      "fields": ["severity": "low", "scheduledQueries": ["q"]],
      "tests": [["name": "t", "log": ["n": 9_007_199_254_740_993], "expected": true, "mocks": ["f": 1]]],
    ])
    #expect(
      whole.files["mcp_panther_draft.yml"]?.hasSuffix(
        """
        Enabled: false
        ScheduledQueries:
          - q
        Severity: Low
        Tests:
          - Name: t
            ExpectedResult: true
            Mocks:
              - objectName: f
                returnValue: "1"
            Log:
              "n": 9007199254740993

        """) == true)
    #expect(bench.sent.isEmpty)
  }

  @Test func `an existing one is given with changes, and nothing is saved`() async throws {
    let bench = Bench()
    bench.answer("GET /rules/", Self.rule)
    let (answer, files) = try await bench.export([
      "detection_id": "AWS.Console.RootLogin", "edits": [["old": "\"x\"", "new": "\"y\""]],
      "fields": ["threshold": 5, "runbook": .null],
    ])
    #expect(answer["version"] == "The one that Panther has, with the changes of this call.")
    #expect(files["aws_console_root_login.py"]?.contains("\"y\" in event") == true)
    #expect(files["aws_console_root_login.yml"]?.contains("\nThreshold: 5\n") == true)
    #expect(files["aws_console_root_login.yml"]?.contains("Runbook") == false)
    #expect(bench.lines == ["GET /rules/AWS.Console.RootLogin"])
  }

  @Test func `an id that does not exist is a new draft where there is code, and otherwise an error`() async throws {
    let bench = Bench()
    bench.answer("GET /", ["message": "no such thing"], status: 404)
    let (answer, files) = try await bench.export(["detection_id": "New.One", "detection_type": "rules", "body": "x"])
    #expect(answer["before_upload"]?.array?.count == 2)
    #expect(answer["version"]?.string?.hasPrefix("A new draft, which Panther does not have.") == true)
    #expect(files["new_one.yml"]?.contains("RuleID: New.One\nEnabled: false\n") == true)
    #expect(try await bench.call("export_detection", ["detection_id": "New.One"]).isError)
    for arguments in [[:], ["detection_type": "rules"], ["body": "x"]] as [JSON.Object] {
      let refused = try await Bench().call("export_detection", arguments)
      #expect(refused.isError, "\(refused)")
    }
  }

  @Test(arguments: [("rules", "View Rules (RuleRead)"), ("policies", "View Policies (PolicyRead)")])
  func `a refusal names the permission to read`(_ kind: String, _ permission: String) async throws {
    let bench = Bench()
    bench.answer("GET /", ["message": "forbidden"], status: 403)
    let result = try await bench.call(
      "export_detection", ["detection_id": "x", "detection_type": .string(kind), "body": "x"])
    #expect(result.isError && result.text.contains(permission), "\(result)")
    #expect(!result.text.contains("Manage"))
  }
}
