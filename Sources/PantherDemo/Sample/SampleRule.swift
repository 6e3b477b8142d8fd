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
  /// A further condition in Python.
  var and = ""
  let technique: String
  var owner = Owner.team
  var isEnabled = true
  var threshold = 1
}

extension SampleRule {
  init(
    _ id: String, _ name: String, _ logType: LogType, _ severity: String, _ action: String, _ technique: String,
    and: String = "", owner: Owner = .team, isEnabled: Bool = true, threshold: Int = 1
  ) {
    self.init(
      id: id, name: name, logType: logType, severity: severity, action: action, and: and, technique: technique,
      owner: owner, isEnabled: isEnabled, threshold: threshold)
  }
}
