import JSON
import MCP
import Panther

/// A place in the results of a data lake query.
struct QueryPlace: CursorPlace {
  /// The id of the query for Panther. The caller sees another where callers share a token.
  private let queryID: String
  /// Panther's cursor of the page; nil for the first page.
  private(set) var cursor: String?
  /// The number of rows of that page that were shown already.
  private(set) var offset = 0
  /// The number of rows that Panther is asked for, the same on every page: the offset counts in a page of this size.
  let size: Int

  /// The number of rows of a page when the caller names none.
  static let usualRows = 100

  /// Makes the place of the beginning of a query's results.
  init(queryID: String, size: Int) {
    (self.queryID, self.size) = (queryID, size)
  }

  var json: JSON { [.string(queryID), JSON(cursor), JSON(offset), JSON(size)] }

  init?(place: JSON) {
    guard let parts = place.array, parts.count == 4, let queryID = parts[0].string, let offset = parts[2].int,
      let size = parts[3].int, offset >= 0, size >= 0
    else { return nil }
    (self.queryID, self.size) = (queryID, size)
    (self.cursor, self.offset) = (parts[1].string, offset)
  }

  private var isStart: Bool { cursor == nil && offset == 0 }

  /// Answers with the rows from this place on. When the query is still running, the answer says how to fetch them
  /// later.
  ///
  /// - Parameters:
  ///   - seconds: how long to wait for a query that is still running.
  ///   - maxRows: the most rows to show; nil when the caller names no number.
  ///   - sql: the text of the query as the caller gave it; nil to take it from Panther.
  func answer(wait seconds: Int, maxRows: Int?, to sql: String? = nil, _ call: Call) async throws -> Answer {
    let query = DataLakeQuery(id: queryID, call)
    let whole: JSON.Object = ["query_id": .string(query.handle)]
    guard let results = try await query.results(from: self, wait: seconds, call) else {
      return .facts(whole.merging(["status": "running", "hint": .string(query.runningHint)]))
    }
    let rest = results.rows.dropFirst(offset)
    let shown = Array(rest.prefix(maxRows ?? Self.usualRows))
    let paging = Answer.Paging(
      hasMore: results.next != nil || shown.count < rest.count, call: reading(whole, maxRows)
    ) { index in
      after(index, of: results).json
    }
    let facts = whole.merging(["status": "succeeded"]).merging(results.facts)
    let choice = StandardColumns.choice(of: results.columns, for: sql ?? results.sql, shown)
    return .table(shown, columns: results.columns, choosing: choice, named: "result", paging: paging).adding(facts)
      .rereading(again(maxRows, whole, call)).extended(maxRows != nil)
  }

  /// The place after a number of this page's rows.
  func after(_ count: Int, of results: QueryResults) -> QueryPlace {
    var place = self
    place.offset += count
    if place.offset >= results.rows.count, let next = results.next { (place.offset, place.cursor) = (0, next) }
    return place
  }

  /// The call that reads this page again.
  private func again(_ maxRows: Int?, _ whole: JSON.Object, _ call: Call) -> NextCall {
    guard !isStart, let cursor = call.given["cursor"] else { return reading(whole, size) }
    return reading(["cursor": cursor], maxRows)
  }

  private func reading(_ arguments: JSON.Object, _ maxRows: Int?) -> NextCall {
    var arguments = arguments
    arguments["max_rows"] = maxRows.map { JSON($0) }
    return NextCall(GetDataLakeQueryResults.name, arguments)
  }
}
