import JSON
import MCP
import Panther

let dataVolumeTools: [any PantherTool.Type] = [GetBytesProcessedPerLogTypeAndSource.self]

struct GetBytesProcessedPerLogTypeAndSource: PantherTool {
  static let summary = "Count the bytes that were processed per log type and source, largest first."
  static let sample = "Which log types bring the most data?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  static let dataRead: [DataKind] = [.metrics]
  static let view: String? = View.uri
  /// The name that version 2.4.0 of the Python server gives this tool.
  static let aliases = ["get_bytes_processed_metrics"]

  @Argument(MetricsRequest.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms; else now") var endDate: TimeArgument?
  @Argument("Minutes that bytes are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("Series per page", .range(1...500), perPage: true) var limit = 20
  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("full: also over time, counts in the order of `times`", perPage: true) var detail = Detail.concise

  static let outputSchema: JSON? = MetricsRequest.answerSchema(
    of: "series", total: "total_bytes",
    optional: SeriesPage.optional(of: "series", total: "bytes").merging(["without_bytes": AnswerSchema.texts]))
  private static let query = MetricsRequest.operation(
    "BytesProcessed", "bytesProcessedPerSource { label value breakdown } totalBytesProcessed")

  func answer(_ call: Call) async throws -> Answer {
    let request = try MetricsRequest(from: startDate, to: endDate, interval: intervalInMinutes, of: call)
    if detail == .full { try request.refuseLongSeries() }
    let metrics = try await request.metrics(Self.query, call)
    let series = MetricsSeries.ranked(try Self.query.list("bytesProcessedPerSource", in: metrics))
    var facts = request.facts
    facts["total_bytes"] = metrics[path: ["totalBytesProcessed"]]?.asWholeNumber ?? series.sum
    facts["without_bytes"] = .names(series.filter(\.isZero).map(\.label))
    let page = SeriesPage(series.filter { !$0.isZero }, from: cursor, limit: limit, facts: facts)
    let answer =
      detail == .full
      ? page.answer(overTime: "series", total: "bytes")
      : page.answer(
        Projection(concise: "label", "bytes"), named: "series", total: "bytes",
        chart: .bars(of: "series", label: "label", y: "bytes")
      ) { $0.item(total: "bytes") }
    return answer.extended(detail == .full || $limit.isGiven)
  }
}
