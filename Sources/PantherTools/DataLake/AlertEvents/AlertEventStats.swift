import JSON
import MCP
import Text

/// What alerts have in common, from the first page of the results of `AlertEventQuery`.
struct AlertEventStats {
  private let query: DataLakeQuery
  private let place: QueryPlace
  private let results: QueryResults
  private let alertIDs: [String]
  private let rows: [Row]
  private let facts: JSON.Object

  /// A row of the query: the total of one value.
  private struct Row {
    let kind: String
    let value: String
    let events: Int
    let alerts: Int
    let alertIDs: [String]
    /// The minutes of the first and of the last event.
    let times: [JSON]

    init(_ row: JSON, _ columns: [String]) {
      func cell(_ name: String) -> JSON {
        // Snowflake writes names in upper case that were not quoted.
        let index = columns.firstIndex { $0.lowercased() == name }
        return index.flatMap { row.array?.indices.contains($0) == true ? row.array?[$0] : nil } ?? .null
      }
      func count(_ name: String) -> Int { cell(name).int ?? cell(name).string.flatMap { Int($0) } ?? 0 }
      (kind, value) = (cell("kind").string ?? "", cell("value").string ?? "")
      (events, alerts) = (count("events"), count("alerts"))
      // A list may come as its JSON text.
      let ids = cell("alert_ids")
      times = ["first_event", "last_event"].map { Self.minute(cell($0).string) }
      let list = ids.array ?? ids.string.flatMap { try? JSON(parsing: $0) }?.array ?? []
      alertIDs = list.compactMap(\.string)
    }

    /// The minute of a time such as `2026-11-19 08:00:00.000`, as the time line writes it; null for anything else.
    private static func minute(_ text: String?) -> JSON {
      guard let text, let minute = text.prefixMatch(of: /(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)/) else { return .null }
      return .string("\(minute.1)T\(minute.2)Z")
    }
  }

  /// - Parameters:
  ///   - place: the beginning of the results.
  ///   - facts: what else the answer says.
  init(
    _ results: QueryResults, of query: DataLakeQuery, from place: QueryPlace, alertIDs: [String], facts: JSON.Object
  ) {
    (self.results, self.query, self.place, self.facts) = (results, query, place, facts)
    self.alertIDs = alertIDs.unique
    rows = results.rows.map { Row($0, results.columns) }
  }

  /// The e-mails in the events, with the number of alerts in which each occurs, those of most alerts first.
  var emails: [(email: String, alerts: Int)] {
    rows.filter { $0.kind == AlertEventQuery.email }.map { ($0.value, $0.alerts) }
  }

  /// The alerts that have events, those with most events first.
  var alertsWithEvents: [String] {
    rows.filter { $0.kind == AlertEventQuery.alert }.map(\.value)
  }

