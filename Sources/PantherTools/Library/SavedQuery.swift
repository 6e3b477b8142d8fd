import JSON

/// A saved query, as Panther answers with it.
struct SavedQuery {
  private let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  var id: String? { json["id"]?.string }

  /// Whether the query has a schedule.
  var isScheduled: Bool {
    guard let schedule = json["schedule"]?.object else { return false }
    return schedule["cron"]?.string?.isEmpty == false || (schedule["rateMinutes"]?.int ?? 0) > 0
  }

  /// The query with `is_scheduled`, a field that Panther's answer does not have.
  var sayingWhetherScheduled: JSON {
    guard var query = json.object else { return json }
    query["is_scheduled"] = .bool(isScheduled)
    return .object(query)
  }
}
