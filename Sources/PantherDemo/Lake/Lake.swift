/// The rows of the tables. They are made when a query reads the table for the first time, and then kept.
final class Lake {
  private let now: Instant
  private let incidents: [Incident]
  private var kept: [String: SQLRelation] = [:]

  init(now: Instant, incidents: [Incident]) {
    (self.now, self.incidents) = (now, incidents)
  }

  /// The table that a path means.
  ///
  /// - Parameter path: the names as a statement has them: table, `database.table` or `database.public.table`.
  /// - Throws: `SQLError` for a table that does not exist.
  func relation(_ path: [String], default database: String) throws -> SQLRelation {
    let names = path.map { $0.lowercased() }
    let owner =
      names.count == 3 ? names[0] + "." + names[1] : names.count == 2 && names[0] != "public" ? names[0] : database
    guard let found = LakeCatalog.database(named: owner), let name = names.last,
      let table = LakeCatalog.table(named: name, in: found)
    else {
      throw SQLError(
        "Object '\(path.joined(separator: ".").uppercased().prefix(200))' does not exist or not authorized.")
    }
    let key = found + "." + table.name
    if let relation = kept[key] { return relation }
    let relation = SQLRelation(columns: table.columns.map(\.name), rows: rows(of: table))
    kept[key] = relation
    return relation
  }

  private func rows(of table: LakeTable) -> [[SQLValue]] {
    let logType = table.logType.flatMap(LogType.init)
    switch (table.database, table.name) {
    case ("panther_logs.public", _): return logType.map(logs) ?? []
    case ("panther_rule_matches.public", _): return matches(errors: false) { $0 == logType }
    case ("panther_rule_errors.public", _): return matches(errors: true) { $0 == logType }
    case ("panther_signals.public", _), ("panther_views.public", "all_rule_matches"): return signals(errors: false)
    case ("panther_views.public", "all_rule_errors"): return signals(errors: true)
    case ("panther_views.public", _):
      return LogType.allCases.flatMap { type in logs(type).map { Array($0.suffix(LakeColumn.standard.count)) } }
    case (_, "known_scanners"): return LookupRows.scanners(until: now)
    case (_, "classification_failures"): return MonitorRows.failures(until: now)
    default: return MonitorRows.audit(until: now)
    }
  }

  private func logs(_ logType: LogType) -> [[SQLValue]] {
    let earliest = now.adding(days: -BackgroundActivity.days)
    var seen: Set<Activity> = []
    let told = incidents.flatMap(\.activities).filter { activity in
      activity.logType == logType && activity.time >= earliest && seen.insert(activity).inserted
    }
    let all = told + BackgroundActivity.activities(of: logType, until: now)
    return all.sorted { ($0.time, $0.serial) < ($1.time, $1.serial) }.map(\.row)
  }

  private func matches(errors: Bool, _ isWanted: (LogType) -> Bool) -> [[SQLValue]] {
    incidents.filter { $0.type.hasSuffix("_ERROR") == errors }.flatMap { incident in
      incident.activities.filter { isWanted($0.logType) }.map { $0.row + incident.fields.map(\.1) }
    }
  }

  /// One row for each event of an alert, with the columns of Panther only.
  private func signals(errors: Bool) -> [[SQLValue]] {
    let count = LakeColumn.standard.count + LakeColumn.alert.count
    return matches(errors: errors) { _ in true }.map { Array($0.suffix(count)) }
  }
}
