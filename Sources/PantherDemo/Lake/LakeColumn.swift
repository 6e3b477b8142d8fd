/// A column of a table, as the API describes it.
struct LakeColumn: Sendable {
  let name: String
  let type: String
  let description: String
  /// The kinds of indicators in the column, as schemas name them.
  let indicators: [String]
  /// The names of the fields inside, of type string, where the schema tells them: `userAgent.os`.
  let fields: [String]

  init(_ name: String, _ type: String, _ description: String, _ indicators: String..., fields: [String] = []) {
    (self.name, self.type, self.description) = (name, type, description)
    (self.indicators, self.fields) = (indicators, fields)
  }
}

extension LakeColumn {
  /// The columns that Panther adds to every log.
  static let standard = [
    LakeColumn("p_event_time", "timestamp", "Time of the event (UTC)"),
    LakeColumn("p_parse_time", "timestamp", "Time when Panther parsed it"),
    LakeColumn("p_log_type", "string", "Log type"),
    LakeColumn("p_row_id", "string", "Unique id of the row"),
    LakeColumn("p_schema_version", "int", "Version of the schema"),
    LakeColumn("p_source_id", "string", "Id of the log source"),
    LakeColumn("p_source_label", "string", "Name of the log source"),
    LakeColumn("p_any_ip_addresses", "array", "IP addresses in the event"),
    LakeColumn("p_any_emails", "array", "E-mail addresses in the event"),
    LakeColumn("p_any_usernames", "array", "User names in the event"),
    LakeColumn("p_any_trace_ids", "array", "Trace ids in the event"),
    LakeColumn("p_any_domain_names", "array", "Domain names in the event"),
    LakeColumn("p_any_aws_account_ids", "array", "AWS accounts in the event"),
    LakeColumn("p_any_aws_arns", "array", "AWS ARNs in the event"),
  ]

  /// The columns that Panther adds to the events of an alert.
  static let alert = [
    LakeColumn("p_alert_id", "string", "Id of the alert"),
    LakeColumn("p_alert_severity", "string", "Severity of the alert"),
    LakeColumn("p_alert_creation_time", "timestamp", "Time of the alert"),
    LakeColumn("p_rule_id", "string", "Id of the detection"),
    LakeColumn("p_rule_severity", "string", "Severity of the detection"),
  ]
}
