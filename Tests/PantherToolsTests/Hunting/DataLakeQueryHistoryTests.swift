import JSON
import Panther
import TestSupport
import Testing

/// The queries that ran, and reading the results of one again.
@Suite(.fewAtOnce) struct DataLakeQueryHistoryTests {
  private static func query(_ id: String, _ sql: String) -> JSON {
    [
      "node": [
        "id": .string(id), "name": .null, "sql": .string(sql), "status": "succeeded", "message": "",
        "startedAt": "2026-11-20T07:00:00.000Z", "completedAt": "2026-11-20T07:00:05.000Z", "isScheduled": false,
        "issuedBy": ["__typename": "User", "id": "u1", "email": "ana@acme.example"],
      ]
    ]
  }

  @Test func `queries are listed newest first, with who, when and the beginning of their SQL`() async throws {
    let bench = Bench()
    let long = "SELECT " + String(repeating: "x", count: 400)
    bench.answer("query QueryHistory", data: ["dataLakeQueries": ["edges": [Self.query("q1", long)]]])
    let result = try await bench.call("list_data_lake_queries")
    #expect(bench.lines == ["query QueryHistory"])
    #expect(
      bench.variables[0]["input"] == [
        "startedAtAfter": "2026-11-13T08:00:00.000Z", "startedAtBefore": "2026-11-20T08:00:00.000Z", "pageSize": 25,
      ])
    let item = try #require(result.items("queries").first)
    #expect(item["id"] == "q1" && item["issuedBy.email"] == "ana@acme.example" && item["status"] == "succeeded")
    #expect(item["sql"]?.string?.count == 160 && item["isScheduled"] == false)
    #expect(result["window"] != nil)
  }

  @Test func `every filter is sent, and an e-mail is looked up`() async throws {
    let bench = Bench()
    bench.answer("GET /users", ["results": [["id": "u1", "email": "ana@acme.example"]]])
    bench.answer("query QueryHistory", data: ["dataLakeQueries": ["edges": []]])
    _ = try await bench.call(
      "list_data_lake_queries",
      [
        "contains": "100%_'\"", "status": ["failed", "running"], "issued_by": ["ana@acme.example", "u2"],
        "scheduled": false, "start_date": "2026-11-01", "end_date": "2026-11-02", "limit": 3,
      ])
    #expect(
      bench.variables.last?["input"] == [
        "startedAtAfter": "2026-11-01T00:00:00.000Z", "startedAtBefore": "2026-11-03T00:00:00.000Z",
        "contains": "100%_'\"", "isScheduled": false, "status": ["failed", "running"], "issuedBy": ["u1", "u2"],
        "pageSize": 3,
      ])
  }

  @Test func `rows and bytes are asked for only where all fields are wanted`() async throws {
    let bench = Bench()
    var node = Self.query("q1", "SELECT 1")["node"]?.object ?? [:]
    node["results"] = ["stats": ["bytesScanned": 5120, "rowCount": 7]]
    bench.answer("query QueryHistoryDetails", data: ["dataLakeQueries": ["edges": [["node": .object(node)]]]])
    let result = try await bench.call("list_data_lake_queries", ["detail": "full"])
    #expect(bench.lines == ["query QueryHistoryDetails"] && bench.variables[0]["input"]?["pageSize"] == 10)
    #expect(result.items("queries").first?["results"]?["stats"]?["rowCount"] == 7)
  }

  @Test func `a query that ended an hour ago is read, and not run again`() async throws {
    let bench = Bench()
    bench.answer("query QueryHistory", data: ["dataLakeQueries": ["edges": [Self.query("q1", "SELECT n")]]])
    bench.answer(
      "query QueryResults",
      data: [
        "dataLakeQuery": [
          "status": "succeeded", "sql": "SELECT n",
          "results": ["edges": [["node": ["n": 7]]], "columnInfo": ["order": ["n"]]],
        ]
      ])
    let id = try await bench.call("list_data_lake_queries").items("queries").first?["id"] ?? .null
    let rows = try await bench.call("get_data_lake_query_results", ["query_id": id])
    #expect(rows.items("result") == [["n": 7]])
    #expect(bench.lines == ["query QueryHistory", "query QueryResults"])
  }
}
