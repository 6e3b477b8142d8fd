import JSON
import MCP
import Panther
import Text
import SQLGuard

struct SaveQuery: PantherTool {
  static let summary = """
    Save a query, or change one: with query_id only what the call names changes. The SQL is checked and run for no rows \
    first.
    """
  static let sample = "Save this as Root logins and run it every hour"
  static let effect = Effect.writes
  static let permissions = Permissions.all([.dataAnalyticsRead, .dataAnalyticsModify])
  static let dataRead: [DataKind] = [.queries]

  @Argument("Id of the query to change", exact: true) var queryID: String?
  @Argument("Its name") var name: String?
  @Argument("Its SQL") var sql: SQLText?
  @Argument("What it is for") var description: String?
  @Argument("Run every so many minutes; 0: no schedule", .range(0...1_000_000)) var rateMinutes: Int?
  @Argument("Or run at these times: five numeric fields, UTC", exact: true) var cron: String?
  @Argument("Minutes that a run may take", .range(1...1_000)) var timeoutMinutes: Int?
  @Argument("Save it unrun") var skipRun = false
  @Argument("Save it without a time filter") var allowFullScan = false

  /// The database that Panther runs saved queries in.
  private static let database = "panther_logs.public"

  func check() throws {
    guard queryID != nil || name != nil && sql != nil else {
      throw ArgumentError(["Give `name` and `sql` for a new query, or `query_id` for one to change."])
    }
    guard rateMinutes == nil || cron == nil else { throw ArgumentError(["Give `rate_minutes` or `cron`, not both."]) }
    guard rateMinutes != 1 else { throw ArgumentError(["Argument `rate_minutes`: the least is 2."]) }
    guard cron.map(Self.isCron) != false else {
      throw ArgumentError([
        "Argument `cron`: must be five fields of numbers (minute, hour, day, month, weekday) with a space between them, "
          + "such as 0 9 * * 1."
      ])
    }
  }

  /// Whether a text is a schedule: five fields of numbers within their ranges.
  private static func isCron(_ text: String) -> Bool {
    let fields = text.split(separator: " ", omittingEmptySubsequences: false)
    let most = [59, 23, 31, 12, 7]
    return fields.count == most.count
      && zip(fields, most).allSatisfy { field, most in
        field.wholeMatch(of: /[0-9*,\/-]+/) != nil
          && field.split { !$0.isNumber }.allSatisfy { Int($0).map { $0 <= most } == true }
      }
  }

  /// A query as it is and as it shall be.
  private struct Change {
    let before: JSON
    let after: JSON.Object

    var sql: String { after["sql"]?.string ?? "" }
    var changesSQL: Bool { before["sql"] != after["sql"] }
    /// Whether it runs at other times than before.
    var schedules: Bool { after["schedule"] != nil && after["schedule"] != before["schedule"] }
    /// What everybody should know who changes it.
    var warning: String? {
      before["managed"] == true ? "It is managed by Panther: the next update of its pack may undo this." : nil
    }

    /// What differs, a line or a diff for each field.
    var shown: [String] {
      after.members.compactMap { member -> String? in
        let old = before[member.key] ?? .null
        guard old != member.value else { return nil }
        if member.key == "sql", let new = member.value.string, "\(old.string ?? "")\(new)".contains("\n") {
          return "- sql:\n\(UnifiedDiff(from: "\(old.string ?? "")\n", to: new + "\n").text)"
        }
        return "- \(member.key): \(old.isNull ? "" : "\(old.text) -> ")\(member.value.text)"
      } + (before["schedule"]?.isNull == false && after["schedule"] == nil ? ["- schedule: none any more"] : [])
    }
  }

  func preview(_ call: Call) async throws -> String? {
    let change = try await change(call)
    return words(change, try check(change, call))
  }

  /// What a person is asked about.
  ///
  /// - Parameter warnings: what `check` says of the change.
  private func words(_ change: Change, _ warnings: [String]) -> String {
    let head = queryID.map { "Change the saved query \(SavedQuery(change.before).name.quoted) (\($0.quoted)):" }
    let lines = change.shown.isEmpty ? ["Nothing changes: it is so already."] : change.shown
    let unrun = skipRun && change.changesSQL ? ["Its SQL is not run before, so it may not work."] : []
    return ([head ?? "Save a query:"] + lines + warnings + unrun).joined(separator: "\n")
  }

