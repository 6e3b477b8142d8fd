import JSON
import MCP

/// The series that one page of an answer shows, and what comes after them.
struct SeriesPage {
  private let all: [MetricsSeries]
  private let shown: [MetricsSeries]
  private let later: [MetricsSeries]
  private let place: ListPlace?
  private let facts: JSON.Object

  /// - Parameters:
  ///   - series: all that was found, the largest first.
  ///   - limit: the most series to show; nil shows all.
  ///   - facts: what else the answer says.
  init(_ series: [MetricsSeries], from place: ListPlace?, limit: Int? = nil, facts: JSON.Object) {
    (all, self.place, self.facts) = (series, place, facts)
    let rest = series.dropFirst(place.offset)
    shown = Array(rest.prefix(limit ?? rest.count))
    later = Array(rest.dropFirst(shown.count))
  }

  /// An answer with the totals of the series.
  ///
  /// - Parameters:
  ///   - name: the name of the table.
  ///   - total: what the totals count, such as `alerts`.
  ///   - chart: how the table is drawn.
  ///   - item: makes an item of the table.
  func answer(
    _ fields: Projection, named name: String, total: String, chart: Chart, _ item: (MetricsSeries) -> JSON
  ) -> Answer {
    var facts = facts
    facts["total"] = JSON(all.count)
    if !later.isEmpty { facts["beyond_limit"] = [name: JSON(later.count), total: later.sum] }
    if !shown.isEmpty { facts.merge(chart.fact) }
    let paging = Answer.Paging(afterWhole: place, hasMore: !later.isEmpty)
    return .list(shown.map(item), fields, named: name, paging: paging).adding(facts)
  }

  /// An answer with the series over time: a list of times, and the values of each series in their order.
  func answer(overTime name: String, total: String) -> Answer {
    let times = shown.times
    guard !times.isEmpty else {
      return answer(
        Projection(concise: "label", total), named: name, total: total,
        chart: .bars(of: name, label: "label", y: total)
      ) { $0.item(total: total) }
    }
    let answer = answer(
      Projection(concise: "label", total, "counts"), named: name, total: total,
      chart: .series(of: name, label: "label", y: "counts", x: "times")
    ) { $0.item(total: total, over: times) }
    // The times have much of the room of a usual answer where there are many.
    return answer.extended(times.count > 100).adding(["times": JSON(times)])
  }

  /// The properties of an output schema that only some answers have.
  static func optional(of name: String, total: String) -> JSON.Object {
    [
      "times": AnswerSchema.texts,
      "beyond_limit": AnswerSchema.object([name: AnswerSchema.count, total: AnswerSchema.quantity]),
    ]
  }
}
