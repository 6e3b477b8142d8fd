import JSON
import MCP

let dataVolumeTools: [Toolset.Entry] = [Toolset.Entry(GetBytesProcessedPerLogTypeAndSource.self)]

struct GetBytesProcessedPerLogTypeAndSource: PantherTool {
  static let summary = "Count the bytes that were processed per log type and source, largest first."
  static let sample = "Which log types bring the most data?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.summaryRead])
  /// What 2.4.0 registers it as.
  static let aliases = ["get_bytes_processed_metrics"]

  @Argument(Metrics.startPurpose) var startDate: TimeArgument?
  @Argument("To, in the same forms. Default: now") var endDate: TimeArgument?
  @Argument("Minutes that bytes are counted in", .range(15...1440)) var intervalInMinutes = 1440
  @Argument("next_cursor of the answer to go on from") var cursor: ListPlace?
  @Argument("full: with the breakdown over time, as objects", perPage: true) var detail = Detail.concise

  static let outputSchema: JSON? = Metrics.schema(of: "series", ["array", "object"], total: "total_bytes")
  private static let query = Metrics.operation(
    "BytesProcessed", "bytesProcessedPerSource { label value breakdown } totalBytesProcessed")

  func answer(_ call: Call) async throws -> Answer {
    let window = try TimeWindow(startDate, endDate, days: Metrics.days, of: call)
    let request = MetricsRequest(window: window, interval: intervalInMinutes)
    if detail == .full { try request.refuseLongSeries() }
    let metrics = try await request.metrics(Self.query, call)
    let series = Metrics.ranked(metrics["bytesProcessedPerSource"])
    let items = series.map { Metrics.item($0, "bytes") }
    let total = metrics["totalBytesProcessed"].flatMap { $0.isNull ? nil : Metrics.count($0) }
    return .list(whole: items, from: cursor, Projection(concise: "label", "bytes"), detail, named: "series")
      .adding(request.facts).adding(["total_bytes": total ?? Metrics.sum(series)])
  }
}
