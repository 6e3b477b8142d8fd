import JSON

extension DemoState {
  /// Counts the matches of indicators in each table, and keeps the result as a query that can be polled.
  mutating func searchIndicators(_ field: GraphQLField) throws -> JSON {
    let indicators = field.strings("input", "indicators").filter { !$0.isEmpty }
    guard !indicators.isEmpty, indicators.count <= 100 else {
      throw GraphQLError(message: "indicators must have between 1 and 100 items")
    }
    guard let start = try field.instant("input", "startTime"), let end = try field.instant("input", "endTime"),
      start <= end
    else { throw GraphQLError(message: "startTime and endTime are required, in this order", code: "BAD_USER_INPUT") }
    let databases = try field.strings("input", "databases").map(Self.needDatabase)
    let tables = field.strings("input", "tables").map { $0.lowercased() }
    let kind = field.argument("input", "indicatorName")?.string ?? "AutoDetectType"

    var rows: [[SQLValue]] = []
    for (database, _) in LakeCatalog.databases where database != "panther_views.public" {
      guard databases.isEmpty || databases.contains(database) else { continue }
      for table in LakeCatalog.tables(of: database) where tables.isEmpty || tables.contains(table.name) {
        let path = database.split(separator: ".").map(String.init) + [table.name]
        guard let relation = try? lake.relation(path, default: database) else { continue }
        rows += indicators.compactMap { indicator in
          Self.match(indicator, kind, relation, start...end).map {
            [.text(database), .text(table.name), .text(indicator)] + $0
          }
        }
      }
    }
    let columns = ["database_name", "table_name", "indicator", "num_matches", "first_event", "last_event"]
    let sql = "-- indicator search for " + indicators.joined(separator: ", ").prefix(200)
    return self.start(sql, .success(SQLRelation(columns: columns, rows: rows)))
  }

  private static func match(
    _ indicator: String, _ kind: String, _ relation: SQLRelation, _ window: ClosedRange<Instant>
  ) -> [SQLValue]? {
    let names = relation.columns
    let wanted = names.indices.filter { kind.hasPrefix("p_any_") ? names[$0] == kind : names[$0].hasPrefix("p_any_") }
    guard let timeColumn = names.firstIndex(of: "p_event_time"), !wanted.isEmpty else { return nil }
    let times = relation.rows.compactMap { row -> Instant? in
      guard case .time(let time) = row[timeColumn], window.contains(time) else { return nil }
      let isFound = wanted.contains { column in
        guard case .variant(.array(let items)) = row[column] else { return false }
        return items.contains { $0.string == indicator }
      }
      return isFound ? time : nil
    }
    guard let first = times.min(), let last = times.max() else { return nil }
    return [.int(times.count), .time(first), .time(last)]
  }
}
