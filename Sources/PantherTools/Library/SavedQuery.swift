import JSON
import MCP
import Panther

/// A saved query, as Panther answers with it.
struct SavedQuery {
  let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  var id: String? { json["id"]?.string }
  var name: String { json["name"]?.string ?? "" }
  var sql: String { json["sql"]?.string ?? "" }

  /// What an answer says of the query that it has run.
  var facts: JSON.Object { ["saved_query": ["id": JSON(id), "name": .string(name)]] }

  /// Finds a saved query by its id or its name. Panther does not find one by its name.
  ///
  /// - Throws: `ToolFailure` with the reason `notFound` and the nearest name.
  static func find(_ idOrName: String, _ tool: some PantherTool, _ call: Call) async throws -> SavedQuery {
    do {
      return SavedQuery(try await call.panther.get("queries/\(idOrName)"))
    } catch let error as PantherError where error.kind == .notFound || error.kind == .invalid {
      let all = try? await ListPage.read(from: nil, size: 10_000, asking: 1000, pages: 10) {
        try await call.panther.page("queries", Query().page($0))
      }
      guard let all else { throw error }
      if let named = all.items.named(idOrName, by: "name") { return SavedQuery(named) }
      let words = tool.failure(error, needing: tool.needed).description
      let near = NearNames.hint(idOrName, among: all.items.compactMap { $0["name"]?.string })
      throw ToolFailure(words + (near.isEmpty ? " No saved query has that name." : near), .notFound)
    }
  }

  /// Its SQL.
  /// - Throws: `ToolFailure` where it has parameters, which only the Console fills in.
  func runnable() throws(ToolFailure) -> String {
    let names = sql.matches(of: /\{\{\s*([A-Za-z0-9_.]+)[^}]*\}\}/).map { String($0.1) }.unique
    guard names.isEmpty, !sql.contains("{%") else {
      let list = names.isEmpty ? "a template" : "parameters: \(JSON(names).text)"
      throw ToolFailure(
        "The saved query \(name.quoted(upTo: 100)) has \(list). Read its SQL with get_scheduled_query, put the values in, and "
          + "give it as sql.")
    }
    return sql
  }

  /// Whether the query has a schedule.
  var isScheduled: Bool {
    guard let schedule = json["schedule"]?.object else { return false }
    return schedule["cron"]?.string?.isEmpty == false || (schedule["rateMinutes"]?.int ?? 0) > 0
  }

  /// The query with `is_scheduled`, a field that Panther's answer does not have.
  var sayingWhetherScheduled: JSON {
    guard var query = json.object else { return json }
    query["is_scheduled"] = .bool(isScheduled)
    return .object(query)
  }
}
