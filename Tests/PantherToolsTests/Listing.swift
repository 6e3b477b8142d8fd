import JSON
import Panther
import Testing

/// A tool that lists, over a stub of Panther that holds items and pages them as Panther does.
struct Listing: Sendable, CustomTestStringConvertible {
  let tool: String
  /// What the tool must have, also with a cursor.
  let required: JSON.Object
  /// What its first call has besides.
  let filters: JSON.Object
  /// The argument for the size of a page.
  let size: String?
  /// The name of the list in the answer.
  let name: String
  /// The tool that takes the cursor, where it is another one.
  var next: String?
  /// Makes an item with a text in a field that tables do not cut as they cut titles.
  let item: @Sendable (_ id: String, _ text: String) -> JSON
  /// The id of an item as the answer shows it.
  let id: @Sendable (JSON) -> String?
  let script: @Sendable (Bench, [JSON], _ pageSize: Int) -> Void

  var testDescription: String { tool }

  static let all =
    [alerts, events, comments, tables, columns, rows, laterRows, roles, sources, schemas] + rest

  /// Lists of the REST API that differ only in their names.
  static let rest = [
    rest("list_detections", "/rules", "detections", text: "severity", filters: ["severity": ["HIGH"]]),
    rest("list_global_helpers", "/globals", "helpers", text: "description", filters: ["name_contains": "i"]),
    rest("list_data_models", "/data-models", "data_models", text: "displayName", filters: [:]),
    rest("list_scheduled_queries", "/queries", "queries", text: "description", filters: ["is_scheduled": false]),
    rest("list_users", "/users", "users", text: "givenName", filters: ["contains": "i"]),
  ]

  private static func rest(
    _ tool: String, _ path: String, _ name: String, text: String, filters: JSON.Object
  ) -> Listing {
    Listing(
      tool: tool, required: [:], filters: filters, size: "limit", name: name,
      item: { JSON.object(JSON.Object([("id", .string($0)), (text, .string($1))])) }, id: { $0["id"]?.string }
    ) { bench, items, pageSize in
      bench.answer("GET \(path)") { restPage($0, of: items, pageSize) }
    }
  }

  static let roles = Listing(
    tool: "list_roles", required: [:], filters: ["name_contains": "i"], size: nil, name: "roles",
    item: { ["id": .string($0), "name": .string($1)] }, id: { $0["id"]?.string }
  ) { bench, items, _ in
    bench.answer("GET /roles", ["results": .array(items)])
  }

  static let sources = Listing(
    tool: "list_log_sources", required: [:], filters: ["integration_type": "S3"], size: nil, name: "sources",
    item: { ["integrationId": .string($0), "logTypes": [.string($1)], "integrationType": "s3"] },
    id: { $0["integrationId"]?.string }
  ) { bench, items, pageSize in
    bench.answer("query Sources") { request in
      let cursor = request.variables["input"]?["cursor"]?.string
      return HTTPResponse(json: ["data": ["sources": connection(cursor, pageSize, items)]])
    }
  }

  static let schemas = Listing(
    tool: "list_log_type_schemas", required: [:], filters: ["contains": "i", "is_managed": true], size: nil,
    name: "schemas", item: { ["name": .string($0), "description": .string($1)] }, id: { $0["name"]?.string }
  ) { bench, items, pageSize in
    bench.answer("query Schemas") { request in
      let cursor = request.variables["input"]?["cursor"]?.string
      return HTTPResponse(json: ["data": ["schemas": connection(cursor, pageSize, items)]])
    }
  }

  static let alerts = Listing(
    tool: "list_alerts", required: [:], filters: ["severities": ["HIGH"], "start_date": "7d"], size: "page_size",
    name: "alerts", item: { ["id": .string($0), "status": .string($1)] }, id: { $0["id"]?.string }
  ) { bench, items, pageSize in
    bench.answer("GET /alerts") { restPage($0, of: items, pageSize) }
  }

  static let events = Listing(
    tool: "get_alert_events", required: ["alert_id": "a/1"], filters: [:], size: "limit", name: "events",
    item: { ["id": .string($0), "log": ["text": .string($1)]] }, id: { $0["id"]?.string }
  ) { bench, items, pageSize in
    bench.answer("GET /alerts/a%2F1/events") { restPage($0, of: items, pageSize) }
  }

