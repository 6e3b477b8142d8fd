import JSON
import MCP
import Panther

/// What is checked of a draft before anything is sent.
enum DraftCheck {
  /// - Throws: `ArgumentError` for what Panther would refuse, or would save and never run.
  static func check(_ change: DetectionChange) throws(ArgumentError) {
    let draft = change.draft
    var problems: [String] = []
    if draft.stored == nil {
      if let problem = problem(ofID: draft.id) { problems.append(problem) }
    }
    if draft.severity == nil {
      problems.append("The detection needs `fields.severity`: \(Severity.expectation).")
    }
    if change.field(draft.kind.codeField) != nil, let function = draft.kind.function, !defines(function, in: draft.code)
    {
      problems.append(
        "`body` has no function `\(function)`: code of \(draft.kind.rawValue) begins with `def \(function)(\(function == "policy" ? "resource" : "event")):`."
      )
    }
    guard problems.isEmpty else { throw ArgumentError(problems) }
  }

  /// The grammar of ids is that of panther_analysis_tool.
  private static func problem(ofID id: String) -> String? {
    guard !id.contains(where: { "<>&\"%".contains($0) }), id.trimmed == id, !id.contains(where: \.isNewline) else {
      return "`detection_id` of a new detection must not have < > & \" % or line feeds in it, or spaces at its ends."
    }
    return nil
  }

  /// Whether code defines a function, or takes it from elsewhere.
  private static func defines(_ function: String, in code: String) -> Bool {
    code.split(whereSeparator: \.isNewline).contains { line in
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      if line.hasPrefix("def ") || line.hasPrefix("async ") {
        return words.first { !["def", "async"].contains($0) } == Substring(function)
      }
      return (line.hasPrefix("from ") || line.hasPrefix(function)) && words.contains(Substring(function))
    }
  }

  /// What the answer warns of, although it may be meant.
  static func warnings(_ draft: Draft) -> [String] {
    let expected = Set(draft.tests.compactMap { $0["expectedResult"]?.bool })
    let alerting = draft.kind.alertingResult
    var missing: [String] = []
    if !expected.contains(alerting) { missing.append("that fires") }
    if !expected.contains(!alerting) { missing.append("that must not fire") }
    var warnings = missing.isEmpty ? [] : ["Its unit tests have no case \(missing.joined(separator: ", and none "))."]
    let (field, words) =
      switch draft.kind {
      case .rules, .simpleRules: ("logTypes", "log types (log_types), so it sees no events")
      case .scheduledRules: ("scheduledQueries", "scheduled queries (fields.scheduledQueries), so nothing runs it")
      case .policies: ("resourceTypes", "resource types (fields.resourceTypes)")
      }
    if draft.body[field]?.array?.isEmpty != false { warnings.append("It has no \(words).") }
    return warnings
  }

  /// Finds out whether the log types of a draft exist.
  ///
  /// - Returns: warnings for the answer.
  /// - Throws: `ArgumentError` for one that does not, with near names.
  static func logTypes(of change: DetectionChange, _ call: Call) async throws -> [String] {
    let field = change.field("logTypes")
    // Those that it has already were right once, and are no matter of this change.
    let named = (field?.after?.array ?? []).filter { field?.before?.array?.contains($0) != true }.compactMap(\.string)
    guard !named.isEmpty else { return [] }
    let list: WholeList
    do {
      list = try await Schema.read(Schema.list, [:], call)
    } catch let error as PantherError {
      return ["The log types could not be checked: \(error)"]
    }
    let known = list.items.compactMap { Schema($0).name }
    let unknown = named.filter { !known.contains($0) }
    guard !unknown.isEmpty else { return [] }
    guard list.incomplete == nil else { return ["Some log types could not be checked: \(JSON(unknown).text)"] }
    throw ArgumentError(
      unknown.map { name in
        let near = Names.nearest(to: name, among: known).map { "; did you mean \($0.quoted)?" } ?? "."
        return "There is no log type \(name.quoted)\(near) list_log_type_schemas shows all."
      })
  }
}
