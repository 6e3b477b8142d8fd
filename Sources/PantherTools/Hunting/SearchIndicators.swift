import Concurrency
import JSON
import MCP
import Panther

let huntingTools: [any PantherTool.Type] = [SearchIndicators.self]

struct SearchIndicators: PantherTool {
  static let summary = """
    Have we seen this? Search all logs and alerts for IP addresses, networks (/16 to /32), domains, e-mails, user names, \
    hashes, ARNs, account or instance ids, MAC addresses, mixed and also defanged. Per value: events per log type with \
    first and last time, alerts, the newest events, and SQL that goes on.
    """
  static let sample = "Have we seen 203.0.113.7 or evil[.]example?"
  static let effect = Effect.spends
  static let permissions = Permissions.all([.dataAnalyticsRead])
  static let dataRead: [DataKind] = [.alerts, .logs]

  @Argument("The values", .count(1...20)) var indicators: [String]
  @Argument("7 days ago if left out") var startDate: TimeArgument?
  @Argument("Now when left out") var endDate: TimeArgument?
  @Argument("Only these log types", exact: true) var logTypes: [String] = []

  func answer(_ call: Call) async throws -> Answer {
    let indicators = try read()
    let window = try TimeWindow(startDate, endDate, days: 7, of: call)
    let view = try await DataLakeTable.read("all_logs", of: "panther_views.public", call)
    let tables = try await DataLakeTable.all(of: "panther_logs.public", call)
    let columns = Set(view.columns.compactMap { $0["name"]?.string?.lowercased() })
    let query = IndicatorQuery(
      indicators: indicators, window: window, logTypes: try logTypes(among: tables, call), columns: columns)
    var facts = window.facts
    let skipped = query.unsearchable
    if !skipped.isEmpty {
      facts["not_searched"] = JSON(
        skipped.map {
          "\(indicators[$0].shown): the data lake has no column for a value of the kind \(indicators[$0].kind.rawValue)."
        })
    }
    guard skipped.count < indicators.count else {
      return .facts(facts.merging(["hint": "Nothing was searched. query_data_lake can look into other columns."]))
    }
    let count = query.logTypes.isEmpty ? tables.items.count : query.logTypes.count
    let least = tables.incomplete == nil ? "" : "at least "
    let alerts = query.logTypes.isEmpty ? "all alerts" : "their alerts"
    facts["searched"] = .string("\(least)\(count) \(count == 1 ? "table" : "tables") of logs, and \(alerts)")
    let others = tables.hidden == nil ? nil : call.borders.words("Other tables are not searched.")
    facts["not_searched_tables"] = others.map(JSON.string)
    return try await answer(IndicatorSearch(query: query, call: call), facts)
  }

  private func answer(_ search: IndicatorSearch, _ facts: JSON.Object) async throws -> Answer {
    var facts = facts
    async let alertOutcome = Result { try await search.alerts() }
    let hits = try await search.hits()
    var alerts: [IndicatorSearch.RuleAlerts]?
    switch await alertOutcome {
    case .success(let found): alerts = found
    case .failure(let error) where error is CancellationError: throw error
    case .failure(let error): facts["alerts_failed"] = .string(words(error))
    }
    let report = IndicatorReport(search.query, hits, alerts)
    facts.merge(report.facts)

    let types = report.logTypes
    let shown = Array(types.prefix(IndicatorSearch.mostLogTypes))
    let wanted = shown.map { type in (type, hits.filter { $0.logType == type }.map(\.indicator).unique) }
    let outcomes = await wanted.concurrentMap { type, indices in
      await Result { try await search.events(of: type, indices) }
    }
    try Task.checkCancellation()
    var rows: [JSON] = []
    var failures = PartialFailures()
    for (outcome, type) in zip(outcomes, shown) {
      switch outcome {
      case .success(let found): rows += found
      case .failure(let error): failures.append(error, of: type)
      }
    }
    facts.merge(failures.facts)
    if types.count > shown.count {
      facts["events_of"] = .string("the \(shown.count) of \(types.count) log types with most events")
    }
    if let (type, indices) = wanted.first {
      facts["sql"] = .string(search.query.events(of: type, indices, limit: 100))
      if types.count > 1 {
        facts["sql_of_other_log_types"] = .string("The same, with their table in place of that of \(type).")
      }
    }
    let values = search.query.indicators
    let table = IndicatorSearch.table(rows, ofOneValue: values.count == 1 && values[0].network == nil)
    return .table(table.rows, columns: table.columns, named: "newest_events").adding(facts).extended()
  }

  /// Reads the values. Two that mean the same count once.
  private func read() throws(ArgumentError) -> [Indicator] {
    var problems: [String] = []
    var found: [Indicator] = []
    for text in indicators {
      do throws(IndicatorProblem) {
        let indicator = try Indicator(text)
        let isKnown = found.contains {
          $0.kind == indicator.kind
            && ($0.value.lowercased() == indicator.value.lowercased()
              || !Set($0.forms).isDisjoint(with: indicator.forms))
        }
        if !isKnown { found.append(indicator) }
      } catch {
        problems.append("Argument `indicators`: \(text.quoted(upTo: 80)) \(error.reason).")
      }
    }
    let together = found.reduce(0) { $0 + $1.value.unicodeScalars.count }
    if together > Indicator.longestTogether {
      problems.append(
        "Argument `indicators`: together the values have \(together) characters, more than \(Indicator.longestTogether). "
          + "Make several calls.")
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    return found
  }

  /// The log types that the caller names, as the data lake writes them. The name of a table stands for its log type.
  ///
  /// - Parameter tables: those that the caller may read.
  /// - Returns: nothing where all logs and alerts are searched. Where the caller may not read all of them, these log
  ///   types are the condition that leaves out the others.
  private func logTypes(among tables: WholeList, _ call: Call) throws -> [String] {
    var problems: [String] = []
    var found: [String] = []
    for name in logTypes {
      let plain = name.lowercased()
      let table = tables.items.first {
        $0["logType"]?.string?.lowercased() == plain || $0["name"]?.string?.lowercased() == plain
      }
      if let type = table?["logType"]?.string {
        found.append(type)
      } else {
        let near = NearNames.hint(name, among: tables.items.compactMap { $0["logType"]?.string })
        let hidden = tables.hidden == nil ? nil : call.borders.words(" It may be one that is not searched.")
        problems.append(
          "Argument `log_types`: there is no log type or table \(name.quoted(upTo: 100)).\(near)\(hidden ?? "")")
      }
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    let readsAll = [IndicatorQuery.logs, IndicatorQuery.signals].allSatisfy { view in
      let parts = view.split(separator: ".").map(String.init)
      return call.borders.allow(table: parts[2], in: "\(parts[0]).\(parts[1])")
    }
    let isWhole = call.borders.tables == nil || readsAll && tables.hidden == nil && tables.incomplete == nil
    guard found.isEmpty, !isWhole else { return found.unique }
    let all = tables.items.compactMap { $0["logType"]?.string }.unique
    if all.isEmpty, let words = call.borders.words("There is no table of logs that may be searched.") {
      throw ToolFailure(words)
    }
    return all
  }
}
