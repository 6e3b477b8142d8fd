import JSON
import MCP
import Panther
import TestSupport
import Testing

extension Sample {
  static let dataLakeTables: [Sample] = [
    Sample(
      "list_databases", [:], "Query Data Lake (DataAnalyticsRead)",
      ("query Databases", ["data": ["dataLakeDatabases": [["name": "panther_logs.public"]]]])),
    Sample(
      "list_database_tables", ["database": "panther_logs.public"], "Query Data Lake (DataAnalyticsRead)",
      ("query Tables", ["data": ["dataLakeDatabaseTables": ["edges": [["node": ["name": "aws_cloudtrail"]]]]]])),
    Sample(
      "get_table_schema", ["database_name": "panther_logs.public", "table_name": "aws_cloudtrail"],
      "Query Data Lake (DataAnalyticsRead)",
      ("query Table", ["data": ["dataLakeDatabaseTable": ["columns": [["name": "p_event_time"]]]]])),
  ]
}

@Suite(.fewAtOnce) struct DataLakeTablesTests {
  @Test func `list_databases`() async throws {
    let bench = Bench()
    bench.answer(
      "query Databases",
      data: ["dataLakeDatabases": [["name": "panther_logs.public", "description": "Logs"], ["name": .null], .null]])
    let result = try await bench.call("list_databases")
    #expect(
      result["databases"] == [
        "columns": ["name", "description"],
        "rows": [["panther_logs.public", "Logs"], [.null, .null], [.null, .null]],
      ])
    #expect(bench.bodies[0].object?.keys == ["query", "operationName"])
  }

  @Test(arguments: ["list_databases", "list_database_tables", "get_table_schema"])
  func `nulls are no failure`(_ tool: String) async throws {
    let sample = try #require(Sample.all.first { $0.tool == tool })
    for data in [
      ["dataLakeDatabases": .null, "dataLakeDatabaseTables": .null, "dataLakeDatabaseTable": .null],
      [
        "dataLakeDatabases": [], "dataLakeDatabaseTables": ["edges": .null, "pageInfo": .null],
        "dataLakeDatabaseTable": ["columns": .null],
      ],
      [
        "dataLakeDatabases": [], "dataLakeDatabaseTables": ["edges": [.null, ["node": .null]]],
        "dataLakeDatabaseTable": ["columns": []],
      ],
    ] as [JSON] {
      let bench = Bench()
      bench.answer(sample.answers[0].match, data: data)
      let result = try await bench.call(tool, sample.arguments)
      #expect(!result.isError, "\(result)")
      #expect(result.json.object?.members.last?.value["rows"] == [])
    }
  }

  private static func tables(_ names: [String], next: JSON) -> JSON {
    [
      "dataLakeDatabaseTables": [
        "edges": .array(names.map { ["node": ["name": .string($0), "logType": .string("T.\($0)")]] }),
        "pageInfo": ["endCursor": next, "hasNextPage": .bool(!next.isNull)],
      ]
    ]
  }

  @Test func `list_database_tables reads all pages, then filters, and tells the real total`()
    async throws
  {
    let bench = Bench()
    bench.answer("query Tables", data: Self.tables(["other"], next: "c1"))
    bench.answer("query Tables", data: Self.tables(["Aws_one", "x"], next: "c2"))
    bench.answer("query Tables", data: Self.tables(["two_aws"], next: .null))
    let result = try await bench.call(
      "list_database_tables", ["database": "panther_logs.public", "name_contains": "AWS"])
    #expect(
      result["tables"] == [
        "columns": ["name", "logType"], "rows": [["Aws_one", "T.Aws_one"], ["two_aws", "T.two_aws"]],
      ])
    #expect(result["total"] == 2)
    #expect(
      bench.variables == [
        ["input": ["databaseName": "panther_logs.public", "pageSize": 100]],
        ["input": ["databaseName": "panther_logs.public", "pageSize": 100, "cursor": "c1"]],
        ["input": ["databaseName": "panther_logs.public", "pageSize": 100, "cursor": "c2"]],
      ])
  }

  @Test func `a cursor that does not move ends the paging`() async throws {
    let bench = Bench()
    bench.answer("query Tables", data: Self.tables(["a"], next: "same"))
    _ = try await bench.call("list_database_tables", ["database": "d"])
    #expect(bench.sent.count == 2)
  }

  @Test(arguments: ["aws_cloudtrail", "panther_logs.public.aws_cloudtrail"])
  func `get_table_schema takes the name with or without its database`(_ name: String) async throws {
    let bench = Bench()
    let table: JSON = [
      "name": "aws_cloudtrail", "logType": "AWS.CloudTrail", "description": "Calls",
      "columns": [["name": "eventName", "type": "text", "description": "What"], ["name": "x", "type": .null]],
    ]
    bench.answer("query Table", data: ["dataLakeDatabaseTable": table])
    let result = try await bench.call(
      "get_table_schema", ["database_name": "panther_logs.public", "table_name": .string(name)])
    #expect(
      bench.variables == [["input": ["databaseName": "panther_logs.public", "tableName": "aws_cloudtrail"]]])
    #expect(result["table"] == "panther_logs.public.aws_cloudtrail")
    #expect(result["log_type"] == "AWS.CloudTrail")
    #expect(result["description"] == "Calls")
    #expect(
      result["columns"] == [
        "columns": ["name", "type", "description"], "rows": [["eventName", "text", "What"], ["x", .null, .null]],
      ])
  }

  @Test(arguments: ["list_database_tables", "get_table_schema"])
  func `what is required is said`(_ tool: String) async throws {
    let result = try await Bench().call(tool)
    #expect(result.isError)
    #expect(result.text.contains("is required"))
  }
}
