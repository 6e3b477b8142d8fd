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
  /// The kind of source, such as `aws-s3`.
  var integrationType: String? { json["integrationType"]?.string }
}
