import Testing
import Wire

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
  private static let started: JSON = ["data": ["executeDataLakeQuery": ["id": "q1"]]]
  private static let written: JSON = [
    "data": ["aiInferenceStream": ["finished": true, "error": .null, "responseText": "Benign."]]
  ]

  static let all =
    [
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
    ] + inventory
}
