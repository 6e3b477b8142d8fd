import JSON

extension JSON {
  var hasSchedule: Bool {
    guard let schedule = self["schedule"]?.object else { return false }
    return schedule["cron"]?.string?.isEmpty == false || (schedule["rateMinutes"]?.int ?? 0) > 0
  }

  var sayingWhetherScheduled: JSON {
    guard var query = object else { return self }
    query["is_scheduled"] = .bool(hasSchedule)
    return .object(query)
  }
}
