import JSON
import MCP
import Panther
import Text

/// What a draft changes in the detection that Panther has.
struct DetectionChange {
  /// One field, before and after; nil where the detection has none.
  struct Field {
    let name: String
    let before: JSON?
    let after: JSON?
  }

  let draft: Draft
  let fields: [Field]

  init(_ draft: Draft) {
    self.draft = draft
    let (before, after) = (draft.stored?.writable ?? [:], draft.body)
    let names = after.keys + before.keys.filter { after[$0] == nil }
    fields = names.compactMap { name in
      let (old, new) = (before[name] ?? .null, after[name] ?? .null)
      return old == new ? nil : Field(name: name, before: old.isNull ? nil : old, after: new.isNull ? nil : new)
    }
  }

  func field(_ name: String) -> Field? { fields.first { $0.name == name } }

  /// Whether the detection may fire for other events than before.
  var changesWhatFires: Bool { fields.contains { [draft.kind.codeField, "inlineFilters"].contains($0.name) } }

  /// The changes of texts of several lines, as a diff with the name of each field.
  var diff: String {
    fields.compactMap { field -> String? in
      guard field.hasLines(draft.kind) else { return nil }
      let diff = UnifiedDiff(from: field.before?.string ?? "", to: field.after?.string ?? "").text
      let before = field.before == nil ? "" : "--- \(field.name), stored\n"
      return "\(before)+++ \(field.name), new\n\(diff)"
    }.joined(separator: "\n")
  }

  /// The changes of the other fields, as `[{field, before, after}]`. Tests are named one by one.
  var others: [JSON] {
    fields.filter { !$0.hasLines(draft.kind) }.flatMap { field -> [JSON] in
      field.name == "tests" ? Self.tests(field) : [Self.change(field.name, field.before, field.after)]
    }
  }

  private static func change(_ name: String, _ before: JSON?, _ after: JSON?) -> JSON {
    ["field": .string(name), "before": before ?? .null, "after": after ?? .null]
  }

  private static func tests(_ field: Field) -> [JSON] {
    let changes = changedTests(field).map { test in
      change("test \(test.name)", test.before.map(readable), test.after.map(readable))
    }
    // Tests of one name, or in another order.
    return changes.isEmpty ? [change("tests", field.before, field.after)] : changes
  }

  /// A unit test as tools take it, with its event as an object instead of a text in a text.
  private static func readable(_ test: JSON) -> JSON {
    guard var members = test.object, let event = members["resource"]?.string.flatMap({ try? JSON(parsing: $0) }) else {
      return test
    }
    (members["name"], members["resource"]) = (nil, nil)
    if let expected = members.removeValue(forKey: "expectedResult") { members["expected"] = expected }
    members["log"] = event
    return .object(members)
  }

  /// The tests that differ, each with its name as JSON.
  private static func changedTests(_ field: Field) -> [(name: String, before: JSON?, after: JSON?)] {
    let (before, after) = (field.before?.array ?? [], field.after?.array ?? [])
    func byName(_ tests: [JSON]) -> [ExactText: JSON] {
      Dictionary(tests.map { (name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    }
    func name(of test: JSON) -> ExactText { ExactText((test["name"] ?? .null).text) }
    let (old, new) = (byName(before), byName(after))
    var seen: Set<ExactText> = []
    return (after + before).map(name).filter { seen.insert($0).inserted && old[$0] != new[$0] }
      .map { ($0.text, old[$0], new[$0]) }
  }

  /// How the change weakens the detection, in sentences.
  var weakening: [String] {
    guard draft.stored != nil else { return [] }
    var sentences: [String] = []
    func number(_ json: JSON?, or fallback: Int) -> Int { json?.int ?? fallback }
    if let field = field("enabled"), field.before == true { sentences.append("It is switched off.") }
    if let field = field("threshold"), number(field.after, or: 1) > number(field.before, or: 1) {
      sentences.append("An alert takes more events than before (threshold).")
    }
    if let field = field("dedupPeriodMinutes"), number(field.after, or: 60) > number(field.before, or: 60) {
      sentences.append("More events go into one alert (longer deduplication).")
    }
    if let field = field("severity"), Severity.rank(field.after?.string) > Severity.rank(field.before?.string) {
      sentences.append("Its alerts have a lower severity.")
    }
    for (name, words) in [
      ("logTypes", "log types"), ("resourceTypes", "resource types"), ("scheduledQueries", "scheduled queries"),
    ] {
      guard let field = field(name) else { continue }
      let gone = (field.before?.array ?? []).filter { !(field.after?.array ?? []).contains($0) }
      if !gone.isEmpty { sentences.append("It no longer looks at these \(words): \(JSON.array(gone).text).") }
    }
    if field("inlineFilters")?.after != nil {
      sentences.append("Its filter changes: events that do not pass make no alert.")
    }
    if field("groupBy") != nil { sentences.append("Its events are grouped into alerts in another way (groupBy).") }
    if field("dynamicSeverities")?.before != nil {
      sentences.append("What raises or lowers the severity of its alerts changes (dynamicSeverities).")
    }
    if let field = field("suppressions"), (field.after?.array?.count ?? 0) > (field.before?.array?.count ?? 0) {
      sentences.append("More resources are ignored (suppressions).")
    }
    if let field = field("outputIDs"), let left = field.before?.array, !left.isEmpty {
      let gone = left.filter { !(field.after?.array ?? []).contains($0) }
      if !gone.isEmpty {
        sentences.append("These destinations get none of its alerts any more: \(JSON.array(gone).text).")
      }
    }
    let tests = field("tests").map(Self.changedTests) ?? []
    let removed = tests.count { $0.after == nil }
    if removed > 0 { sentences.append("Unit tests are removed: \(removed).") }
    let alerting = JSON.bool(draft.kind.alertingResult)
    let turned = tests.count {
      $0.before?["expectedResult"] == alerting && $0.after.map { $0["expectedResult"] != alerting } == true
    }
    if turned > 0 { sentences.append("Unit tests that expect no alert any more: \(turned).") }
    return sentences
  }
}

extension DetectionChange.Field {
  /// Whether a diff shows it best.
  fileprivate func hasLines(_ kind: DetectionKind) -> Bool {
    let texts = [before, after].compactMap(\.self)
    return texts.allSatisfy { $0.string != nil }
      && (name == kind.codeField || texts.contains { $0.string?.utf8.contains(0x0A) == true })
  }
}

extension Severity {
  /// 0 for the highest severity.
  static func rank(_ name: String?) -> Int { allCases.firstIndex { $0.rawValue == name } ?? 0 }
}