  /// What the guard says of the SQL, and what everybody should know who changes the query.
  private func check(_ change: Change, _ call: Call) throws -> [String] {
    var warnings = [change.warning].compactMap(\.self)
    if change.changesSQL || change.schedules {
      try call.confine(change.sql, in: Self.database)
      warnings += try SQLGuard.check(change.sql, database: Self.database, allowFullScan: allowFullScan)
    }
    return warnings
  }

  func answer(_ call: Call) async throws -> Answer {
    let change = try await change(call)
    let warnings = try check(change, call)
    guard call.wasShown(words(change, warnings)) else {
      throw ToolFailure(
        "Nothing was saved: the user was asked about another change than this would be now, because the saved query is not "
          + "the same any more. Call save_query again, to ask about what would be saved now.")
    }
    if change.changesSQL, !skipRun { try await tryOut(change.sql, call) }
    let path: Path = queryID.map { "queries/\($0)" } ?? "queries"
    let saved = try await call.panther.send(.post, path, body: .object(change.after))
    guard let id = saved["id"]?.string else { throw PantherError(unconfirmed: "the id of the query", "POST \(path)") }
    var facts: JSON.Object = ["saved": true, "query_id": .string(id), "name": saved["name"] ?? .null]
    facts["is_scheduled"] = .bool(SavedQuery(saved).isScheduled)
    if !warnings.isEmpty { facts["warnings"] = JSON(warnings) }
    facts["hint"] = .string("\(NextCall(QueryDataLake.name, ["saved_query": .string(id)]).text) runs it.")
    return .facts(facts)
  }

  /// What the call changes. Panther resets what a change leaves out, so it has every field.
  private func change(_ call: Call) async throws -> Change {
    let stored = try await queryID.asyncMap { try await SavedQuery.find($0, self, call).json }
    var after: JSON.Object = [:]
    for key in ["name", "sql", "description", "schedule"] {
      if let value = stored?[key], !value.isNull { after[key] = value }
    }
    if let name { after["name"] = .string(name) }
    if let sql { after["sql"] = .string(sql.text) }
    if let description { after["description"] = .string(description) }
    if rateMinutes == 0 {
      after["schedule"] = nil
    } else if rateMinutes != nil || cron != nil || timeoutMinutes != nil {
      after["schedule"] = .object(try schedule(after["schedule"]?.object ?? [:]))
    }
    return Change(before: stored ?? .object([:]), after: after)
  }

  private func schedule(_ stored: JSON.Object) throws -> JSON.Object {
    var schedule = stored
    if let rateMinutes { (schedule["rateMinutes"], schedule["cron"]) = (JSON(rateMinutes), nil) }
    if let cron { (schedule["cron"], schedule["rateMinutes"]) = (.string(cron), nil) }
    let rate = schedule["rateMinutes"]?.int ?? 0
    guard rate > 0 || schedule["cron"]?.string?.isEmpty == false else {
      throw ArgumentError(["`timeout_minutes` needs a schedule: give `rate_minutes` or `cron`, too."])
    }
    let usual = min(rate > 0 ? rate : 10, 10)
    let timeout = timeoutMinutes ?? schedule["timeoutMinutes"]?.int ?? usual
    guard rate == 0 || timeout <= rate else {
      throw ArgumentError([
        "A run may take \(timeout) minutes but is due every \(rate): give a lower `timeout_minutes`."
      ])
    }
    schedule["timeoutMinutes"] = JSON(timeout)
    schedule["disabled"] = schedule["disabled"] ?? false
    return schedule
  }

  /// Runs a query for no rows, so that what the data lake does not take is not saved.
  private func tryOut(_ sql: String, _ call: Call) async throws {
    let query = try SQLGuard.query(in: sql)
    let tried = query.map { "SELECT * FROM (\n\($0)\n) LIMIT 0" } ?? sql
    do {
      _ = try await DataLakeQuery.firstRows(
        of: tried, in: Self.database, most: 1, wait: 30, slow: "its run for no rows took more than 30 seconds.", call)
    } catch let error as ToolFailure {
      throw ToolFailure("Nothing was saved: \(error.description) skip_run: true saves it all the same.", error.reason)
    }
  }
}
