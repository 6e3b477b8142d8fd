extension Timeline {
  /// The alerts of a simple rule that needs tuning: a job copies all secrets every night, and once the contractor, who
  /// was about to leave, read some of them.
  var secrets: [Incident] {
    let (rule, day) = ("Simple.AWS.Secrets.ProductionRead", 1440)
    let nights = (0..<8).map { night in
      incident(
        rule, "MEDIUM", "Production secret read by \(Company.vaultSync.user)",
        reads(Self.secretNames, by: Company.vaultSync, from: 380 + night * day), status: "CLOSED",
        assignee: "sofia.garcia")
    }
    var real = incident(
      rule, "HIGH", "Production secret read by \(Company.omar.user)",
      reads(Array(Self.secretNames.prefix(3)), by: Company.omar, from: 4 * day + 610), status: "RESOLVED",
      assignee: "minjun.kim")
    real.comment =
      "True positive: his work needs no production secrets. His access is removed, the secrets are changed."
    return nights + [real]
  }

  private static let secretNames = ["payments", "billing", "identity", "search", "reports", "mail"].flatMap {
    ["prod/\($0)/database", "prod/\($0)/api-key"]
  }

  private func reads(_ secrets: [String], by person: Company.Person, from minutes: Int) -> [Activity] {
    secrets.enumerated().map { serial, secret in
      Activity(
        .cloudTrail, "GetSecretValue", by: person, at: ago(minutes).adding(seconds: serial * 7), target: secret,
        serial: serial)
    }
  }
}
