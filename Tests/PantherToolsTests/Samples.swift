import JSON
import Logging
import Testing

/// One good call of a tool, and what answers it: every tool is in here, so that what holds for all is tested with all.
struct Sample: CustomTestStringConvertible {
  let tool: String
  let arguments: JSON.Object
  /// The line of its first request and the answer to it, in order.
  let answers: [(match: String, answer: JSON)]
  /// The permission it needs, by its title and name.
  let permission: String

  var testDescription: String { tool }

  init(
    _ tool: String, _ arguments: JSON.Object, _ permission: String, _ answers: (match: String, answer: JSON)...
  ) {
    (self.tool, self.arguments, self.permission, self.answers) = (tool, arguments, permission, answers)
  }

  /// Scripts the answers.
  func prepare(_ bench: Bench) {
    for (match, answer) in answers { bench.answer(match, answer) }
  }

  /// Whether its first request changes something.
  var isWrite: Bool { !answers[0].match.hasPrefix("GET") && !answers[0].match.hasPrefix("query") }
  var isGraphQL: Bool { answers[0].match.hasPrefix("query") || answers[0].match.hasPrefix("mutation") }

  static let succeeded: JSON = [
    "data": [
      "dataLakeQuery": [
        "status": "succeeded", "message": "",
        "results": [
          "edges": [["node": ["n": 1]]], "columnInfo": ["order": ["n"], "types": [:]],
          "stats": ["bytesScanned": 10, "executionTime": 5, "rowCount": 1],
          "pageInfo": ["endCursor": .null, "hasNextPage": false], "tryAgain": false,
        ],
      ]
    ]
  ]
  private static let list: JSON = ["results": [["id": "x1"]]]
  private static let started: JSON = ["data": ["executeDataLakeQuery": ["id": "q1"]]]
  private static let written: JSON = [
    "data": ["aiInferenceStream": ["finished": true, "error": .null, "responseText": "Benign."]]
  ]

