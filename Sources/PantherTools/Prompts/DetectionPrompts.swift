import MCP

extension PantherPrompt {
  /// How a change of a detection ends, after its tests have shown what it does.
  static var decision: String {
    """
    Show me the change as a diff, the numbers before and after, and what it would miss. Ask me whether to save it in \
    Panther or to write files for Git. Save only after my yes: save_detection with the same draft, with \
    if_unchanged_since (the lastModified that get_detection showed) where it exists already; or export_detection with \
    the same draft, and write its files. Where neither is offered, the diff is the answer. If the detection is managed \
    by a pack or uploaded from code, say where the change belongs.
    """
  }
}

struct TuneNoisyRule: PantherPrompt {
  static let tools = [ListAlerts.name, GetDetection.name, TestDetection.name]
  static let summary = "Find out why a rule makes so many alerts, and make it quiet without losing a real one."
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

      1. get_detection with detail full: code, threshold, deduplication period, inline filters, tests, lastModified.
      2. list_alerts with its detection_id and this period, all statuses: how many, how they were closed (CLOSED is a false \
      positive, RESOLVED a real one), what analysts wrote (list_alert_comments on a few). Note the ids of real ones.
      3. query_data_lake on the logs of the rule, grouped by the fields that its code looks at: which few values make \
      most of the matches?
      4. Draft the smallest change: an inline filter before a code change (edits), a threshold or deduplication before \
      silence. Add two unit tests to the draft: the noise, which must not fire, and a real case, which must.
      5. test_detection with the draft: on_log_type or on_query over the period, then on_events_of for each real alert. \
      It compares both versions. Change the draft until the noise is newly silent (for a threshold or deduplication: \
      until it makes few alerts), every real alert is still made, and its unit tests pass.

      \(Self.decision)

      \(Self.groundRules)
      """
  }
}

struct WriteDetectionFromLogs: PantherPrompt {
  static let tools = [QueryDataLake.name, GetLogTypeSchemaDetails.name, TestDetection.name]
  static let summary = "Write a detection for a behaviour, tested on the logs that are really there."
  static let suggestions: [String: Suggestions<Call>] = ["log_type": .logTypes]

  @Argument("What to detect, in a sentence") var behaviour: String
  @Argument("Log type to look in, such as AWS.CloudTrail; found out when left out") var logType: String?

  var text: String {
    """
    Write a Panther detection for: \(behaviour.quoted)\(logType.map { ", in \($0.quoted) logs" } ?? "").

    1. \(logType == nil ? "list_log_type_schemas to find the log type that shows it. " : "")\
    get_log_type_schema_details and get_table_schema: the fields that matter.
    2. list_detections with detection_types ["rules","simple_rules"], name_contains and log_type: is there one already? Then say so and propose a change.
    3. query_data_lake: find real events of the behaviour, or its closest relatives, over 14 days; count how often \
    each variant happens, and by whom.
    4. list_data_models, list_global_helpers: use what the other rules use.
    5. Draft it: body (rule, title, dedup, severity where it varies, alert_context) or, for plain conditions, detection \
    of a simple rule; log_types; fields with severity, displayName, description, threshold, dedupPeriodMinutes, \
    reports, runbook; tests from real events with names and addresses replaced, at least two that fire and two that \
    must not.
    6. test_detection with the draft: on_query with the events of step 3, which must fire, and on_log_type, which shows \
    the noise. How many events fire, how many alerts is that, do all unit tests pass? Change the draft until they do.

    \(Self.decision)
    A new detection is saved disabled; say what to watch before enable_detection. Say how it could be evaded.

    \(Self.groundRules)
    """
  }
}

struct ProveCoverage: PantherPrompt {
  static let tools = [ListDetections.name, GetDetection.name, TestDetection.name]
  static let summary = "Would we have caught this? Test the detections that should fire, and name what is missing."

  @Argument("An alert's id, an indicator, or a behaviour in a sentence") var scenario: String
  @Argument("How far back, such as 30d; 7 days when left out") var period: TimeArgument?

  var text: String {
    """
    Find out whether our detections would catch this: \(scenario.quoted), over \
    \(period.map { "the time since \($0.words)" } ?? "the last 7 days").

    1. Find its events. An alert: get_alert and get_alert_events. An indicator: search_indicators, \
    then the SQL that it gives, per log type. A \
    behaviour: query_data_lake for what it would leave in each log type (list_log_type_schemas, get_table_schema). If \
    there are no events, write one or two as they would look, and say so.
    2. Cut it into steps, each with its log type and one query that selects its whole events (SELECT * from its table).
    3. list_detections with detection_types ["rules","simple_rules"] and log_type for each log type, then get_detection of those that look at the fields and actions \
    of the step. Detections that are disabled count as missing, but are worth a test.
    4. test_detection for each of these: on_query with the query of the step, or on_events_of. For events that you \
    wrote, give them as tests. Do not trust the name of a detection: only what fires counts.

    Answer with a table: step, log type, events, detection, enabled, fires on how many of them, severity. Then what is \
    missing: steps that nothing catches, detections that should fire and do not (with the condition that stops them), \
    detections that are disabled, logs that are not collected. Propose the one change or new detection that closes most, \
    tested with test_detection.

    \(Self.groundRules)
    """
  }
}

struct GetDetectionRuleErrors: PantherPrompt {
  static let tools = [ListAlerts.name, GetDetection.name]
  static let summary = "Find the detections that failed in a period, and mend them."

  @Argument("From: 2026-11-20 08:00:00Z, 2026-11-20, or relative such as 7d") var startDate: TimeArgument
  @Argument("To, in the same forms; now when left out") var endDate: TimeArgument?

  var text: String {
    """
    Find the detection errors from \(startDate.words) to \(endDate?.words ?? "now"), their root causes, and mend them.

    1. list_alerts with alert_type DETECTION_ERROR for the period. Group by detection.
    2. For each detection: get_detection for its code, and get_alert with get_alert_events (limit 2) of one error \
    for the message and the event that broke it. More such events: panther_rule_errors.public.<log type table>.
    3. Compare the code with the event: a missing field, another type, an empty list, a changed schema \
    (get_log_type_schema_details), a global helper (get_global_helper).
    4. test_detection on_events_of the error: it raises the same error. Then the same with the smallest edits that mend \
    it, and with the event as one more unit test: no error, the unit tests pass, and on_log_type nothing else changes.

    Answer per detection: id, number of errors, first and last, the line of code and the value that broke it, the \
    cause, and the change that mends it. Say where the same cause hits several detections.
    \(Self.decision)

    \(Self.groundRules)
    """
  }
}
