import JSON
import MCP
import Panther

let logSourceTools: [any PantherTool.Type] = [ListLogSources.self, GetHTTPLogSource.self]

struct ListLogSources: PantherTool {
  static let summary = """
    List the log sources, unhealthy ones first, the longest silent on top: id, label, type, health, log types, last \
    event. Healthy and unhealthy alike unless is_healthy says otherwise.
    """
  static let sample = "Are any log sources unhealthy?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.logSourceRead])
  static let dataRead: [DataKind] = [.sources]

  @Argument("next_cursor of an answer") var cursor: ListPlace?
  @Argument("Only sources that take one of these log types", exact: true) var logTypes: [String] = []
  @Argument("true: healthy ones; false: unhealthy ones") var isHealthy: Bool?
  @Argument("Only this type, such as aws-s3 or log-pulling") var integrationType: String?
  @Argument("Text in the label") var nameContains: String?
  @Argument("full: every field, as objects", perPage: true) var detail = Detail.concise

  private static let list = Operation(
    """
    query Sources($input: SourcesInput) {
      sources(input: $input) {
        edges {
          node {
            integrationId integrationLabel integrationType isEditable isHealthy createdAtTime
            lastEventProcessedAtTime lastEventReceivedAtTime lastModified logTypes
            ... on S3LogIntegration {
              awsAccountId kmsKey logProcessingRole logStreamType logStreamTypeOptions { jsonArrayEnvelopeField }
              managedBucketNotifications s3Bucket s3Prefix s3PrefixLogTypes { prefix logTypes excludedPrefixes }
              stackName
            }
          }
        }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)
  private static let fields = Projection(
    concise: "integrationId", "integrationLabel", "integrationType", "isHealthy", "lastEventReceivedAtTime", "logTypes",
    titles: "integrationLabel")

  func answer(_ call: Call) async throws -> Answer {
    // Panther neither filters nor sorts sources.
    let sources = try await call.panther.all(Self.list, in: "sources") { cursor in
      cursor.map { ["cursor": .string($0)] } ?? [:]
    }
    let wanted = Set(logTypes.map { $0.lowercased() })
    let found = sources.items.map(LogSource.init).filter { source in
      (wanted.isEmpty || source.logTypes.contains { wanted.contains($0.lowercased()) })
        && (isHealthy == nil || source.isHealthy == isHealthy)
        && (integrationType == nil || source.integrationType?.lowercased() == integrationType?.lowercased())
        && source.json.contains(nameContains, in: "integrationLabel")
    }
    let types = sources.items.compactMap { LogSource($0).integrationType }.unique
    let unhealthy = found.filter { $0.isHealthy == false }.sorted { $0.lastEvent < $1.lastEvent }
    let ranked = unhealthy + found.filter { $0.isHealthy != false }
    var facts = sources.count("unhealthy", unhealthy.count)
    if found.isEmpty {
      facts.merge(await KnownNames.hint(ofLogTypes: logTypes, call))
      if let integrationType, !types.contains(where: { $0.lowercased() == integrationType.lowercased() }) {
        facts["hint"] = .string(
          "No source has the type \(integrationType.quoted(upTo: 80)).\(NearNames.hint(integrationType, among: types))")
      }
    }
    if !unhealthy.isEmpty { facts["hint"] = "Why a source is unhealthy: list_alerts with alert_type: SYSTEM_ERROR." }
    return .list(whole: sources.with(ranked.map(\.json)), from: cursor, Self.fields, detail, named: "sources").adding(
      facts)
  }
}

struct GetHTTPLogSource: PantherTool {
  static let summary = """
    Get one HTTP log source: how it authenticates, its log types and options. Secrets are never shown, only that \
    they are set.
    """
  static let sample = "How does this webhook source authenticate?"
  static let effect = Effect.reads
  static let permissions = Permissions.all([.logSourceRead])
  static let dataRead: [DataKind] = [.sources]

  @Argument("Id of the source, as list_log_sources gives it", exact: true) var sourceID: String

  private static let secrets = ["authBearerToken", "authPassword", "authSecretValue"]

  func answer(_ call: Call) async throws -> Answer {
    var source = try await call.panther.get("log-sources/http/\(sourceID)").object ?? [:]
    for key in Self.secrets {
      if let value = source[key], !value.isNull, value != "" { source[key] = "(set; not shown)" }
    }
    return .item(.object(source), named: "source")
  }
}
