/// The rows of the tables, made when they are asked for and kept.
final class Lake {
  private let now: Moment
  private let incidents: [Incident]
  private var kept: [String: SQLRelation] = [:]

  init(now: Moment, incidents: [Incident]) {
    (self.now, self.incidents) = (now, incidents)
  }

  /// - Parameter path: the names as a statement has them, one to three.
  func relation(_ path: [String], default database: String) throws -> SQLRelation {
    let names = path.map { $0.lowercased() }
    let owner =
      names.count == 3 ? names[0] + "." + names[1] : names.count == 2 && names[0] != "public" ? names[0] : database
    guard let found = Catalogue.database(named: owner), let name = names.last,
      let table = Catalogue.table(named: name, in: found)
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
    case (_, "classification_failures"): return MonitorRows.failures(until: now)
    default: return MonitorRows.audit(until: now)
    }
  }

  private func logs(_ logType: LogType) -> [[SQLValue]] {
    let earliest = now.adding(days: -Background.days)
    var seen: Set<Activity> = []
    let told = incidents.flatMap(\.activities).filter { activity in
      activity.logType == logType && activity.time >= earliest && seen.insert(activity).inserted
    }
    let all = told + Background.activities(of: logType, until: now)
    return all.sorted { ($0.time, $0.serial) < ($1.time, $1.serial) }.map(\.row)
  }

  private func matches(errors: Bool, _ isWanted: (LogType) -> Bool) -> [[SQLValue]] {
    incidents.filter { $0.type.hasSuffix("_ERROR") == errors }.flatMap { incident in
      incident.activities.filter { isWanted($0.logType) }.map { $0.row + incident.fields.map(\.1) }
    }
  }

  /// One row per event of an alert, with Panther's fields only.
  private func signals(errors: Bool) -> [[SQLValue]] {
    let count = LakeColumn.standard.count + LakeColumn.alert.count
    return matches(errors: errors) { _ in true }.map { Array($0.suffix(count)) }
  }
}
