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
  /// The number of the query's rows before this place.
  private(set) var before = 0

  /// The number of rows of a page when the caller names none.
  static let usualRows = 100
  /// The most rows that Panther puts on a page.
  static let mostRows = 999

  /// Makes the place of the beginning of a query's results.
  init(queryID: String, size: Int) {
    (self.queryID, self.size) = (queryID, size)
  }

  var json: JSON { [.string(queryID), JSON(cursor), JSON(offset), JSON(size), JSON(before)] }

  init?(place: JSON) {
    guard let parts = place.array, parts.count == 5, let queryID = parts[0].string, let offset = parts[2].int,
      let size = parts[3].int, let before = parts[4].int, offset >= 0, size >= 0, before >= 0
    else { return nil }
    (self.queryID, self.size) = (queryID, size)
    (self.cursor, self.offset, self.before) = (parts[1].string, offset, before)
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
    let allowed = max(0, (call.borders.maxRows ?? .max) - before)
    let shown = Array(rest.prefix(min(maxRows ?? Self.usualRows, allowed)))
    let hasMore = results.next != nil || shown.count < rest.count
    let endsEarly = hasMore && shown.count == allowed
    let paging = Answer.Paging(
      hasMore: hasMore && !endsEarly, call: reading(whole, maxRows),
      all: endsEarly ? nil : results.facts["total_rows"]?.int.map { min($0 - before, allowed) }
    ) { index in
      after(index, of: results).json
    }
    var facts = whole.merging(["status": "succeeded"]).merging(results.facts)
    if endsEarly { facts["rows_left_out"] = .string(Self.leftOut(beyond: before + allowed)) }
    let choice = StandardColumns.choice(of: results.columns, for: sql ?? results.sql, shown)
    return .table(shown, columns: results.columns, choosing: choice, named: "result", paging: paging).adding(facts)
      .rereading(again(maxRows, whole, call)).extended(maxRows != nil)
  }

  /// What an answer says where the operator lets no more rows be read.
  static func leftOut(beyond most: Int) -> String {
    "There are more rows, but the operator lets one query hand out \(most) and no more. Count or group them in the query, "
      + "or narrow it."
  }

  /// The place after a number of this page's rows.
  func after(_ count: Int, of results: QueryResults) -> QueryPlace {
    var place = self
    place.before += count
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
