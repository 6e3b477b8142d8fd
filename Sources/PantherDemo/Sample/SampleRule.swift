import JSON

/// The facts about one rule from which its record is made.
struct SampleRule {
  enum Owner {
    /// The team wrote it in the Console, it came with a pack of Panther, or a CI pipeline uploaded it.
    case team, pack, pipeline
  }

  let id: String
  let name: String
  let logType: LogType
  let severity: String
  /// The action that the rule looks for: a value of `LogType.actionKey`.
  let action: String
  /// A further condition; nil for none.
  var and: FieldCondition?
  let technique: String
  var owner = Owner.team
  var isEnabled = true
  var threshold = 1
}

extension SampleRule {
  init(
    _ id: String, _ name: String, _ logType: LogType, _ severity: String, _ action: String, _ technique: String,
    and: FieldCondition? = nil, owner: Owner = .team, isEnabled: Bool = true, threshold: Int = 1
  ) {
    self.init(
      id: id, name: name, logType: logType, severity: severity, action: action, and: and, technique: technique,
      owner: owner, isEnabled: isEnabled, threshold: threshold)
  }
}

/// A condition on one field of an event, and an event that meets it.
struct FieldCondition {
  /// The keys that lead to the field.
  private let path: [String]
  /// The values that it may have, or the text that it must begin with.
  private let values: [JSON]
  private let isPrefix: Bool

  init(_ path: String..., values: JSON...) {
    (self.path, self.values, isPrefix) = (path, values, false)
  }

  init(_ path: String..., prefix: String) {
    (self.path, self.values, isPrefix) = (path, [.string(prefix)], true)
  }

  /// The condition in Python.
  var python: String {
    let keys = path.map { "\"\($0)\"" }.joined(separator: ", ")
    let texts = values.map(\.text).joined(separator: ", ")
    if isPrefix { return "event.deep_get(\(keys), default=\"\").startswith(\(texts))" }
    let field = path.count == 1 ? "event.get(\(keys))" : "event.deep_get(\(keys))"
    return values.count == 1 ? "\(field) == \(texts)" : "\(field) in {\(texts)}"
  }

  /// The member of an event that meets it.
  var member: (key: String, value: JSON) {
    let value = path.dropFirst().reversed().reduce(values.first ?? .null) { value, key in
      .object(JSON.Object([(key, value)]))
    }
    return (path.first ?? "", value)
  }
}
