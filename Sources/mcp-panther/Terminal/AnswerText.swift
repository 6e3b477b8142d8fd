import JSON

/// The answer of a tool, for a person to read: its facts a line each, then its lists as tables.
///
/// Only a name of ours begins a line. Where a value has further lines, and in tables, the lines are indented: whoever
/// wrote a value could write `notice: …` into it.
struct AnswerText {
  private let answer: JSON

  init(_ answer: JSON) {
    self.answer = answer
  }

  var text: String {
    guard let members = answer.object?.members else { return answer.formatted() }
    let facts = members.filter { !Self.isTables($0.value) && $0.key != "next_cursor" }
    let tables = members.filter { Self.isTables($0.value) }.map { ($0.key, $0.value.array ?? [$0.value]) }
    let isNamed = tables.count > 1
    let cursor = answer["next_cursor"]?.string.map { ["More: cursor=\($0)"] } ?? []
    // One member with tables is the answer itself. Several need their names.
    let lists = tables.map { name, tables in
      (isNamed ? "\(name):\n" : "") + tables.map(Self.table).joined(separator: "\n")
    }
    let lines = facts.map { "\($0.key): \(Self.fact($0.value))" } + lists + cursor
    return lines.joined(separator: "\n")
  }

  private static let indent = "  "

  private static func fact(_ value: JSON) -> String {
    indented(value.string ?? (value.text.count > 100 ? value.formatted() : value.text))
  }

  /// The text with all of its lines but the first indented.
  private static func indented(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n" + indent)
  }

  /// Whether this is a list as the tools write it, or several of them.
  private static func isTables(_ value: JSON) -> Bool {
    let lists = value.array ?? [value]
    return !lists.isEmpty && lists.allSatisfy { $0["columns"] != nil && $0["rows"] != nil }
  }

  /// A list as the tools write it: `{"columns": […], "rows": [[…], …]}`, and before its rows what holds for all of
  /// them.
  private static func table(_ list: JSON) -> String {
    let facts = (list.object?.members ?? []).filter { $0.key != "columns" && $0.key != "rows" }
    let columns = (list["columns"]?.array ?? []).map { $0.string ?? "" }
    let rows = (list["rows"]?.array ?? []).map { row in
      (row.array ?? []).map { $0.string ?? ($0.isNull ? "" : $0.text) }
    }
    let table = TextTable(columns, rows).text(width: Terminal.width - indent.count)
    return (facts.map { "\($0.key): \(fact($0.value))" } + [indent + indented(table)]).joined(separator: "\n")
  }
}
