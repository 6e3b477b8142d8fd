extension Timeline {
  /// Errors of detections and of log sources, which become alerts about Panther itself.
  var troubles: [Incident] {
    let errors: [(String, String, String, [Activity])] = [
      (
        "GSuite.Drive.MassDownload", "RULE_ERROR", "AttributeError: 'NoneType' object has no attribute 'get'",
        burst(.gsuite, "download", by: Company.staff[7], count: 3, from: 400, target: "Vendor list")
      ),
      (
        "Okta.Login.NewCountry", "RULE_ERROR", "KeyError: 'geographicalContext'",
        burst(.okta, "user.session.start", by: Company.staff[9], count: 5, from: 1600)
      ),
      (
        "Okta.Login.NewCountry", "RULE_ERROR", "KeyError: 'geographicalContext'",
        burst(.okta, "user.session.start", by: Company.staff[9], count: 2, from: 7100)
      ),
      (
        "AWS.S3.UnusualDownload", "SCHEDULED_RULE_ERROR", "TypeError: '>' not supported between 'str' and 'int'",
        burst(.cloudTrail, "GetObject", by: Company.staff[8], from: 12_000, target: "harborline-models")
      ),
    ]
    let failures: [(String, String, String, String, Int, String)] = [
      (
        "SOURCE_NO_DATA", "LOG_SOURCE", "CrowdStrike Falcon", "Source CrowdStrike Falcon has stopped sending data", 380,
        "OPEN"
      ),
      (
        "SOURCE_CLASSIFICATION_FAILURES", "LOG_SOURCE", "Billing webhook",
        "17 events of Billing webhook could not be classified", 900, "OPEN"
      ),
      (
        "SOURCE_PERMISSIONS_CHECKS", "LOG_SOURCE", "Legacy ALB logs",
        "Panther may not read the bucket of Legacy ALB logs", 4400, "TRIAGED"
      ),
      ("ALERT_DELIVERY", "DESTINATION", "", "Alert could not be delivered to #security-alerts", 15_000, "RESOLVED"),
    ]
    return errors.map { rule, type, message, activities in
      incident(rule, "INFO", "\(rule) failed: \(message)", activities, type: type)
    }
      + failures.map { type, component, source, title, minutes, status in
        Incident(
          key: "\(type)/\(source)", type: "SYSTEM_ERROR", detection: nil, title: title, severity: "HIGH",
          status: status,
          created: ago(minutes), systemError: .init(type: type, component: component, source: source))
      }
  }
}
