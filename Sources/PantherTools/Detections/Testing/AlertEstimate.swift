import Foundation
import JSON
import MCP

/// The alerts that firing events would make: events of the same deduplication string make one alert, as long as they
/// come within the period that begins with the first of them, and only where they reach the threshold.
struct AlertEstimate {
  /// The alerts of one deduplication string.
  struct Group {
    let dedup: String
    let title: String
    let severity: String
    fileprivate(set) var events = 0
    fileprivate(set) var alerts = 0
  }

  private(set) var groups: [Group] = []
  private(set) var severities: [(name: String, events: Int)] = []

  /// The least number of events of an alert, and the minutes in which they have to come.
  let (threshold, minutes): (Int, Int)

  var alerts: Int { groups.reduce(0) { $0 + $1.alerts } }

  /// Estimates the alerts of the events that fire.
  init(_ events: [SampleEvent], _ records: [TestRecord?], of draft: Draft) {
    threshold = max(1, draft.body["threshold"]?.int ?? 1)
    minutes = max(1, draft.body["dedupPeriodMinutes"]?.int ?? 60)
    let period = Double(minutes) * 60
    var firing: [(seconds: Double, record: TestRecord)] = []
    for case (let event, let record?) in zip(events, records) where record.alerts {
      firing.append((event.time.flatMap(Self.seconds) ?? 0, record))
    }
    firing.sort { $0.seconds < $1.seconds }
    var places: [String: Int] = [:]
    var spans: [String: (start: Double, count: Int)] = [:]
    var counts: [String: Int] = [:]
    for (seconds, record) in firing {
      let severity = record.severity ?? draft.severity ?? ""
      counts[severity, default: 0] += 1
      let dedup = record.dedup ?? record.title ?? ""
      let place = places[dedup] ?? groups.count
      if place == groups.count {
        places[dedup] = place
        groups.append(Group(dedup: dedup, title: record.title ?? "", severity: severity))
      }
      groups[place].events += 1
      var span = spans[dedup] ?? (seconds, 0)
      if seconds >= span.start + period { span = (seconds, 0) }
      span.count += 1
      if span.count == threshold { groups[place].alerts += 1 }
      spans[dedup] = span
    }
    groups.sort { ($1.events, $0.dedup) < ($0.events, $1.dedup) }
    severities = counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  private static func seconds(_ time: String) -> Double? {
    (try? TimeArgument.read(.string(time)))?.start(.distantPast).timeIntervalSince1970
  }
}
