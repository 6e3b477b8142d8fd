import JSON

/// A log source, as Panther answers with it.
struct LogSource {
  let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  var logTypes: [String] { (json["logTypes"]?.array ?? []).compactMap(\.string) }
  /// Whether the source works; nil when Panther does not say so.
  var isHealthy: Bool? { json["isHealthy"]?.bool }
  /// When its last event came, as a text that sorts like the time; empty when none has ever come.
  var lastEvent: String { json["lastEventReceivedAtTime"]?.string ?? "" }
  /// The kind of source, such as `aws-s3`.
  var integrationType: String? { json["integrationType"]?.string }
}
