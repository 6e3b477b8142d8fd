import JSON

/// The answer of `metrics`: counts of the alerts, and volumes of data that are always the same for the same time.
struct MetricsReport {
  private static let mostBuckets = 20_000

  private let start: Instant
  private let end: Instant
  private let now: Instant
  private let minutes: Int

  init(_ field: GraphQLField, _ now: Instant) throws {
    guard let start = try field.instant("input", "fromDate"), let end = try field.instant("input", "toDate"),
      start < end
    else {
      throw GraphQLError(message: "toDate must be after fromDate", code: "BAD_USER_INPUT")
    }
    let span = (end.milliseconds - start.milliseconds) / 60_000
    let minutes = field.argument("input", "intervalInMinutes")?.int ?? (span <= 2880 ? 60 : 1440)
    guard minutes >= 1, span / minutes <= Self.mostBuckets else {
      throw GraphQLError(message: "intervalInMinutes is out of range")
    }
    (self.start, self.end, self.now, self.minutes) = (start, end, now, minutes)
  }

  private var width: Int { minutes.multipliedReportingOverflow(by: 60_000).overflow ? .max : minutes * 60_000 }

  private var buckets: [Instant] {
    let count = (end.milliseconds - start.milliseconds - 1) / width + 1
    return (0..<count).map { start.adding(count: $0, of: width) }
  }

  func json(_ alerts: [JSON.Object], _ schemas: [JSON.Object], _ detections: [DetectionCollection: RecordStore]) -> JSON
  {
    let counted = alerts.filter { alert in
      let created = Instant(parsing: alert.string("createdAt")) ?? .latest
      return created >= start && created < end
    }
    // Errors of a detection count as its alerts. System errors have no detection: they are in the total only.
    let detected = counted.filter { $0["detection"]?["id"]?.string != nil }
    let buckets = self.buckets
    let types = schemas.filter { $0["_inUse"]?.bool == true }.map { $0.string("name") }
    let bytes = types.map { type in series(type, buckets) { volume(type, $0) * 640 } }
    let events = types.map { type in series(type, buckets) { volume(type, $0) } }
    let ingested = types.map { type in plain(type, buckets.reduce(0) { $0 + volume(type, $1) } * 900) }
    let queried = [series("Snowflake", buckets) { volume("query", $0) * 40 }]
    return [
      "alertsPerRule": .array(perRule(detected, detections)),
      "alertsPerSeverity": .array(perSeverity(detected, buckets)),
      "totalAlerts": JSON(counted.count), "bytesProcessedPerSource": .array(bytes), "totalBytesProcessed": total(bytes),
      "eventsProcessedPerLogType": .array(events), "totalEventsProcessed": total(events),
      "bytesIngestedPerSource": .array(ingested), "totalBytesIngested": total(ingested),
      "bytesQueriedPerSource": .array(queried), "totalBytesQueried": total(queried),
      "latencyPerLogType": .array(types.map { plain($0, 35 + $0.utf8.count * 2) }),
    ]
  }

  private func perRule(_ alerts: [JSON.Object], _ detections: [DetectionCollection: RecordStore]) -> [JSON] {
    var counts: [String: Int] = [:]
    for alert in alerts { counts[alert["detection"]?["id"]?.string ?? "", default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { id, count in
      let name = detections.values.lazy.compactMap { $0.find(id)?.string("displayName") }.first ?? id
      return ["entityId": .string(id), "label": .string(name), "value": JSON(count)]
    }
  }

  private func perSeverity(_ alerts: [JSON.Object], _ buckets: [Instant]) -> [JSON] {
    ["Rule", "Policy"].flatMap { kind in
      DemoState.severities.map { severity in
        var counts = Array(repeating: 0, count: buckets.count)
        for alert in alerts
        where alert.string("severity") == severity && (alert.string("type") == "POLICY") == (kind == "Policy") {
          let created = Instant(parsing: alert.string("createdAt")) ?? start
          counts[min((created.milliseconds - start.milliseconds) / width, counts.count - 1)] += 1
        }
        return series(kind + " " + severity, zip(buckets, counts).map { ($0, $1) })
      }
    }
  }

  private func series(_ label: String, _ buckets: [Instant], _ value: (Instant) -> Int) -> JSON {
    series(label, buckets.map { ($0, value($0)) })
  }

  private func series(_ label: String, _ values: [(Instant, Int)]) -> JSON {
    [
      "label": .string(label), "value": JSON(values.reduce(0) { $0 + $1.1 }),
      "breakdown": .object(JSON.Object(unique: values.map { JSON.Member($0.rfc3339, JSON($1)) })),
    ]
  }

  private func plain(_ label: String, _ value: Int) -> JSON { ["label": .string(label), "value": JSON(value)] }

  private func total(_ series: [JSON]) -> JSON { JSON(series.reduce(0) { $0 + ($1["value"]?.int ?? 0) }) }

  /// The number of events of a log type in a bucket. There are none after now.
  private func volume(_ logType: String, _ bucket: Instant) -> Int {
    let until = min(bucket.adding(count: 1, of: width), end, now)
    let length = until.milliseconds - bucket.milliseconds
    guard length > 0 else { return 0 }
    var random = SeededRandom("volume|\(logType)|\(bucket.milliseconds)")
    var kind = SeededRandom("volume|" + logType)
    let perHour = 2000 + kind.below(60_000)
    let percent = 80 + random.below(40)
    return length / 1000 * perHour / 3600 * percent / 100
  }
}
