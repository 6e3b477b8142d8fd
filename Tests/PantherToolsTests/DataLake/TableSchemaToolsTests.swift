import JSON
import MCP
import Panther
import PantherDemo
import PantherTools
import TestSupport
import Testing

/// The columns of a table with the fields inside them, and tables that say each thing once.
@Suite(.fewAtOnce) struct TableSchemaToolsTests {
  private static let spec = """
    schema: AWS.CloudTrail
    description: |-
      Calls: what they are.
      fields:
        - name: wrong
    fields:
      - name: userIdentity
        required: true
        type: object # who
        fields:
        - name: "arn"
          type: string
          indicators: [aws_arn]
        - name: sessionContext
          type: object
          fields:
            - name: mfa.used
              type: boolean
      - name: resources
        type: array
        element:
          type: object
          fields:
            - name: ARN
              type: string
            - {name: tags}
      - name: parameters
        type: json
    """
  private static let columns: [JSON] = [
    ["name": "useridentity", "type": "OBJECT", "description": "Who"], ["name": "resources", "type": "ARRAY"],
    ["name": "parameters", "type": "VARIANT"], ["name": "p_event_time", "type": "timestamp"],
  ]

  private static func bench(_ columns: [JSON] = columns, spec: String? = nil, discovered: String = "") -> Bench {
    let bench = Bench()
    bench.answer(
      "query Table",
      data: ["dataLakeDatabaseTable": ["name": "t", "logType": "AWS.CloudTrail", "columns": .array(columns)]])
    if let spec {
      let schemas: [JSON] = [
        ["name": "AWS.CloudTrailDigest", "spec": "fields:\n- name: useridentity\n  fields:\n  - name: wrong\n"],
        ["name": "AWS.CloudTrail", "spec": .string(spec), "discoveredSpec": .string(discovered)],
      ]
      bench.connect("query SchemaDetails", in: "schemas", schemas)
    }
    return bench
  }

  private static let table: JSON.Object = ["database_name": "panther_logs.public", "table_name": "aws_cloudtrail"]

  private static func rows(_ result: ToolResult) -> [String] {
    result.items("columns").map { "\($0["name"]?.string ?? "") \($0["type"]?.string ?? "")" }
  }

  @Test func `the fields inside a column come from the schema of the log type`() async throws {
    let bench = Self.bench(
      spec: Self.spec,
      discovered: "fields:\n- name: parameters\n  type: object\n  fields:\n  - name: q\n    type: int\n")
    let result = try await bench.call("get_table_schema", Self.table)
    #expect(
      Self.rows(result) == [
        "useridentity OBJECT", "useridentity.arn string", "useridentity.sessionContext.\"mfa.used\" boolean",
        "resources ARRAY", "resources[].ARN string", "resources[].tags json", "parameters VARIANT", "parameters.q int",
        "p_event_time timestamp",
      ])
    let words = try #require(result["nested"]?.string)
    #expect(words.contains("useridentity:arn") && words.contains("LATERAL FLATTEN"), "\(words)")
    #expect(result["hint"] == nil)
    #expect(bench.variables.last == ["input": ["contains": "AWS.CloudTrail"]])
  }

  @Test(arguments: [nil, spec + "\nmore: *alias", "fields:\n\t- name: useridentity", "", "fields: {}", "schema: x"])
  func `without a schema that tells them, a query is named and none is run`(_ spec: String?) async throws {
    let bench = Self.bench(spec: spec)
    if spec == nil {
      bench.answer("query SchemaDetails", ["errors": [["message": "no", "extensions": ["code": "FORBIDDEN"]]]])
    }
    let result = try await bench.call("get_table_schema", Self.table)
    #expect(
      Self.rows(result) == ["useridentity OBJECT", "resources ARRAY", "parameters VARIANT", "p_event_time timestamp"])
    let hint = try #require(result["hint"]?.string)
    let sql =
      "SELECT useridentity, parameters FROM panther_logs.public.aws_cloudtrail WHERE p_occurs_since('1 d') "
      + "AND useridentity IS NOT NULL LIMIT 5"
    #expect(hint.contains(#"query_data_lake {"sql":"\#(sql)"}"#), "\(hint)")
    #expect(bench.lines.allSatisfy { $0.hasPrefix("query") })
  }

  @Test func `a table of plain columns needs no schema`() async throws {
    let bench = Self.bench([["name": "n", "type": "string"], ["name": "p_any_emails", "type": "array"]])
    let result = try await bench.call("get_table_schema", Self.table)
    #expect(Self.rows(result) == ["n string", "p_any_emails array"])
    #expect(result["hint"] == nil && bench.sent.count == 1)
  }

  /// The names go into SQL that the answer offers.
  @Test func `a name that is not plain is in no query`() async throws {
    let columns: [JSON] = [
      ["name": "a; DROP TABLE x", "type": "object"], ["name": "b", "type": "object"],
      ["name": "p_event_time", "type": "timestamp"],
    ]
    let result = try await Self.bench(columns, spec: "schema: x").call("get_table_schema", Self.table)
    #expect(result["hint"]?.string?.contains("SELECT b FROM") == true, "\(result)")
    let odd = try await Self.bench(columns, spec: "schema: x").call(
      "get_table_schema", ["database_name": "d", "table_name": "t WHERE 1=1 --"])
    #expect(!odd.isError && odd["hint"] == nil, "\(odd)")
  }

  @Test func `a table's names are said once`() async throws {
    let bench = Bench()
    let tables: [JSON] = [
      ["name": "aws_alb", "displayName": "AWS.ALB", "logType": "AWS.ALB", "description": "Logs of type AWS.ALB"],
      ["name": "okta_systemlog", "displayName": "okta_systemlog", "logType": "Okta.SystemLog", "description": ""],
      ["name": "x", "displayName": "Sign-ins", "logType": "X", "description": "Logs of type X that matched"],
    ]
    bench.connect("query Tables", in: "dataLakeDatabaseTables", tables)
    let result = try await bench.call("list_database_tables", ["database": "d"])
    #expect(
      result["tables"] == [
        "columns": ["name", "logType", "displayName", "description"],
        "rows": [
          ["aws_alb", "AWS.ALB", .null, .null], ["okta_systemlog", "Okta.SystemLog", .null, .null],
          ["x", "X", "Sign-ins", "Logs of type X that matched"],
        ],
      ])
  }
}

