import Logging
package import MCP

/// An area of tools that can be switched as one.
package struct Toolset: Sendable {
  package let name: String
  package let title: String
  package let entries: [Entry]

  package var tools: [AnyTool<Call>] { entries.map(\.tool) }

  /// A tool, with what only Panther's tools have.
  package struct Entry: Sendable {
    package let tool: AnyTool<Call>
    package let permissions: Permissions
    /// What a person might ask for it.
    package let sample: String

    init<T: PantherTool>(_ type: T.Type) {
      tool = AnyTool(type)
      permissions = T.permissions
      sample = T.sample
    }
  }

  /// All areas, in the order they are listed.
  package static let all = [
    Toolset(name: "alerts", title: "Alerts", entries: alertReadingTools + alertCommentTools + alertUpdateTools),
    Toolset(name: "ai", title: "AI triage", entries: aiTriageTools),
    Toolset(
      name: "data_lake", title: "Data lake", entries: dataLakeQueryTools + alertEventStatsTools + dataLakeTableTools),
    Toolset(name: "queries", title: "Saved and scheduled queries", entries: savedQueryTools),
    Toolset(name: "detections", title: "Detections", entries: detectionReadingTools + detectionUpdateTools),
    Toolset(name: "globals", title: "Global helpers and data models", entries: globalHelperTools + dataModelTools),
    Toolset(name: "sources", title: "Log sources", entries: logSourceTools),
    Toolset(name: "schemas", title: "Schemas", entries: schemaTools),
    Toolset(name: "metrics", title: "Metrics", entries: alertMetricsTools + dataVolumeTools),
    Toolset(name: "users", title: "Users and access", entries: userTools + tokenTools + roleTools),
  ]
}
