import JSON
import MCP
import Panther

let alertEventStatsTools: [any PantherTool.Type] = [GetAlertEventStats.self]

struct GetAlertEventStats: PantherTool {
  static let summary = """
    Find what several alerts have in common: the IP addresses, users, e-mails, log types and rules of their events, \
    shared ones first, and the people behind them. Each value has its number of events and its alerts; a time line \
    stands apart. Without dates: the last 30 days. Runs data lake queries.
    """
  static let sample = "What do these alerts have in common?"
  static let effect = Effect.spends
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.alerts, .logs]
  static let view: String? = View.uri

  /// The length of the spans of time that events are counted in. Each length divides an hour.
  enum Minutes: Int, CaseIterable, ArgumentValue {
    case one = 1
    case five = 5
    case fifteen = 15
    case thirty = 30
    case sixty = 60

    static var schema: JSON.Object { ["type": "integer", "enum": .array(allCases.map(\.json))] }
    static var expectation: String { "1, 5, 15, 30 or 60" }
    var json: JSON { JSON(rawValue) }

    static func read(_ json: JSON) throws(Mismatch) -> Minutes {
      guard let value = Minutes(rawValue: try Int.read(json)) else { throw Mismatch() }
      return value
    }
  }

  @Argument("Ids of the alerts", .count(1...100), exact: true) var alertIDs: [String]
  @Argument("Minutes that events are counted in") var timeWindow = Minutes.thirty
  @Argument("From: ISO 8601, a date (UTC), or relative such as 7d") var startDate: TimeArgument?
  @Argument("To, in the same forms") var endDate: TimeArgument?

  static let outputSchema: JSON? = AnswerSchema.object(
    [
      "now": AnswerSchema.text, "window": AnswerSchema.window, "time_window": AnswerSchema.count,
      "query_id": AnswerSchema.text,
    ],
    optional: AlertEventStats.properties.merging([
      "status": AnswerSchema.text, "hint": AnswerSchema.text, "url": AnswerSchema.text,
    ]))

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: 30, of: call)
    let sql = AlertEventQuery.sql(of: alertIDs, in: window, minutes: timeWindow.rawValue)
    return try await DataLakeQuery.run(sql, in: "panther_signals.public", call) { query in
      let start = QueryPlace(queryID: query.id, size: AlertEventQuery.mostRows)
      let facts = window.facts.merging(["time_window": timeWindow.json, "query_id": .string(query.handle)])
      guard let results = try await query.results(from: start, wait: Call.longestWait, call) else {
        return .facts(facts.merging(["status": "running", "hint": .string(Self.hint(query))]))
      }
      let stats = AlertEventStats(results, of: query, from: start, alertIDs: alertIDs, facts: facts)
      // Without events there is nobody to look for, and each look costs a query.
      let actors = try await AlertActors.facts(of: stats.alertsWithEvents, emails: stats.emails, call)
      return stats.answer(with: actors).adding(try await link(to: stats, call))
    }
  }

  /// The page of an alert in the Console, which a picture of this answer links to.
  private func link(to stats: AlertEventStats, _ call: Call) async throws -> JSON.Object {
    guard !stats.alertsWithEvents.isEmpty, let pages = try await Alert.pages(call) else { return [:] }
    return ["url": .string(pages + "/<id>")]
  }

  private static func hint(_ query: DataLakeQuery) -> String {
    """
    \(query.runningHint) Each of its rows is the total of one value: its kind, events, the number of alerts and their \
    alert_ids. Rows of kind alert come first, and an alert that has none has no events; then the times with most \
    events, then the values, those in several alerts first.
    """
  }
}