  /// The answer. Where it has no room for all values, its cursor goes on in the rows of the query.
  /// - Parameter actors: what it says of the people.
  func answer(with actors: JSON.Object) -> Answer {
    let alerts = rows.filter { $0.kind == AlertEventQuery.alert }
    let times = rows.filter { $0.kind == AlertEventQuery.time }
    let before = rows.prefix { [AlertEventQuery.alert, AlertEventQuery.time].contains($0.kind) }.count
    let values = rows.dropFirst(before)

    let events = Dictionary(alerts.map { (ExactText($0.value), $0) }) { first, _ in first }
    let found = alertIDs.filter { events[ExactText($0)] != nil }
    let numbers = Dictionary(uniqueKeysWithValues: found.enumerated().map { (ExactText($1), $0 + 1) })

    var facts = facts
    facts["bytes_scanned"] = results.facts["bytes_scanned"]
    let total = events.values.reduce(0) { $0 + $1.events }
    facts["events"] = JSON(total)
    if !found.isEmpty {
      let rows = found.map { id -> JSON in
        let id = ExactText(id)
        return .array(
          [JSON(numbers[id] ?? 0), .string(id.text), JSON(events[id]?.events ?? 0)] + (events[id]?.times ?? []))
      }
      facts["alerts"] = Self.table(["number", "id", "events", "first", "last"], rows)
    }
    let missing = alertIDs.filter { events[ExactText($0)] == nil }
    if !missing.isEmpty {
      facts["alerts_without_events"] = JSON(missing)
      facts["hint"] = """
        Alerts without events have none in this time: widen the dates. Alerts of policies and errors never have any here.
        """
    }
    facts.merge(timeLine(times, of: total))
    facts.merge(actors)
    // It counts what stands behind it.
    facts.merge(count(of: values.count, before))

    // Most values begin and end with the events of their alerts, which say so already.
    let ownTimes: [[JSON]] = values.map { row in
      row.times == span(of: row.alertIDs, in: events) ? [.null, .null] : row.times
    }
    let hasTimes = ownTimes.contains { !$0.allSatisfy(\.isNull) }
    let items = zip(values, ownTimes).map { row, times -> JSON in
      let these: [Int] = row.alertIDs.compactMap { numbers[ExactText($0)] }.sorted()
      let cells: [JSON] = [.string(row.kind), .string(row.value), JSON(row.events), .array(these.map { JSON($0) })]
      return .array(cells + (hasTimes ? times : []))
    }
    let next = NextCall(GetDataLakeQueryResults.name, ["query_id": .string(query.handle)])
    let paging = Answer.Paging(hasMore: results.next != nil, call: next) { shown in
      place.after(before + shown, of: results).json
    }
    return .table(
      items, columns: ["kind", "value", "events", "alert_numbers"] + (hasTimes ? ["first", "last"] : []),
      named: "values", paging: paging
    ).extended(alertIDs.count > 20).adding(facts)
  }

  /// When the first and the last event of some alerts were.
  private func span(of alertIDs: [String], in alerts: [ExactText: Row]) -> [JSON] {
    let times = alertIDs.compactMap { alerts[ExactText($0)]?.times.compactMap(\.string) }.filter { $0.count == 2 }
    guard let first = times.map({ $0[0] }).min(), let last = times.map({ $0[1] }).max() else { return [] }
    return [.string(first), .string(last)]
  }

  /// The spans of time in their order. They are what is drawn.
  private func timeLine(_ times: [Row], of total: Int) -> JSON.Object {
    guard !times.isEmpty else { return [:] }
    let spans = times.sorted { $0.value < $1.value }.map { row -> JSON in
      [.string(row.value.replacing(" ", with: "T") + "Z"), JSON(row.events)]
    }
    var facts = Chart.bars(of: "time_line", label: "time", y: "events")
      .over(lanesOf: "values").fact
    facts["time_line"] = Self.table(["time", "events"], spans)
    let shown = times.reduce(0) { $0 + $1.events }
    if shown < total {
      facts["time_line_cut"] = .string(
        "The \(times.count) spans of time with most events. \(total - shown) events are in others.")
    }
    return facts
  }

  /// The number of values, of which the page may have only a part.
  private func count(of read: Int, _ before: Int) -> JSON.Object {
    if let all = results.facts["total_rows"]?.int { return ["total": JSON(all - before)] }
    return .count(read, isWhole: results.next == nil)
  }

  private static func table(_ columns: [String], _ rows: [JSON]) -> JSON {
    ["columns": JSON(columns), "rows": .array(rows)]
  }

  /// The properties of the output schema, which an answer of a running query does not have.
  static let properties: JSON.Object = Chart.property.merging([
    "bytes_scanned": AnswerSchema.quantity, "events": AnswerSchema.count, "alerts": AnswerSchema.table,
    "alerts_without_events": AnswerSchema.texts, "actors": AnswerSchema.table, "actors_note": AnswerSchema.text,
    "time_line": AnswerSchema.table, "time_line_cut": AnswerSchema.text,
    "total": AnswerSchema.count, "total_at_least": AnswerSchema.count, "values": AnswerSchema.table,
  ])
}
