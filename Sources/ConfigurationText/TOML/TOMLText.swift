import JSON
import Text

/// A TOML text, whose tables stand one after the other.
struct TOMLText: ConfigurationForm {
  private let bytes: [UInt8]
  let root: JSON.Object
  private let statements: [TOMLStatement]
  /// A new object gets a head of its own up to this depth; below, it stands on one line.
  private static let depthOfTables = 2

  init(_ bytes: [UInt8]) throws(ConfigurationTextError) {
    self.bytes = bytes
    var reader = TOMLReader(bytes)
    root = try reader.document()
    statements = reader.statements
  }

  func edits(to new: JSON.Object) throws(ConfigurationTextError) -> TextEdits {
    var edits = TextEdits()
    try edit([], root, new, &edits)
    return edits
  }

  private func edit(
    _ path: [String], _ old: JSON.Object, _ new: JSON.Object, _ edits: inout TextEdits
  ) throws(ConfigurationTextError) {
    let (before, after) = (old.byKey, new.byKey)
    let removed = old.keys.filter { after[ExactText($0)] == nil }.map { path + [$0] }
    for member in new.members {
      let place = path + [member.key]
      guard let value = before[ExactText(member.key)] else {
        try add(place, member.value, without: removed, &edits)
        continue
      }
      guard value != member.value else { continue }
      if case .value(let range)? = statements.first(where: { $0.path == place })?.kind {
        guard place.count > 1 || value.object?.isEmpty != false else {
          let key = InlineValue.toml.key(member.key)
          throw .shared(member.key, at: range.lowerBound, in: bytes, write: "a line such as [\(key).NAME]")
        }
        edits.replace(range, with: InlineValue.toml.text(member.value))
      } else if let value = value.object, let new = member.value.object {
        try edit(place, value, new, &edits)
      } else {
        throw .layout
      }
    }
    for statement in statements where removed.contains(where: { statement.path.starts(with: $0) }) {
      edits.remove(
        bytes.startOfLine(at: statement.range.lowerBound)..<bytes.startOfNextLine(at: statement.range.upperBound))
    }
  }

  /// - Parameter removed: the paths of what goes at the same time, behind which nothing can be put.
  private func add(
    _ path: [String], _ value: JSON, without removed: [[String]], _ edits: inout TextEdits
  ) throws(ConfigurationTextError) {
    let end = bytes.lineEnd
    if path.count < Self.depthOfTables, let object = value.object {
      for member in object.members { try add(path + [member.key], member.value, without: removed, &edits) }
    } else if path.count == Self.depthOfTables, let object = value.object {
      let keys = path.map(InlineValue.toml.key).joined(separator: ".")
      let lines = ["[\(keys)]"] + object.members.map { line($0.key, $0.value) }
      let isOpen = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
      let before = (isOpen ? end : "") + (bytes.isEmpty ? "" : end)
      edits.insert(before + lines.map { $0 + end }.joined(), at: bytes.count)
    } else {
      let table = Array(path.dropLast())
      let own = statements.filter { statement in
        statement.table == table && !removed.contains { statement.path.starts(with: $0) }
      }
      // Where the table has a head, that is the first of its statements.
      guard let first = own.first, !first.isValue, let last = own.last else { throw .layout }
      let indent = bytes.indentation(at: last.range.lowerBound)
      edits.insert(
        "\(end)\(indent)\(line(path[path.count - 1], value))", at: bytes.endOfLine(at: last.range.upperBound))
    }
  }

  private func line(_ key: String, _ value: JSON) -> String {
    "\(InlineValue.toml.key(key)) = \(InlineValue.toml.text(value))"
  }
}

extension TOMLStatement {
  fileprivate var isValue: Bool {
    guard case .value = kind else { return false }
    return true
  }
}
