package import MCP
import JSON

/// The resources of the Panther instance. Each is read by calling the tool that answers with the same.
package let pantherTemplates: [ResourceTemplate<Call>] = [
  ResourceTemplate(
    "panther://alerts/{alert_id}", name: "alert", title: "Alert", summary: "One alert with every field.",
    tool: GetAlert.name, arguments: ["detail": "full"], suggestions: ["alert_id": .openAlertIDs]),
  ResourceTemplate(
    "panther://detections/{detection_type}/{detection_id}", name: "detection", title: "Detection",
    summary: "One rule, scheduled rule, simple rule or policy with its code and tests.", tool: GetDetection.name,
    arguments: ["detail": "full"],
    suggestions: [
      "detection_type": .fixed(DetectionKind.allCases.map(\.rawValue)), "detection_id": .ruleIDs,
    ]),
  ResourceTemplate(
    "panther://schemas/{schema_names}", name: "schema", title: "Log type schema",
    summary: "The schema of one log type, such as AWS.CloudTrail.", tool: GetLogTypeSchemaDetails.name,
    suggestions: ["schema_names": .logTypes]),
  ResourceTemplate(
    "panther://queries/{query_id}", name: "query", title: "Saved query", summary: "One saved query with its SQL.",
    tool: GetScheduledQuery.name, suggestions: ["query_id": .savedQueryIDs]),
]
