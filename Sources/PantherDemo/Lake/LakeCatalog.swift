/// The databases and tables of the sample data lake.
enum LakeCatalog {
  static let databases: [(name: String, description: String)] = [
    ("panther_logs.public", "Parsed logs"),
    ("panther_rule_matches.public", "Events that matched a detection"),
    ("panther_rule_errors.public", "Events on which a detection failed"),
    ("panther_signals.public", "SignalWatcher: every match, also of detections that do not alert"),
    ("panther_lookups.public", "Enrichment tables, to join with logs"),
    ("panther_monitor.public", "Monitoring data of Panther itself"),
    ("panther_views.public", "Views over all tables"),
  ]

  static func tables(of database: String) -> [LakeTable] {
    let logTypes = LogType.allCases.sorted { $0.table < $1.table }
    let matched = LakeColumn.alert
    switch database {
    case "panther_logs.public":
      return logTypes.map { table(database, $0.table, $0.rawValue, "Logs of type \($0.rawValue)", $0.columns) }
    case "panther_rule_matches.public":
      return logTypes.map {
        table(database, $0.table, $0.rawValue, "Matched logs of type \($0.rawValue)", $0.columns + matched)
      }
    case "panther_rule_errors.public":
      let failed = logTypes.filter { $0 != .flow && $0 != .audit }
      return failed.map {
        table(database, $0.table, $0.rawValue, "Failed logs of type \($0.rawValue)", $0.columns + matched)
      }
    case "panther_signals.public":
      return [
        table(database, "correlation_signals", nil, "SignalWatcher used for correlation", LakeColumn.standard + matched)
      ]
    case "panther_lookups.public":
      return [
        table(database, "known_scanners", nil, "Addresses that scan the Internet", LookupRows.scannerColumns)
      ]
    case "panther_monitor.public":
      return [
        table(database, "classification_failures", nil, "Events that no schema fits", MonitorRows.failureColumns),
        table(database, "data_audit", nil, "Volume per source and hour", MonitorRows.auditColumns),
      ]
    case "panther_views.public":
      return [
        table(database, "all_logs", nil, "All logs", LakeColumn.standard),
        table(database, "all_rule_errors", nil, "All rule errors", LakeColumn.standard + matched),
        table(database, "all_rule_matches", nil, "All rule matches", LakeColumn.standard + matched),
      ]
    default: return []
    }
  }

  static func table(named name: String, in database: String) -> LakeTable? {
    tables(of: database).first { $0.name == name.lowercased() }
  }

  /// The full name of a database, which may be given without `.public` and in any case.
  static func database(named name: String) -> String? {
    let name = name.lowercased()
    return databases.first { $0.name == name || $0.name == name + ".public" }?.name
  }

  private static func table(
    _ database: String, _ name: String, _ logType: String?, _ description: String, _ columns: [LakeColumn]
  ) -> LakeTable {
    LakeTable(database: database, name: name, logType: logType, description: description, columns: columns)
  }
}
