import Foundation
import JSON
import Panther
import PantherDemo

/// A demo instance with a fixed clock, and short functions to send it requests.
struct Demo {
  static let now = Date(timeIntervalSince1970: 1_795_162_200)  // 2026-11-20T08:10:00Z
  let instance: DemoInstance

  init(now: Date = Demo.now) {
    instance = DemoInstance(now: now)
  }

  func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> HTTPResponse {
    try await instance.send(
      HTTPRequest(
        method, "https://demo.invalid" + path, body: body?.bytes, isRead: method == .get, timeout: .seconds(15)))
  }

  func get(_ path: String) async throws -> JSON {
    try JSON(parsing: await send(.get, path).body)
  }

  /// The member `id`, or another one, of each result of a list.
  func list(_ path: String, _ key: String = "id") async throws -> [String] {
    try await get(path)["results"]?.array?.compactMap { $0[key]?.string } ?? []
  }

  /// The ids of the results of each page.
  func pages(_ path: String) async throws -> [[String]] {
    var pages: [[String]] = []
    var cursor: String?
    repeat {
      let escaped = cursor?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
      let page = try await get(path + (escaped.map { (path.contains("?") ? "&" : "?") + "cursor=" + $0 } ?? ""))
      pages.append(page["results"]?.array?.map { $0["id"]?.string ?? $0["p_row_id"]?.string ?? "" } ?? [])
      cursor = page["next"]?.string
    } while cursor != nil && pages.count < 100
    return pages
  }

  func graphQL(_ query: String, _ variables: JSON = [:]) async throws -> JSON {
    try JSON(parsing: await send(.post, "/public/graphql", ["query": .string(query), "variables": variables]).body)
  }

  /// Runs a statement, and gives its status, its message and the first page of its rows.
  func run(_ sql: String, database: String = "panther_logs.public") async throws -> JSON {
    let started = try await graphQL(
      "mutation Q($i: ExecuteDataLakeQueryInput!) { executeDataLakeQuery(input: $i) { id } }",
      ["i": ["sql": .string(sql), "databaseName": .string(database)]])
    let id = started[path: ["data", "executeDataLakeQuery", "id"]] ?? .null
    var answer: JSON = .null
    for _ in 0..<3 {
      answer = try await graphQL(
        """
        query P($id: ID!) { dataLakeQuery(id: $id) { status message results(input: {pageSize: 999}) {
          edges { node } columnInfo { order types } stats { rowCount } pageInfo { hasNextPage endCursor } tryAgain } } }
        """, ["id": id])
      if answer[path: ["data", "dataLakeQuery", "status"]]?.string != "running" { break }
    }
    return answer[path: ["data", "dataLakeQuery"]] ?? answer
  }

  /// The rows of a statement, with cells joined by `|` and rows by line feeds, or its message when it failed.
  func rows(_ sql: String, database: String = "panther_logs.public") async throws -> String {
    let answer = try await run(sql, database: database)
    guard let edges = answer[path: ["results", "edges"]]?.array else { return answer["message"]?.string ?? answer.text }
    return edges.map { edge in
      (edge["node"]?.object?.members.map(\.value.text) ?? []).joined(separator: "|")
    }.joined(separator: "\n")
  }
}
