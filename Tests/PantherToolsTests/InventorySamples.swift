import Wire

/// Samples of the tools for detections, queries, sources, schemas, metrics, users and roles. `get_role` is not among
/// them: where an id is not found it asks again, for a name.
extension Sample {
  private static let window: JSON = ["metrics": ["alertsPerRule": [], "totalAlerts": 0]]
  private static let rules = "View Rules (RuleRead)"
  private static let queries = "Query Data Lake (DataAnalyticsRead)"
  private static let sources = "View Log Sources (LogSourceRead)"
  private static let metrics = "Read Panther Metrics (SummaryRead)"
  private static let users = "Read User Info (UserRead)"

  static let inventory = [
    Sample("list_detections", [:], rules, ("GET /rules", ["results": [["id": "r1"]]])),
    Sample(
      "get_detection", ["detection_id": "r1", "detection_type": ["policies"]], "View Policies (PolicyRead)",
      ("GET /policies/r1", ["id": "r1"])),
    Sample(
      "disable_detection", ["detection_id": "r1"], "View Rules (RuleRead) and Manage Rules (RuleModify)",
      ("GET /rules/r1", ["id": "r1", "enabled": true]), ("PUT /rules/r1", ["id": "r1", "enabled": false])),
    Sample("list_scheduled_queries", [:], queries, ("GET /queries", ["results": [["id": "q1"]]])),
    Sample("get_scheduled_query", ["query_id": "q1"], queries, ("GET /queries/q1", ["id": "q1"])),
    Sample("list_global_helpers", [:], rules, ("GET /globals", ["results": [["id": "g1"]]])),
    Sample("get_global_helper", ["helper_id": "g1"], rules, ("GET /globals/g1", ["id": "g1"])),
    Sample("list_data_models", [:], rules, ("GET /data-models", ["results": [["id": "d1"]]])),
    Sample("get_data_model", ["data_model_id": "d1"], rules, ("GET /data-models/d1", ["id": "d1"])),
    Sample(
      "list_log_sources", [:], sources,
      ("query Sources", ["data": ["sources": ["edges": [["node": ["integrationId": "s1"]]]]]])),
    Sample(
      "get_http_log_source", ["source_id": "s1"], sources, ("GET /log-sources/http/s1", ["integrationId": "s1"])),
    Sample(
      "list_log_type_schemas", [:], sources,
      ("query Schemas", ["data": ["schemas": ["edges": [["node": ["name": "AWS.ALB"]]]]]])),
    Sample(
      "get_log_type_schema_details", ["schema_names": ["AWS.ALB"]], sources,
      ("query SchemaDetails", ["data": ["schemas": ["edges": [["node": ["name": "AWS.ALB"]]]]]])),
    Sample("get_rule_alert_metrics", [:], metrics, ("query AlertsPerRule", ["data": window])),
    Sample("get_severity_alert_metrics", [:], metrics, ("query AlertsPerSeverity", ["data": window])),
    Sample("get_bytes_processed_per_log_type_and_source", [:], metrics, ("query BytesProcessed", ["data": window])),
    Sample("list_users", [:], users, ("GET /users", ["results": [["id": "u1"]]])),
    Sample("get_user", ["user_id": "u1"], users, ("GET /users/u1", ["id": "u1"])),
    Sample(
      "get_permissions", [:], "Read API Token Info (OrganizationAPITokenRead)",
      ("GET /api-tokens/self", ["permissions": ["AlertRead"]])),
    Sample("list_roles", [:], users, ("GET /roles", ["results": [["id": "r1"]]])),
  ]
}
