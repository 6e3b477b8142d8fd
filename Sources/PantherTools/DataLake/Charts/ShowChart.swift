import JSON
import MCP
import Panther

let chartTools: [any PantherTool.Type] = [ShowChart.self]

struct ShowChart: PantherTool {
  static let summary = "Draw the results of a data lake query that has ended, for the user."
  static let sample = "Show me that as a chart"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.logs]
  static let view: String? = View.uri

  @Argument("Id of the query", exact: true) var queryID: String
  @Argument("Column of times, numbers or names", exact: true) var x: String?
  @Argument("Column of numbers; else rows are counted", exact: true) var value: String?
  @Argument("Column that tells lines or bars apart", exact: true) var series: String?
  @Argument("Else what fits; time_line marks each row") var kind: QueryChart.Kind?
  @Argument("Title") var title: String?

  static let outputSchema: JSON? = AnswerSchema.object(
    ["query_id": AnswerSchema.text],
    optional: Chart.property.merging(QueryChart.properties).merging([
      "status": AnswerSchema.text, "total_rows": AnswerSchema.count, "rows_left_out": AnswerSchema.text,
      "hint": AnswerSchema.text,
    ]))

  /// The names of the columns as they were given.
  var columns: [String] { [x, value, series].compactMap(\.self) }

  static let sameColumns = ArgumentError(["Arguments `x`, `value` and `series` must be different columns."])

  func check() throws {
    guard kind == .table || x != nil else { throw ArgumentError(["Argument `x` is required: the name of a column."]) }
    guard columns.unique.count == columns.count else { throw Self.sameColumns }
    if kind == .timeLine {
      guard series != nil else {
        throw ArgumentError(["A time line needs `series`, the column whose values become its lanes."])
      }
      guard value == nil else {
        throw ArgumentError(["A time line marks each row and has no `value`: leave it out, or draw a line or bars."])
      }
    }
  }

  func answer(_ call: Call) async throws -> Answer {
    let query = try DataLakeQuery(handle: queryID, call)
    let whole: JSON.Object = ["query_id": .string(query.handle)]
    let start = QueryPlace(queryID: query.id, size: QueryPlace.mostRows)
    guard let results = try await query.results(from: start, wait: Self.patience, call) else {
      return .facts(whole.merging(["status": "running", "hint": .string(query.runningHint)]))
    }
    let most = call.borders.maxRows ?? .max
    let rows = Array(results.rows.prefix(most))
    let hasMore = results.next != nil || rows.count < results.rows.count
    let chart = try QueryChart(of: rows, results.columns, self, redacts: call.redacts)
    var facts = whole
    facts["total_rows"] = results.facts["total_rows"]
    if hasMore {
      facts["rows_left_out"] = .string(
        rows.count == most ? QueryPlace.leftOut(beyond: most) : Self.leftOut(beyond: rows.count))
    }
    return chart.answer.adding(facts).extended()
  }

  /// Seconds to wait for a query that has only just been started.
  private static let patience = 10

  private static func leftOut(beyond count: Int) -> String {
    "The query has more rows, and a chart has the first \(count). Group them in the query to see all of them."
  }
}
