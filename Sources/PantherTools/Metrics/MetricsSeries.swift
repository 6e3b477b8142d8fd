import JSON

/// A series of Panther's metrics: a total and its values over time.
struct MetricsSeries {
  private let json: JSON

  /// What the series counts, in words such as `Rule HIGH`.
  var label: String { json["label"]?.string ?? "" }
  /// The id of what the series counts, such as a detection.
  var entityID: String? { json["entityId"]?.string }
  /// The total. It is the number that Panther sent, because a count of bytes may have more digits than a `Double`.
  var count: JSON { json[path: ["value"]]?.asWholeNumber ?? 0 }
  private var value: Double { count.double ?? 0 }

  /// Reads a list of series.
  ///
  /// - Returns: the series, the largest total first. The order is the same at every call, because cursors count in it.
  static func ranked(_ list: [JSON]) -> [MetricsSeries] {
    func rank(_ series: MetricsSeries) -> (Double, String, String) {
      (-series.value, series.label, series.entityID ?? "")
    }
    return list.map(MetricsSeries.init).sorted { rank($0) < rank($1) }
  }

  /// Whether it counts nothing at all.
  var isZero: Bool { value == 0 }

  /// The series of a detection as an item of an answer.
  var detectionItem: JSON {
    ["rule_id": json["entityId"] ?? .null, "name": .string(label), "alerts": count]
  }

  /// The series as an item of an answer.
  /// - Parameters:
  ///   - name: the name of the total.
  ///   - times: the times that the item has a value for, in this order; none when only the total is shown.
  func item(total name: String, over times: [String] = []) -> JSON {
    // A series that comes without values has an empty list. Zeros would say more than is known.
    let members = json["breakdown"]?.object?.members ?? []
    let values = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    let counts = values.isEmpty ? [] : times.map { (values[$0] ?? 0).asWholeNumber }
    return ["label": .string(label), name: count, "counts": .array(counts)]
  }

  fileprivate var times: [String] { json["breakdown"]?.object?.keys ?? [] }
}

extension [MetricsSeries] {
  /// The sum of the totals.
  var sum: JSON {
    let total = reduce(0) { $0 + ($1.count.double ?? 0) }
    return Int(exactly: total).map { JSON($0) } ?? JSON(total)
  }

  /// The starts of the spans of time that the series have values for, in their order.
  var times: [String] { flatMap(\.times).unique.sorted() }
}