  static let all = [
    Sample("list_alerts", [:], "Read Alerts (AlertRead)", ("GET /alerts", ["results": [["id": "a1"]]])),
    Sample("get_alert", ["alert_id": "a1"], "Read Alerts (AlertRead)", ("GET /alerts/a1", ["id": "a1"])),
    Sample(
      "get_alert_events", ["alert_id": "a1"], "Read Alerts (AlertRead)",
      ("GET /alerts/a1/events", ["results": [["e": 1]]])),
    Sample(
      "list_alert_comments", ["alert_id": "a1"], "Read Alerts (AlertRead)",
      ("GET /alert-comments", ["results": [["id": "c1"]]])),
    Sample(
      "add_alert_comment", ["alert_id": "a1", "comment": "Hello"], "Manage Alerts (AlertModify)",
      ("POST /alert-comments", ["id": "c1", "body": "Hello"])),
    Sample(
      "update_alert_status", ["alert_ids": ["a1"], "status": "RESOLVED"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
    Sample(
      "update_alert_assignee", ["alert_ids": ["a1"], "assignee_id": "u1"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
    Sample(
      "bulk_update_alerts", ["alert_ids": ["a1"], "status": "OPEN"], "Manage Alerts (AlertModify)",
      ("PATCH /alerts", [:])),
    Sample(
      "start_ai_alert_triage", ["alert_id": "a1"], "Run Panther AI (RunPantherAI)",
      ("mutation StartTriage", ["data": ["aiSummarizeAlert": ["streamId": "s1"]]]), ("query Stream", written)),
    Sample(
      "get_ai_alert_triage_summary", ["stream_id": "s1"], "Run Panther AI (RunPantherAI)", ("query Stream", written)),
    Sample(
      "query_data_lake", ["sql": "SELECT 1 AS n"], "Query Data Lake (DataAnalyticsRead)",
      ("mutation ExecuteQuery", started), ("query QueryResults", succeeded)),
    Sample(
      "get_data_lake_query_results", ["query_id": "q1"], "Query Data Lake (DataAnalyticsRead)",
      ("query QueryResults", succeeded)),
    Sample(
      "cancel_data_lake_query", ["query_id": "q1"], "Query Data Lake (DataAnalyticsRead)",
      ("mutation CancelQuery", ["data": ["cancelDataLakeQuery": ["id": "q1"]]])),
    Sample(
      "get_alert_event_stats", ["alert_ids": ["a1"]], "Query Data Lake (DataAnalyticsRead)",
      ("mutation ExecuteQuery", started), ("query QueryResults", succeeded)),
    Sample(
      "list_databases", [:], "Query Data Lake (DataAnalyticsRead)",
      ("query Databases", ["data": ["dataLakeDatabases": [["name": "panther_logs.public"]]]])),
    Sample(
      "list_database_tables", ["database": "panther_logs.public"], "Query Data Lake (DataAnalyticsRead)",
      ("query Tables", ["data": ["dataLakeDatabaseTables": ["edges": [["node": ["name": "aws_cloudtrail"]]]]]])),
    Sample(
      "get_table_schema", ["database_name": "panther_logs.public", "table_name": "aws_cloudtrail"],
      "Query Data Lake (DataAnalyticsRead)",
      ("query Table", ["data": ["dataLakeDatabaseTable": ["columns": [["name": "p_event_time"]]]]])),
    Sample("list_scheduled_queries", [:], "Query Data Lake (DataAnalyticsRead)", ("GET /queries", list)),
    Sample(
      "get_scheduled_query", ["query_id": "6d7f"], "Query Data Lake (DataAnalyticsRead)",
      ("GET /queries/6d7f", ["id": "6d7f"])),
    Sample("list_detections", [:], "View Rules (RuleRead)", ("GET /rules", list)),
    Sample(
      "get_detection", ["detection_id": "R1", "detection_type": ["rules"]], "View Rules (RuleRead)",
      ("GET /rules/R1", ["id": "R1"])),
    Sample(
      "disable_detection", ["detection_id": "R1", "detection_type": "rules"], "Manage Rules (RuleModify)",
      ("GET /rules/R1", ["id": "R1", "enabled": true, "body": "x", "severity": "HIGH"]),
      ("PUT /rules/R1", ["id": "R1", "enabled": false])),
    Sample(
      "list_global_helpers", [:], "View Rules (RuleRead) or View Policies (PolicyRead)", ("GET /globals", list)),
    Sample(
      "get_global_helper", ["helper_id": "g1"], "View Rules (RuleRead) or View Policies (PolicyRead)",
      ("GET /globals/g1", ["id": "g1"])),
    Sample("list_data_models", [:], "View Rules (RuleRead)", ("GET /data-models", list)),
    Sample(
      "get_data_model", ["data_model_id": "d1"], "View Rules (RuleRead)", ("GET /data-models/d1", ["id": "d1"])),
    Sample(
      "list_log_sources", [:], "View Log Sources (LogSourceRead)",
      ("query Sources", ["data": ["sources": ["edges": [["node": ["integrationId": "s1"]]]]]])),
    Sample(
      "get_http_log_source", ["source_id": "s1"], "View Log Sources (LogSourceRead)",
      ("GET /log-sources/http/s1", ["integrationId": "s1"])),
    Sample(
      "list_log_type_schemas", [:], "View Log Sources (LogSourceRead)",
      ("query Schemas", ["data": ["schemas": ["edges": [["node": ["name": "A"]]]]]])),
    Sample(
      "get_log_type_schema_details", ["schema_names": ["A"]], "View Log Sources (LogSourceRead)",
      ("query SchemaDetails", ["data": ["schemas": ["edges": [["node": ["name": "A"]]]]]])),
    Sample(
      "get_rule_alert_metrics", [:], "Read Panther Metrics (SummaryRead)",
      ("query AlertsPerRule", ["data": ["metrics": ["alertsPerRule": []]]])),
    Sample(
      "get_severity_alert_metrics", [:], "Read Panther Metrics (SummaryRead)",
      ("query AlertsPerSeverity", ["data": ["metrics": ["alertsPerSeverity": []]]])),
    Sample(
      "get_bytes_processed_per_log_type_and_source", [:], "Read Panther Metrics (SummaryRead)",
      ("query BytesProcessed", ["data": ["metrics": ["bytesProcessedPerSource": []]]])),
    Sample("list_users", [:], "Read User Info (UserRead)", ("GET /users", list)),
    Sample("get_user", ["user_id": "u1"], "Read User Info (UserRead)", ("GET /users/u1", ["id": "u1"])),
    Sample(
      "get_permissions", [:], "Read API Token Info (OrganizationAPITokenRead)",
      ("GET /api-tokens/self", ["id": "t1", "permissions": ["AlertRead"]])),
    Sample("list_roles", [:], "Read User Info (UserRead)", ("GET /roles", list)),
    Sample("get_role", ["role_id": "r1"], "Read User Info (UserRead)", ("GET /roles/r1", ["id": "r1"])),
  ]
}