@Suite(.fewAtOnce) struct LookupJoinTests {
  private func join(_ columns: [String], _ table: String, _ database: String) async throws -> JSON? {
    let bench = Bench()
    let described: JSON = .array(columns.map { ["name": .string($0), "type": "string"] })
    bench.answer("query Table", data: ["dataLakeDatabaseTable": ["name": .string(table), "columns": described]])
    return try await bench.call(
      "get_table_schema", ["database_name": .string(database), "table_name": .string(table)])["join"]
  }

  @Test func `the schema of an enrichment table says how it joins`() async throws {
    #expect(
      try await join(["nickname", "IP"], "tor_exit_nodes", "panther_lookups.public") == """
        SELECT t.p_event_time, t.p_log_type, l.* FROM panther_views.public.all_logs t \
        JOIN panther_lookups.public.tor_exit_nodes l ON ARRAY_CONTAINS(l.IP::VARIANT, t.p_any_ip_addresses) \
        WHERE p_occurs_since('1 d', t) LIMIT 100
        """)
    let either = try await join(["indicator"], "otx", "panther_lookups.public")
    #expect(
      either?.string?.contains(
        "ARRAY_CONTAINS(l.indicator::VARIANT, t.p_any_ip_addresses) OR ARRAY_CONTAINS(l.indicator::VARIANT, "
          + "t.p_any_domain_names)") == true)
  }

  @Test func `nothing is said where there is nothing to join by, and nothing hostile is quoted`() async throws {
    #expect(try await join(["color"], "x", "panther_lookups.public") == nil)
    #expect(try await join(["ip"], "x", "panther_logs.public") == nil)
    #expect(try await join(["ip"], "x; DROP TABLE y", "panther_lookups.public") == nil)
    #expect(try await join(["ip) OR (1=1"], "x", "panther_lookups.public") == nil)
  }

  @Test func `the demo instance's lookup table joins with its logs as its schema says`() async throws {
    let panther = PantherClient(
      Configuration(environment: [:], demo: true), transport: DemoInstance(now: Bench.now), userAgent: "test")
    let toolbox = Toolbox(Toolset.all.flatMap(\.tools), now: { Bench.now }) { Call($0, panther: panther) }
    func call(_ tool: String, _ arguments: JSON.Object) async throws -> ToolResult {
      ToolResult(try await toolbox.call(tool, arguments))
    }
    let schema = try await call(
      "get_table_schema", ["database_name": "panther_lookups.public", "table_name": "known_scanners"])
    let sql = try #require(schema["join"]?.string).replacing(" LIMIT 100", with: " LIMIT 999")
    let joined = try await call("query_data_lake", ["sql": .string(sql)])
    let rows = joined.items("result")
    #expect(rows.count == 100 && rows.allSatisfy { $0["ip"] == "203.0.113.54" }, "\(joined)")
    let seen = try await call(
      "query_data_lake",
      [
        "sql": """
        SELECT COUNT(*) AS n FROM panther_views.public.all_logs WHERE p_occurs_since('1 d') \
        AND ARRAY_CONTAINS('203.0.113.54'::VARIANT, p_any_ip_addresses)
        """
      ])
    #expect(seen.items("result").first?["n"] == joined["total_rows"])
  }
}
