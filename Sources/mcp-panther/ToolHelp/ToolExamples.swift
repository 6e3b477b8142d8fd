/// A call of each tool that works on the demo instance, whose ids are always the same.
enum ToolExamples {
  /// The words of the whole command.
  static func words(of tool: String) -> [String] {
    ["mcp-panther", CallCommand.name, tool, Flag.demo.rawValue] + (arguments[tool] ?? [])
  }

  /// What to know about an example before one wonders.
  static let notes = [
    "cancel_data_lake_query": "No query of the demo instance outlasts its command, so this one has ended already."
  ]

  private static let alert = "8877caca1dfe1a2c738b60271fa0f7bb"
  private static let other = "926f8ccbaf17c4eb8d433070641b2310"

  /// Only of tools that need some, or that are better with some.
  static let arguments: [String: [String]] = [
    "list_alerts": ["severities=HIGH,CRITICAL", "start_date=24h"],
    "get_alert": ["alert_id=\(alert)"],
    "get_alert_events": ["alert_id=\(alert)"],
    "list_alert_comments": ["alert_id=\(alert)"],
    "add_alert_comment": ["alert_id=\(alert)", "comment=The user confirmed the login"],
    "update_alert_status": ["alert_ids=\(alert)", "status=TRIAGED"],
    "update_alert_assignee": ["alert_ids=\(alert)", "assignee_id=ada.okafor@harborline.example"],
    "bulk_update_alerts": ["alert_ids=\(alert)", "status=RESOLVED", "comment=Known scanner"],
    "start_ai_alert_triage": ["alert_id=\(alert)"],
    "get_ai_alert_triage_summary": ["alert_id=\(alert)"],
    "search_indicators": ["indicators=203.0.113.54"],
    "query_data_lake": [
      "sql=SELECT eventname, COUNT(*) AS n FROM aws_cloudtrail WHERE p_occurs_since('1 d') GROUP BY eventname"
    ],
    "get_data_lake_query_results": ["query_id=ffa7969b-07e7-42bd-9e48-467eff6ae125"],
    "cancel_data_lake_query": ["query_id=ffa7969b-07e7-42bd-9e48-467eff6ae125"],
    "show_chart": [
      "query_id=ffa7969b-07e7-42bd-9e48-467eff6ae125", "x=actor", "series=bucket", "value=n",
    ],
    "get_alert_event_stats": ["alert_ids=\(alert)", "alert_ids=\(other)"],
    "list_database_tables": ["database=panther_logs.public"],
    "get_table_schema": ["database_name=panther_logs.public", "table_name=aws_cloudtrail"],
    "get_scheduled_query": ["query_id=5c6c2adf-1157-49bd-8a97-87d66e252ba9"],
    "save_query": ["name=Root logins", "sql=SELECT * FROM aws_cloudtrail WHERE p_occurs_since('1 d') LIMIT 100"],
    "list_detections": ["log_type=Okta.SystemLog"],
    "get_detection": ["detection_id=AWS.CloudTrail.Stopped"],
    "export_detection": ["detection_id=AWS.CloudTrail.Stopped"],
    "test_detection": ["detection_id=AWS.CloudTrail.Stopped", "on_events_of=\(alert)"],
    "save_detection": ["mode=update", "detection_id=AWS.IAM.Reconnaissance", #"fields={"threshold": 25}"#],
    "disable_detection": ["detection_id=AWS.IAM.Reconnaissance"],
    "enable_detection": ["detection_id=AWS.KMS.KeyDeletion"],
    "get_global_helper": ["helper_id=panther_harborline"],
    "get_data_model": ["data_model_id=Standard.AWS.CloudTrail"],
    "get_http_log_source": ["source_id=c5112867-3589-4a41-a9cf-cbbbacac667d"],
    "get_log_type_schema_details": ["schema_names=AWS.ALB"],
    "get_user": ["user_id=ada.okafor@harborline.example"],
    "get_role": ["role_id=Analyst"],
  ]
}
