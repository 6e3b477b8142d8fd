import JSON
import Panther

enum Metrics {
  static let days = 7.0
  static let startPurpose = "From: ISO 8601, a date (UTC), a month, or relative such as 24h, 7d. Default: 7 days ago"

  static func operation(_ name: String, _ fields: String) -> Operation {
    Operation(.query, name, "query \(name)($input: MetricsInput!) { metrics(input: $input) { \(fields) } }")
  }

  /// A GraphQL list, which may be null for empty; largest value first.
  ///
  /// The order is the same at every call, because cursors count in it.
  static func ranked(_ list: JSON?) -> [JSON] {
    func rank(_ series: JSON) -> (Double, String, String) {
      (-(series["value"]?.double ?? 0), series["label"]?.string ?? "", series["entityId"]?.string ?? "")
    }
    return (list?.array ?? []).sorted { rank($0) < rank($1) }
  }

  /// The contract has counts as floats.
  static func count(_ value: JSON?) -> JSON {
    value?.int.map { JSON($0) } ?? value ?? .null
  }

  static func sum(_ series: [JSON]) -> JSON {
    let total = series.reduce(0) { $0 + ($1["value"]?.double ?? 0) }
    return Int(exactly: total).map { JSON($0) } ?? JSON(total)
  }

  static func item(_ series: JSON, _ value: String) -> JSON {
    [
      "label": series["label"] ?? .null, value: count(series["value"]), "breakdown": series["breakdown"] ?? .null,
    ]
  }

  /// Of answers that also have what every answer may have, such as `notice` and `next_cursor`.
  static func schema(of list: String, _ kind: JSON, total: String) -> JSON {
    let time: JSON = ["type": "string"]
    return [
      "type": "object",
      "properties": [
        "now": time,
        "window": ["type": "object", "properties": ["from": time, "to": time], "required": ["from", "to"]],
        "interval_in_minutes": ["type": "integer"], "total": ["type": "integer"], total: ["type": ["number", "null"]],
        list: ["type": kind],
      ],
      "required": ["now", "window", "interval_in_minutes", "total", .string(total), .string(list)],
    ]
  }
}
