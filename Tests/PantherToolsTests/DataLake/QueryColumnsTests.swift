import JSON
import MCP
import Panther
import TestSupport
import Testing

/// Which columns of a query's result stand in its rows.
@Suite(.fewAtOnce) struct QueryColumnsTests {
  private static let columns = [
    "eventName", "region", "errorCode", "p_event_time", "p_row_id", "p_source_label", "p_any_emails",
  ]
  private static let rows: [JSON] = (0..<3).map {
    [
      "eventName": "PutObject", "region": .string("r\($0)"), "errorCode": .null, "p_event_time": .string("t\($0)"),
      "p_row_id": .string("id\($0)"), "p_source_label": "prod", "p_any_emails": ["putobject"],
    ]
  }

  private static func bench(
    _ rows: [JSON] = rows, _ columns: [String] = columns, sql: String? = nil, limits: OutputLimits = OutputLimits()
  ) -> Bench {
    let bench = Bench(limits: limits)
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    let results: JSON = ["edges": .array(rows.map { ["node": $0] }), "columnInfo": ["order": JSON(columns)]]
    bench.answer(
      "query QueryResults", data: ["dataLakeQuery": ["status": "succeeded", "sql": JSON(sql), "results": results]])
    return bench
  }

  private static func query(_ sql: String) -> JSON.Object { ["sql": .string(sql)] }
  private static let all = query("SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d')")

