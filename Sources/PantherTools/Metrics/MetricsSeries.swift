import JSON

/// A series of Panther's metrics: a total and its values over time.
struct MetricsSeries {
  private let json: JSON

  /// What the series counts, in words such as `Rule HIGH`.
  var label: String { json["label"]?.string ?? "" }
  /// The id of what the series counts, such as a detection.
  var entityID: String? { json["entityId"]?.string }
  /// The total.
  var count: JSON { (json["value"] ?? .null).asWholeNumber }
  private var value: Double { json["value"]?.double ?? 0 }

  /// Reads a list of series. GraphQL may answer null for an empty list.
  ///
  /// - Returns: the series, the largest total first. The order is the same at every call, because cursors count in it.
  static func ranked(_ list: JSON?) -> [MetricsSeries] {
    func rank(_ series: MetricsSeries) -> (Double, String, String) {
      (-series.value, series.label, series.entityID ?? "")
    }
    return (list?.array ?? []).map(MetricsSeries.init).sorted { rank($0) < rank($1) }
  }

  /// The series of a detection as an item of an answer.
  var detectionItem: JSON {
    ["rule_id": json["entityId"] ?? .null, "name": json["label"] ?? .null, "alerts": count]
  }

  /// The series as an item of an answer.
  /// - Parameter name: the name of the total.
  func item(total name: String) -> JSON {
    ["label": json["label"] ?? .null, name: count, "breakdown": json["breakdown"] ?? .null]
  }
}

extension [MetricsSeries] {
  /// The sum of the totals.
  var sum: JSON {
    let total = reduce(0) { $0 + ($1.count.double ?? 0) }
    return Int(exactly: total).map { JSON($0) } ?? JSON(total)
  }
}
