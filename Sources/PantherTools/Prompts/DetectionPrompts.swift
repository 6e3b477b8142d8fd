import MCP

struct TuneNoisyRule: PantherPrompt {
  static let tools = [ListAlerts.name, GetDetection.name]
  static let summary = "Find out why a rule makes so many alerts, and propose the smallest change that makes it quiet."
  static let suggestions: [String: Suggestions<Call>] = ["rule_id": .ruleIDs]

  @Argument("Id of the rule; the noisiest one when left out") var ruleID: String?
  @Argument("How far back, such as 7d; 7 days when left out") var period: TimeArgument?

  var text: String {
    let since = period.map { "since \($0.words)" } ?? "over the last 7 days"
    let rule =
      ruleID.map { "the rule \($0.quoted)" }
      ?? "the noisiest rule: the first one of get_rule_alert_metrics that get_detection finds"
    return """
      Tune \(rule), judged by its alerts \(since).

      1. get_detection with detail full: code, threshold, deduplication period, inline filters, tests.
      2. list_alerts with its detection_id, all statuses: how many, how they were closed (CLOSED is a false \
      positive, RESOLVED a real one), what analysts wrote (list_alert_comments on a few).
      3. query_data_lake on panther_rule_matches.public.<log type table> with p_rule_id, grouped by the fields that \
      the rule looks at: which few values make most matches?
      4. Name the pattern behind the noise, and test each idea on the same data: how many alerts would go, and \
      would any alert that was RESOLVED go with them?

      Answer with the one change you would make (an inline filter before a code change, a threshold or \
      deduplication before silence), as a diff, its effect in numbers, what it would miss, and a test case for each \
      side of the new line. If the detection is managed by a pack or uploaded from code, say where the change belongs.

      \(Self.groundRules)
      """
  }
}

struct WriteDetectionFromLogs: PantherPrompt {
  static let tools = [QueryDataLake.name, GetLogTypeSchemaDetails.name]
  static let summary = "Write a detection for a behaviour, proved on the logs that are really there."
  static let suggestions: [String: Suggestions<Call>] = ["log_type": .logTypes]

  @Argument("What to detect, in a sentence") var behaviour: String
  @Argument("Log type to look in, such as AWS.CloudTrail; found out when left out") var logType: String?

  var text: String {
    """
    Write a Panther detection for: \(behaviour.quoted)\(logType.map { ", in \($0.quoted) logs" } ?? "").

    1. \(logType == nil ? "list_log_type_schemas to find the log type that shows it. " : "")\
    get_log_type_schema_details and get_table_schema: the fields that matter.
    2. list_detections with name_contains and log_type: is there one already? Then say so and propose a change.
    3. query_data_lake: find real events of the behaviour, or its closest relatives, over 14 days; count how often \
    each variant happens, and by whom.
    4. list_data_models, list_global_helpers: use what the other rules use.
    5. Write the rule (Python: rule, title, dedup, severity where it varies, alert_context) with its metadata in \
    YAML: id, log types, severity, threshold, deduplication period, reports, runbook, enabled: false.
    6. Test it in SQL: the condition as a WHERE clause over 14 days. How many matches, how many alerts after \
    deduplication?
    7. Unit tests from real events with names and addresses replaced: at least two that match and two that must not.

    Answer with both files, the numbers of step 6, what it does not catch, and how it could be evaded.

    \(Self.groundRules)
    """
  }
}
