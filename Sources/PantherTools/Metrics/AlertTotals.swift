import JSON

/// How many alerts the series of an answer have together, compared with all alerts of the time.
struct AlertTotals {
  /// The series that were asked for.
  let series: [MetricsSeries]
  /// Whether the caller has left some series out.
  let isNarrowed: Bool
  /// Panther's count of all alerts of the time.
  let all: JSON?

  /// - Parameter metrics: Panther's answer.
  init(of series: [MetricsSeries], isNarrowed: Bool, in metrics: JSON) {
    (self.series, self.isNarrowed) = (series, isNarrowed)
    all = metrics[path: ["totalAlerts"]]?.asWholeNumber
  }

  /// `total_alerts` is the number of what was asked for. Alerts of no detection, such as system errors, are in no
  /// series, so the series may have fewer alerts than there are: then the answer says how many are in none.
  var facts: JSON.Object {
    let sum = series.sum
    guard let all else { return ["total_alerts": sum] }
    if isNarrowed { return ["total_alerts": sum, "total_alerts_unfiltered": all] }
    var facts: JSON.Object = ["total_alerts": all]
    if let rest = all.int.flatMap({ all in sum.int.map { all - $0 } }), rest > 0 {
      facts["alerts_without_detection"] = JSON(rest)
    }
    return facts
  }

  /// The properties of an output schema that only some answers have.
  static let optional: JSON.Object = [
    "total_alerts_unfiltered": AnswerSchema.quantity, "alerts_without_detection": AnswerSchema.count,
    "without_alerts": AnswerSchema.texts,
  ]
}
