extension Toolset {
  /// All areas, in the order that they are listed in.
  package static let all = [
    Toolset(
      name: "alerts", title: "Alerts",
      tools: alertReadingTools + alertEventTools + alertCommentTools + alertUpdateTools),
    Toolset(name: "ai", title: "AI triage", tools: aiTriageTools),
    Toolset(
      name: "data_lake", title: "Data lake",
      tools: huntingTools + dataLakeQueryTools + chartTools + dataLakeHistoryTools + alertEventStatsTools
        + dataLakeTableTools
        + tableSchemaTools),
    Toolset(name: "queries", title: "Saved and scheduled queries", tools: savedQueryTools),
    Toolset(
      name: "detections", title: "Detections",
      tools: detectionReadingTools + detectionExportTools + detectionTestTools + detectionSavingTools
        + detectionUpdateTools),
    Toolset(name: "globals", title: "Global helpers and data models", tools: globalHelperTools + dataModelTools),
    Toolset(name: "sources", title: "Log sources", tools: logSourceTools),
    Toolset(name: "schemas", title: "Schemas", tools: schemaTools),
    Toolset(name: "metrics", title: "Metrics", tools: alertMetricsTools + dataVolumeTools),
    Toolset(name: "users", title: "Users and access", tools: userTools + tokenTools + roleTools),
  ]
}
