/// The tables of `panther_monitor`, with which Panther tells about its own ingestion.
enum MonitorRows {
  static let failureColumns = [
    LakeColumn("p_event_time", "timestamp", "Time of the failure"),
    LakeColumn("p_log_type", "string", "Log type"),
    LakeColumn("p_source_id", "string", "Id of the log source"),
    LakeColumn("p_source_label", "string", "Name of the log source"),
    LakeColumn("payload", "string", "The event as it came"),
  ]
  static let auditColumns = [
    LakeColumn("p_event_time", "timestamp", "Start of the hour"),
    LakeColumn("source_id", "string", "Id of the log source"),
    LakeColumn("source_label", "string", "Name of the log source"),
    LakeColumn("log_type", "string", "Log type"),
    LakeColumn("bytes", "bigint", "Bytes"),
    LakeColumn("events", "bigint", "Events"),
    LakeColumn("classification_failures", "int", "Events that no schema fits"),
  ]

  static func failures(until now: Instant) -> [[SQLValue]] {
    (0..<17).map { number in
      [
        .time(now.adding(minutes: -905 - number * 11)), .text("Classification.Failures"),
        .text(SampleSources.id(of: "Billing webhook")), .text("Billing webhook"),
        .text(#"{"invoice":\#(4400 + number),"amount":"12,50","currency":null"#),
      ]
    }
  }

  static func audit(until now: Instant) -> [[SQLValue]] {
    var random = SeededRandom("data_audit")
    let lastHour = now.floored(to: 3_600_000)
    return (0..<168).flatMap { hour in
      LogType.allCases.map { logType in
        let events = 20 + random.below(400)
        return [
          .time(lastHour.adding(minutes: -60 * hour)), .text(logType.sourceID), .text(logType.sourceLabel),
          .text(logType.rawValue), .int(events * (600 + random.below(900))), .int(events), .int(0),
        ]
      }
    }
  }
}
