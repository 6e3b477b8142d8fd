/// A kind of data of the instance that a tool reads, for the people who decide whether a model may see it.
package enum DataKind: String, Sendable {
  /// Alerts, with their comments, their context and the people who work on them.
  case alerts
  /// Events of logs: rows of the data lake, and the events of alerts.
  case logs
  /// Saved and scheduled queries, and those that ran: their SQL, not their rows.
  case queries
  /// Detections, global helpers and data models, with their code.
  case detections
  /// Log sources and how they are set up.
  case sources
  /// The names of databases, tables, columns and log types.
  case schemas
  /// Counts of alerts and bytes.
  case metrics
  /// Users and roles.
  case people
  /// The API token itself: its name, permissions and limits.
  case token
}
