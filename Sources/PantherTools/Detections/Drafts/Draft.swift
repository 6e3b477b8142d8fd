import JSON
import MCP
import Panther
import Text

/// A detection as it shall be: one that exists, with or without changes, or a new one.
struct Draft {
  let kind: DetectionKind
  let id: String
  /// The detection that Panther has; nil for a new one.
  let stored: Detection?
  /// The whole detection in the form that Panther takes, unknown fields too.
  var body: JSON.Object
  /// Whether it differs from the stored one, or is new.
  let isChanged: Bool

  /// Its code: Python, or the conditions of a simple rule in YAML.
  var code: String { body[kind.codeField]?.string ?? "" }
  var tests: [JSON] { body["tests"]?.array ?? [] }
  var severity: String? { body["severity"]?.string }

  /// The stored detection without the changes; nil for a new one.
  var withoutChanges: Draft? {
    stored.map { Draft(kind: kind, id: id, stored: $0, body: $0.writable, isChanged: false) }
  }

  init(kind: DetectionKind, id: String, stored: Detection?, body: JSON.Object, isChanged: Bool) {
    (self.kind, self.id, self.stored, self.body, self.isChanged) = (kind, id, stored, body, isChanged)
  }

  /// The body of the request that saves it, or that runs other tests.
  func sending(_ changes: JSON.Object = [:]) -> JSON {
    .object(body.merging(changes))
  }
}

extension Draft {
  /// The id that a new draft without one is tested under.
  static let unnamed = "mcp-panther.draft"

  /// Makes the draft of what a caller gave.
  ///
  /// - Parameters:
  ///   - given: the arguments.
  ///   - found: the detection that Panther has under the id; nil where there is none.
  /// - Throws: `ArgumentError` with every problem.
  init(_ given: DraftArguments, kind: DetectionKind, changing found: Detection?) throws(ArgumentError) {
    let id = given.detectionID ?? Self.unnamed
    let stored = found?.writable
    var body: JSON.Object = stored ?? ["id": .string(id), "enabled": false]
    var problems: [String] = []
    func reading<Value>(_ work: () throws(ArgumentError) -> Value) -> Value? {
      do throws(ArgumentError) {
        return try work()
      } catch {
        problems += error.problems
        return nil
      }
    }
    if let code = reading({ () throws(ArgumentError) in try given.code(of: kind, changing: stored) }) ?? nil {
      body[kind.codeField] = .string(code)
    }
    var fields = reading { () throws(ArgumentError) in try given.fields.fields(of: kind) } ?? []
    if !given.logTypes.isEmpty {
      if DetectionField.all(of: kind).contains(where: { $0.name == "logTypes" }) {
        if fields.contains(where: { $0.name == "logTypes" }) {
          problems.append("Give `log_types` or `fields.logTypes`, not both.")
        }
        fields.append(("logTypes", JSON(given.logTypes)))
      } else {
        let field = kind == .policies ? "resourceTypes" : "scheduledQueries"
        problems.append("`log_types` does not apply to \(kind.rawValue), which have `fields.\(field)`.")
      }
    }
    for field in fields { body[field.name] = field.value }
    for field in fields {
      guard let value = field.value else { continue }
      let before = stored?[field.name]?.allText ?? ""
      problems += Self.problem(of: value.allText, beside: before, in: "`fields.\(field.name)`")
    }
    let tests = stored?["tests"]?.array ?? []
    if !given.tests.isEmpty, let all = reading({ () throws(ArgumentError) in try given.tests.applied(to: tests) }) {
      body["tests"] = .array(all)
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    self.init(
      kind: kind, id: id, stored: found, body: body,
      isChanged: stored.map { JSON.object($0) != .object(body) } ?? true)
  }

  /// What is wrong with a text that has marks of our answers which the stored one does not have.
  static func problem(of text: String, beside stored: String, in what: String) -> [String] {
    guard let mark = OwnMarks.first(in: text, missingFrom: stored) else { return [] }
    return [
      "\(what) has \(mark.quoted(upTo: 60)), which this server writes into answers in place of a secret or a hidden "
        + "character. It was copied from an answer. Leave that place as it is: change code with `edits` around it."
    ]
  }
}

extension JSON {
  /// All texts of a value, one after the other.
  fileprivate var allText: String {
    switch self {
    case .array(let values): values.map(\.allText).joined(separator: "\n")
    case .object(let object): object.members.map { "\($0.key)\n\($0.value.allText)" }.joined(separator: "\n")
    default: string ?? ""
    }
  }
}

extension DetectionKind {
  /// The field that has the code.
  var codeField: String { self == .simpleRules ? "detection" : "body" }

  /// The argument that the code is given in, which has the name of the field.
  var otherCodeField: String { self == .simpleRules ? "body" : "detection" }

  /// The function that the code must have; nil for conditions.
  var function: String? {
    switch self {
    case .rules, .scheduledRules: "rule"
    case .simpleRules: nil
    case .policies: "policy"
    }
  }
}
