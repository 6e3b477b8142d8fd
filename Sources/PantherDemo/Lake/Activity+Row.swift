import JSON

extension LogType {
  /// The columns of its table: those of the log type, then those of Panther.
  var columns: [LakeColumn] { ownColumns + LakeColumn.standard }

  var ownColumns: [LakeColumn] {
    switch self {
    case .cloudTrail: CloudTrailRow.columns
    case .okta: OktaRow.columns
    case .gsuite: GSuiteRow.columns
    case .audit: AuditRow.columns
    case .flow: FlowRow.columns
    }
  }
}

extension Activity {
  /// The row in the table of its log type, in the order of `columns`.
  var row: [SQLValue] {
    var random = self.random
    let own: [SQLValue]
    switch logType {
    case .cloudTrail: own = CloudTrailRow.values(self, &random)
    case .okta: own = OktaRow.values(self, &random)
    case .gsuite: own = GSuiteRow.values(self, &random)
    case .audit: own = AuditRow.values(self, &random)
    case .flow: own = FlowRow.values(self, &random)
    }
    return own + standard(&random)
  }

  private func standard(_ random: inout SeededRandom) -> [SQLValue] {
    let isAWS = logType == .cloudTrail || logType == .flow
    let addresses = logType == .flow ? [address, String(target.prefix { $0 != ":" })] : [address]
    return [
      .time(time), .time(time.adding(seconds: 20 + random.below(60))), .text(logType.rawValue), .text(rowID), .int(0),
      .text(logType.sourceID), .text(logType.sourceLabel), Self.list(addresses),
      Self.list(logType == .flow || user.contains("svc-") || user.contains("ci-") ? [] : [email]),
      Self.list(logType == .flow ? [] : [user]), Self.list(logType == .flow ? [] : [traceID]),
      Self.list(logType == .gsuite || logType == .okta ? [Company.domain] : []),
      Self.list(isAWS ? [Company.account] : []), Self.list(logType == .cloudTrail ? [arn] : []),
    ]
  }

  var rowID: String {
    var random = SeededRandom(seed: self.random.first)
    return random.hex(24)
  }

  var traceID: String {
    var random = SeededRandom(seed: self.random.first &+ 1)
    return random.uuid()
  }

  var arn: String { "arn:aws:iam::\(Company.account):user/\(user)" }

  /// The event as the API shows it with its alert.
  ///
  /// - Parameter alert: the columns of the alert, with their values.
  func event(of alert: [(String, SQLValue)]) -> JSON {
    let names = logType.columns.map(\.name)
    var members = zip(names, row).filter { !$0.1.isNull }.map { JSON.Member($0.0, $0.1.json) }
    members += alert.map { JSON.Member($0.0, $0.1.json) }
    return .object(JSON.Object(unique: members))
  }

  static func list(_ items: [String]) -> SQLValue { .variant(JSON(items)) }
}

extension SeededRandom {
  /// The number that `next` would give, without taking it.
  var first: UInt64 {
    var copy = self
    return copy.next()
  }
}