  @Test func `SELECT * says once what says nothing in the rows`() async throws {
    let result = try await Self.bench().call("query_data_lake", Self.all)
    #expect(
      result["result"] == [
        "columns": ["region", "p_event_time"], "null_in_all_rows": ["errorCode"],
        "same_in_all_rows": ["eventName": "PutObject"], "rows": [["r0", "t0"], ["r1", "t1"], ["r2", "t2"]],
      ])
    #expect(
      result["left_out"]
        == ["columns": ["p_row_id", "p_source_label", "p_any_*"], "to_see": "name them in the query"])
  }

  /// Rows with keys of their own: some rows, the keys of each, and the length of a key.
  @Test(arguments: [(100, 20, 1_000), (1, 20_000, 8), (60, 1_000, 12), (100, 1, 20_000), (2, 1, 300_000)])
  func `names of columns take a part of the answer's room`(_ rows: Int, _ keys: Int, _ length: Int) async throws {
    let filler = String(repeating: "k", count: length)
    let wild: [JSON] = (0..<rows).map { row in
      .object(JSON.Object(unique: (0..<keys).map { JSON.Member("\(row)_\($0)_\(filler)", JSON(row)) }))
    }
    let result = try await Self.bench(wild, []).call("query_data_lake", Self.all)
    #expect(result.text.unicodeScalars.count <= 8_000)
    let left = try #require(result["left_out"]?["columns"]?.array?.last?.string)
    let shown = result["result"]?["columns"]?.array?.count ?? 0
    #expect(left == "\(rows * keys - shown) more" || rows * keys > 20_000, "\(left), \(shown) shown")
    #expect(result["result"]?["rows"]?.array?.allSatisfy { $0.array?.count == shown } == true)
  }

  @Test func `a column that is named twice stands once`() async throws {
    let rows: [JSON] = [["a": 1, "b": 2], ["b": 4, "c": 5]]
    let result = try await Self.bench(rows, ["b", "a", "b"]).call(
      "query_data_lake", ["sql": "SELECT b, a, c FROM x.y.z"])
    #expect(result["result"] == ["columns": ["b", "a", "c"], "rows": [[2, 1, .null], [4, .null, 5]]])
  }

  @Test(
    arguments: [
      // Everything is named.
      ("SELECT eventName, region, errorCode, p_event_time, p_row_id, p_source_label, p_any_emails FROM t", columns),
      ("SELECT EVENTNAME, COUNT(*) FROM (SELECT * FROM t) GROUP BY 1", columns),
      ("WITH a AS (SELECT * FROM t) SELECT eventname FROM a", columns),
      // Some are named beside the star, or in a part of the statement that the star takes them from.
      ("SELECT *, errorcode FROM t", ["region", "errorCode", "p_event_time"]),
      ("SELECT t.*, \"eventName\", p_row_id FROM t", ["eventName", "region", "p_event_time", "p_row_id"]),
      ("SELECT * FROM (SELECT eventname, p_row_id FROM t)", ["eventName", "region", "p_event_time", "p_row_id"]),
      // What a filter or an order names is no housekeeping then. It may still be the same in all rows.
      ("SELECT * FROM t WHERE eventName = 'x' ORDER BY p_row_id", ["region", "p_event_time", "p_row_id"]),
      ("SELECT * FROM t WHERE p_source_label = 'p_row_id' -- p_row_id", ["region", "p_event_time"]),
    ])
  func `what the SQL names stays`(_ sql: String, _ shown: [String]) async throws {
    var arguments = Self.query(sql)
    arguments["allow_full_scan"] = true
    let result = try await Self.bench().call("query_data_lake", arguments)
    #expect(result["result"]?["columns"] == JSON(shown), "\(result)")
    if sql.contains("p_source_label =") {
      #expect(result["result"]?["same_in_all_rows"]?["p_source_label"] == "prod")
      #expect(result["left_out"]?["columns"] == ["p_row_id", "p_any_*"])
    }
  }

  @Test func `without the SQL only null and equal values leave the rows`() async throws {
    let unknown = try await Self.bench().call("get_data_lake_query_results", ["query_id": "q1"])
    #expect(unknown["result"]?["columns"] == ["region", "p_event_time", "p_row_id"])
    #expect(unknown["left_out"] == nil)
    #expect(unknown.items("result")[1]["p_any_emails"] == ["putobject"])
    let bench = Self.bench(sql: Self.all["sql"]?.string)
    let known = try await bench.call("get_data_lake_query_results", ["query_id": "q1"])
    #expect(known["result"]?["columns"] == ["region", "p_event_time"])
    #expect(known["left_out"] != nil)
  }

  @Test func `every value can be read, wherever it is said`() async throws {
    let long = String(repeating: "v", count: 6_000)
    let rows: [JSON] = (0..<2).map { number in
      [
        "n": JSON(number), "same": .string(long), "p_row_id": .string("id\(number)"),
        "own": .string("\(number)" + long),
      ]
    }
    let bench = Self.bench(rows, ["n", "same", "p_row_id", "own"], limits: OutputLimits(hard: 0))
    let result = try await bench.call("query_data_lake", Self.all)
    #expect(result["cut_values"]?.array?.map { $0["field"] } == ["0.same", "0.own", "1.own"])
    for (field, length) in [("0.same", 6_000), ("1.same", 6_000), ("1.own", 6_001), ("1.p_row_id", 3)] {
      let rest = try await bench.call("get_data_lake_query_results", ["query_id": "q1", "field": .string(field)])
      #expect(rest["reading"]?["length"]?.int ?? rest["reading"]?["value"]?.string?.count == length, "\(rest)")
    }
    let call = try #require(result["read_on"]?.string?.split(separator: " ", maxSplits: 1).last)
    let rest = try await bench.call(
      "get_data_lake_query_results", try #require(try JSON(parsing: String(call)).object))
    #expect(rest["reading"]?["from"] == 4_000 && rest["reading"]?["value"]?.string?.count == 2_000)
  }

  @Test func `rows of Panther's own columns keep the indicators`() async throws {
    let columns = ["p_log_type", "p_row_id", "p_any_emails", "p_source_label"]
    let rows: [JSON] = (0..<2).map {
      [
        "p_log_type": "T", "p_row_id": JSON($0), "p_any_emails": [.string("\($0)@b.example")],
        "p_source_label": .string("s\($0)"),
      ]
    }
    let result = try await Self.bench(rows, columns).call("query_data_lake", Self.all)
    #expect(result["result"]?["columns"] == ["p_any_emails", "p_source_label"])
    #expect(result["left_out"]?["columns"] == ["p_row_id"])
  }

  @Test func `one row, no row and equal rows are still rows`() async throws {
    let one = try await Self.bench([Self.rows[0]]).call("query_data_lake", Self.all)
    #expect(one["result"]?["columns"] == ["eventName", "region", "p_event_time"])
    #expect(one["result"]?["same_in_all_rows"] == nil && one["result"]?["null_in_all_rows"] == ["errorCode"])
    let none = try await Self.bench([]).call("query_data_lake", Self.all)
    #expect(none["result"] == ["columns": JSON(Self.columns), "rows": []])
    let equal = try await Self.bench([["a": 1, "b": .null], ["a": 1, "b": .null]], ["a", "b"])
      .call("query_data_lake", Self.all)
    #expect(equal["result"] == ["columns": ["a"], "null_in_all_rows": ["b"], "rows": [[1], [1]]])
  }

  @Test func `many columns without a value are counted`() async throws {
    let columns = ["n"] + (0..<31).map { "empty\($0)" }
    let rows = (0..<2).map { row in JSON.object(JSON.Object(columns.map { ($0, $0 == "n" ? JSON(row) : .null) })) }
    let result = try await Self.bench(rows, columns).call("query_data_lake", Self.all)
    #expect(result["result"] == ["columns": ["n"], "null_in_all_rows": 31, "rows": [[0], [1]]])
  }

  @Test func `a secret that is the same everywhere is hidden and counted once`() async throws {
    let rows: [JSON] = (0..<4).map { ["n": JSON($0), "password": "correct horse battery"] }
    let result = try await Self.bench(rows, ["n", "password"]).call("query_data_lake", Self.all)
    #expect(result["result"]?["same_in_all_rows"]?["password"]?.string?.hasPrefix("[redacted") == true, "\(result)")
    #expect(result["redacted"] == "1 secret")
  }

  @Test func `what is too long to be said once stands in the rows`() async throws {
    let names = (0..<60).map { "c\($0)" }
    let rows = (0..<2).map { row in
      JSON.object(JSON.Object([("n", JSON(row))] + names.map { ($0, .string(String(repeating: $0, count: 200))) }))
    }
    let result = try await Self.bench(rows, ["n"] + names).call("query_data_lake", Self.all)
    #expect(result.text.unicodeScalars.count <= 8_000)
    #expect(result["result"]?["same_in_all_rows"] == nil)
    #expect(result["result"]?["columns"]?.array?.count == 61)
  }
}