  static let comments = Listing(
    tool: "list_alert_comments", required: ["alert_id": "a1"], filters: [:], size: "limit", name: "comments",
    item: { ["id": .string($0), "body": .string($1)] }, id: { $0["id"]?.string }
  ) { bench, items, pageSize in
    bench.answer("GET /alert-comments") { restPage($0, of: items, pageSize) }
  }

  static let tables = Listing(
    tool: "list_database_tables", required: ["database": "panther_logs.public"], filters: ["name_contains": "I"],
    size: nil, name: "tables", item: { ["name": .string($0), "description": .string($1)] }, id: { $0["name"]?.string }
  ) { bench, items, pageSize in
    bench.answer("query Tables") { request in
      let input = request.variables["input"] ?? .null
      return HTTPResponse(
        json: ["data": ["dataLakeDatabaseTables": connection(input["cursor"]?.string, pageSize, items)]])
    }
  }

  static let columns = Listing(
    tool: "get_table_schema", required: ["database_name": "panther_logs.public", "table_name": "t"], filters: [:],
    size: nil, name: "columns", item: { ["name": .string($0), "description": .string($1)] },
    id: { $0["name"]?.string }
  ) { bench, items, _ in
    bench.answer("query Table", data: ["dataLakeDatabaseTable": ["columns": .array(items)]])
  }

  static let rows = Listing(
    tool: "query_data_lake", required: [:], filters: ["sql": "SELECT id, text FROM t WHERE p_occurs_since('1 d')"],
    size: "max_rows",
    name: "result", next: "get_data_lake_query_results", item: { ["id": .string($0), "text": .string($1)] },
    id: { $0["id"]?.string }
  ) { bench, items, pageSize in
    bench.answer("mutation ExecuteQuery", data: ["executeDataLakeQuery": ["id": "q1"]])
    results(bench, items, pageSize)
  }

  static let laterRows = Listing(
    tool: "get_data_lake_query_results", required: [:], filters: ["query_id": "q1"], size: "max_rows",
    name: "result", item: { ["id": .string($0), "text": .string($1)] }, id: { $0["id"]?.string }, script: results)

  @Sendable private static func results(_ bench: Bench, _ items: [JSON], _ pageSize: Int) {
    bench.answer("query QueryResults") { request in
      #expect(request.variables["id"] == "q1")
      let page = request.variables["page"] ?? .null
      guard
        case .object(var results) = connection(page["cursor"]?.string, min(pageSize, page["pageSize"]?.int ?? 0), items)
      else { return HTTPResponse(status: 500) }
      results["columnInfo"] = ["order": ["id", "text"], "types": [:]]
      results["stats"] = ["rowCount": JSON(items.count)]
      return HTTPResponse(json: ["data": ["dataLakeQuery": ["status": "succeeded", "results": .object(results)]]])
    }
  }

  // MARK: Panther's pages

  /// What Panther's cursors look like: not safe in a URL.
  static func cursor(_ offset: Int) -> JSON { .string("c+/=&\(offset)") }

  static func offset(of cursor: String?) -> Int {
    guard let cursor else { return 0 }
    guard cursor.hasPrefix("c+/=&"), let offset = Int(cursor.dropFirst(5)) else {
      Issue.record("a cursor that was never given: \(cursor)")
      return 0
    }
    return offset
  }

  static func restPage(_ request: HTTPRequest, of items: [JSON], _ pageSize: Int) -> HTTPResponse {
    let start = offset(of: request.query("cursor"))
    let end = min(items.count, start + min(pageSize, request.query("limit").flatMap { Int($0) } ?? 25))
    return HTTPResponse(
      json: ["results": .array(Array(items[start..<end])), "next": end < items.count ? cursor(end) : ""])
  }

  private static func connection(_ given: String?, _ pageSize: Int, _ items: [JSON]) -> JSON {
    let start = offset(of: given)
    let end = min(items.count, start + pageSize)
    return [
      "edges": .array(items[start..<end].map { ["node": $0] }),
      "pageInfo": ["endCursor": end < items.count ? cursor(end) : .null, "hasNextPage": .bool(end < items.count)],
    ]
  }
}
