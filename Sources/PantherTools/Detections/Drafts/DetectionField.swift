import JSON
import MCP
import Text
import YAML

/// A field of a detection that a caller may set: its name in Panther's API, and what it takes.
struct DetectionField {
  enum Kind {
    case text
    /// Text in YAML. A list or an object is taken for what it says.
    case yaml
    case texts
    case severity
    /// A whole number from 1.
    case count
    /// Lists of texts by the name of a framework: `{"MITRE ATT&CK": ["TA0001:T1078"]}`.
    case reports
  }

  let name: String
  let kind: Kind

  /// The fields of a kind of detection, besides its id, its code and its tests.
  static func all(of kind: DetectionKind) -> [DetectionField] {
    switch kind {
    case .rules: common + alerting + filtered
    case .scheduledRules: common + alerting + [.init(name: "scheduledQueries", kind: .texts)]
    case .simpleRules:
      common + alerting + filtered
        + [.init(name: "alertTitle", kind: .text)]
        + ["alertContext", "groupBy", "dynamicSeverities"].map { .init(name: $0, kind: .yaml) }
    case .policies: common + ["resourceTypes", "suppressions"].map { .init(name: $0, kind: .texts) }
    }
  }

  private static let common: [DetectionField] = [
    .init(name: "displayName", kind: .text), .init(name: "description", kind: .text),
    .init(name: "severity", kind: .severity), .init(name: "tags", kind: .texts), .init(name: "reports", kind: .reports),
    .init(name: "outputIDs", kind: .texts),
  ]
  private static let alerting: [DetectionField] = [
    .init(name: "threshold", kind: .count), .init(name: "dedupPeriodMinutes", kind: .count),
    .init(name: "runbook", kind: .text), .init(name: "summaryAttributes", kind: .texts),
  ]
  private static let filtered: [DetectionField] = [
    .init(name: "logTypes", kind: .texts), .init(name: "inlineFilters", kind: .yaml),
  ]

  /// Reads a value that a caller gave. Null resets the field to what Panther takes when it is left out.
  func read(_ json: JSON) throws(Mismatch) -> JSON? {
    guard !json.isNull else { return nil }
    switch kind {
    case .text:
      guard let text = json.string else { throw Mismatch() }
      return .string(text)
    case .yaml:
      if json.array != nil || json.object != nil { return .string(YAML.text(json)) }
      guard let text = json.string else { throw Mismatch() }
      return .string(text)
    case .texts: return try [String].read(json).json
    case .severity: return try Severity.read(json).json
    case .count:
      let count = try Int.read(json)
      guard count >= 1 else { throw Mismatch() }
      return JSON(count)
    case .reports:
      guard let lists = json.object else { throw Mismatch() }
      var read: JSON.Object = [:]
      for member in lists.members { read[member.key] = try [String].read(member.value).json }
      return .object(read)
    }
  }

  /// What an error message says was expected.
  var expectation: String {
    switch kind {
    case .text: String.expectation
    case .yaml: "YAML as a string"
    case .texts: [String].expectation
    case .severity: Severity.expectation
    case .count: "an integer of at least 1"
    case .reports: "an object of lists"
    }
  }
}

extension JSON.Object {
  /// The fields that a caller gives, under Panther's names; a field that is null is reset.
  ///
  /// - Throws: `ArgumentError`, with a line for each field that a detection of this kind does not have, or whose value it
  ///   does not take.
  func fields(of kind: DetectionKind) throws(ArgumentError) -> [(name: String, value: JSON?)] {
    let known = DetectionField.all(of: kind)
    var problems: [String] = []
    var read: [(name: String, value: JSON?)] = []
    for member in members {
      // Other arguments are written with underscores, so a model may write these so, too.
      let plain = member.key.replacing("_", with: "").lowercased()
      guard let field = known.first(where: { $0.name.lowercased() == plain }) else {
        problems.append(Self.refusal(of: member.key, kind, known.map(\.name)))
        continue
      }
      guard !read.contains(where: { $0.name == field.name }) else {
        problems.append("`fields` has \(field.name) twice.")
        continue
      }
      do throws(Mismatch) {
        read.append((field.name, try field.read(member.value)))
      } catch {
        problems.append(
          "`fields.\(field.name)` \(error.reason ?? "must be \(field.expectation), got \(member.value.text.beginning(80))")."
        )
      }
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
    return read
  }

  private static func refusal(of name: String, _ kind: DetectionKind, _ known: [String]) -> String {
    let argument = [
      "id": "detection_id", "detectionid": "detection_id", "body": "body", "detection": "detection", "tests": "tests",
      "enabled": "enabled, which only save_detection takes",
    ][name.replacing("_", with: "").lowercased()]
    if let argument { return "`fields` does not take \(name.quoted(upTo: 80)): that is the argument \(argument)." }
    let near = Names.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? "."
    return "`fields`: a detection of \(kind.rawValue) has no field \(name.quoted(upTo: 80)) that can be set\(near) "
      + "It has: \(known.joined(separator: ", "))."
  }
}
