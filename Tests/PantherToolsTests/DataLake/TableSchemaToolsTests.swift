import JSON
import MCP
import Panther
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
