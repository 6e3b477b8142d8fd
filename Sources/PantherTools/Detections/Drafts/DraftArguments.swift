import JSON
import MCP
import Panther
import Text

/// The arguments that say which detection is meant, and how it shall differ from the one that Panther has. All tools that
/// take a draft take the same ones.
struct DraftArguments: ArgumentGroup {
  @Argument("Id of the detection, existing or new", exact: true) var detectionID: String?
  @Argument("Its kind; an existing one is found without") var detectionType: DetectionKind?
  @Argument("Its whole Python code") var body: CodeText?
  @Argument("Conditions of a simple rule, whole, in YAML") var detection: CodeText?
  @Argument("Changes of the stored code, [{old, new}]; old must stand there once") var edits: [CodeEdit] = []
  @Argument("Its log types (rules, simple_rules)", exact: true) var logTypes: [String] = []
  @Argument(
    """
    Other fields, by the names of get_detection: severity, threshold, dedupPeriodMinutes, inlineFilters, …; null \
    resets one
    """) var fields: JSON.Object = [:]
  @Argument("Unit tests to add or replace: {name, log, expected, mocks}, or {name, remove: true}")
  var tests: [GivenTest] = []

  /// Whether the caller gives anything beside the id and the kind.
  var changesAnything: Bool {
    takesCode || !logTypes.isEmpty || !fields.isEmpty || !tests.isEmpty
  }

  /// Whether the caller gives code to run.
  var takesCode: Bool { body != nil || detection != nil || !edits.isEmpty }

  /// Reads the detection and makes the draft.
  ///
  /// - Parameters:
  ///   - isNew: whether it must not exist yet; nil where either is right.
  ///   - check: refuses a detection that exists, before anything of it is changed.
  func draft(
    _ tool: some PantherTool, isNew: Bool? = nil, _ call: Call, needing permissions: (DetectionKind) -> Permissions,
    checking check: (Detection) throws -> Void = { _ in }
  ) async throws -> Draft {
    if isNew == true { return try Draft(self, kind: try kindOfNew(), changing: nil) }
    guard let detectionID else { return try Draft(self, kind: try kindOfNew(), changing: nil) }
    do {
      let found = try await tool.findDetection(detectionID, detectionType, call, needing: permissions)
      try check(found.detection)
      return try Draft(self, kind: found.kind, changing: found.detection)
    } catch let error as ToolFailure where error.reason == .notFound && isNew == nil && (body ?? detection) != nil {
      guard body == nil || detectionType != nil else {
        throw ToolFailure("\(error)\nIf a new detection is meant, give its `detection_type`.", .notFound)
      }
      return try Draft(self, kind: try kindOfNew(), changing: nil)
    }
  }

  /// The kind of a detection that does not exist.
  func kindOfNew() throws(ArgumentError) -> DetectionKind {
    if let detectionType { return detectionType }
    if detection != nil, body == nil { return .simpleRules }
    guard body != nil else {
      throw ArgumentError([
        "Give `detection_id` for a detection that exists, or `detection_type` and `body` (or `detection`, the conditions "
          + "of a simple rule) for a new one."
      ])
    }
    throw ArgumentError(["A new detection needs `detection_type`: \(DetectionKind.expectation)."])
  }

  /// The code that the detection shall have; nil where it stays as it is.
  ///
  /// - Parameter stored: the detection that Panther has; nil for a new one.
  func code(of kind: DetectionKind, changing stored: JSON.Object?) throws(ArgumentError) -> String? {
    let (right, wrong) = kind == .simpleRules ? (detection, body) : (body, detection)
    guard wrong == nil else {
      throw ArgumentError([
        "`\(kind.otherCodeField)` does not apply to \(kind.rawValue): their code is given in `\(kind.codeField)`."
      ])
    }
    let old = stored?[kind.codeField]?.string
    if !edits.isEmpty {
      guard right == nil else { throw ArgumentError(["Give `\(kind.codeField)` or `edits`, not both."]) }
      guard let old else { throw ArgumentError(["`edits` change stored code, and there is none: give it whole."]) }
      let new = try edits.applied(to: old)
      guard new.utf8.count <= CodeText.longest else {
        throw ArgumentError(["The changed code has \(new.utf8.count) bytes, and \(CodeText.longest) are taken at most."]
        )
      }
      return try checked(new, beside: old, in: "`edits`")
    }
    guard let text = right?.text else {
      guard stored == nil else { return nil }
      throw ArgumentError(["A new detection of \(kind.rawValue) needs its code in `\(kind.codeField)`."])
    }
    guard let old else { return try checked(text, beside: "", in: "`\(kind.codeField)`") }
    if text.utf8.count < old.utf8.count, old.utf8.starts(with: text.utf8), text.trimmed != old.trimmed {
      throw ArgumentError([
        "`\(kind.codeField)` is only the beginning of the stored code (\(text.utf8.count) of \(old.utf8.count) bytes), as "
          + "an answer shows it that was cut. To remove the end, use `edits`."
      ])
    }
    return try checked(text, beside: old, in: "`\(kind.codeField)`")
  }

  private func checked(_ code: String, beside old: String, in what: String) throws(ArgumentError) -> String {
    let problems = Draft.problem(of: code, beside: old, in: what)
    guard problems.isEmpty else { throw ArgumentError(problems) }
    return code
  }
}
