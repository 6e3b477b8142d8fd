import JSON

/// The conditions of a simple rule and what its alerts are made of, read from its record.
struct SimpleRule: Sendable {
  private let id: String
  private let severity: String
  private let detection: [MatchExpression]
  private let filters: [MatchExpression]
  private let title: AlertTitle?
  private let groups: [EventPath]
  private let context: [(name: String, path: EventPath)]
  private let severities: [(severity: String, conditions: [MatchExpression])]

  /// - Throws: `DemoError` for YAML that is wrong or says what Panther does not know.
  init(_ rule: JSON.Object) throws {
    (id, severity) = (rule.string("id"), rule.string("severity"))
    detection = try MatchReader(member: "detection").expressions(rule.string("detection"))
    filters = try Self.filters(rule)
    title = try Self.text(rule, "alertTitle").map(AlertTitle.init)
    groups = try Self.list(rule, "groupBy").enumerated().map { number, key in
      try MatchReader(member: "groupBy").path(key.object ?? [:], "groupBy[\(number)]")
    }
    context = try Self.list(rule, "alertContext").enumerated().map { number, item in
      let reader = MatchReader(member: "alertContext")
      guard let name = item["KeyName"]?.string, let key = item["KeyValue"]?.object else {
        throw reader.error("alertContext[\(number)]", "KeyName and KeyValue are needed")
      }
      return (name, try reader.path(key, "alertContext[\(number)]"))
    }
    severities = try Self.list(rule, "dynamicSeverities").enumerated().map { number, item in
      let reader = MatchReader(member: "dynamicSeverities")
      let place = "dynamicSeverities[\(number)]"
      guard let severity = item["ChangeTo"]?.string?.uppercased(), DemoState.severities.contains(severity) else {
        throw reader.error(place, "ChangeTo must be one of \(DemoState.severities.joined(separator: ", "))")
      }
      return (severity, try reader.list(item["Conditions"], place + ".Conditions"))
    }
  }

  /// The inline filters of a rule, in Python or simple.
  static func filters(_ rule: JSON.Object) throws -> [MatchExpression] {
    try text(rule, "inlineFilters").map { try MatchReader(member: "inlineFilters", isFilter: true).expressions($0) }
      ?? []
  }

  private static func text(_ rule: JSON.Object, _ member: String) throws -> String? {
    let text = try rule.optionalText(member) ?? ""
    return text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0A } ? nil : text
  }

  private static func list(_ rule: JSON.Object, _ member: String) throws -> [JSON] {
    guard let text = try text(rule, member) else { return [] }
    let reader = MatchReader(member: member)
    guard let items = try reader.yaml(text).array else { throw reader.error(member, "a list is expected") }
    return items
  }

  func matches(_ event: JSON) -> Bool {
    filters.allSatisfy { $0.matches(event) } && detection.allSatisfy { $0.matches(event) }
  }

  /// What the functions of the rule give for an event, by the names that the API has for them.
  func outputs(for event: JSON) -> [(name: String, output: String)] {
    var outputs: [(String, String)] = []
    let title = title?.text(for: event)
    if let title { outputs.append(("title", title)) }
    if !severities.isEmpty {
      let changed = severities.first { $0.conditions.allSatisfy { $0.matches(event) } }
      outputs.append(("severity", changed?.severity ?? severity))
    }
    if !context.isEmpty {
      let values = context.map { ($0.name, $0.path.value(in: event)) }
      outputs.append(("alertContext", JSON.object(JSON.Object(values)).text))
    }
    let group = groups.map { EventValue.text($0.value(in: event)) }.joined(separator: ":")
    let dedup = groups.isEmpty ? title ?? "" : group
    outputs.append(("dedup", dedup.isEmpty ? "defaultDedupString:\(id)" : dedup))
    return outputs
  }
}

/// The title of an alert, with names of fields in braces.
struct AlertTitle: Sendable {
  private enum Part: Sendable {
    case text(String)
    case field(String, EventPath)
  }

  private let parts: [Part]

  init(_ text: String) throws {
    let reader = MatchReader(member: "alertTitle")
    let isQuoted = text.first == "'" || text.first == "\""
    guard let template = isQuoted ? try reader.yaml(text).string : text else {
      throw reader.error("alertTitle", "a text is expected")
    }
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close].split(separator: " ").joined(separator: " ")
      guard let path = EventPath(name) else { throw reader.error("alertTitle", "{\(name)} names no field") }
      parts += [.text(String(rest[..<open])), .field(name, path)]
      rest = rest[rest.index(after: close)...]
    }
    self.parts = parts + [.text(String(rest))]
  }

  func text(for event: JSON) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let name, let path):
        path.exists(in: event) || path.hasEvery ? EventValue.text(path.value(in: event)) : "<\(name) not found>"
      }
    }.joined()
  }
}
