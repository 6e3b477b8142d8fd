import JSON
import Text

extension CommentedJSON {
  func edits(to new: JSON.Object) -> TextEdits {
    var edits = TextEdits()
    let open = skipSpace(0)
    if open < plain.count {
      edit(open, .object(root), .object(new), &edits)
    } else {
      let start = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? "" : bytes.lineEnd
      edits.insert("\(start)\(pretty(.object(new), ""))\(bytes.lineEnd)", at: bytes.count)
    }
    return edits
  }

  /// Changes what differs in an object or a list.
  ///
  /// Members keep their order when one is changed, so what is the same is found by going through both at once.
  private func edit(_ open: Int, _ old: JSON, _ new: JSON, _ edits: inout TextEdits) {
    let container = container(at: open)
    let (before, after) = (Self.parts(old), Self.parts(new))
    var removed: [Item] = []
    var next = 0
    for (item, part) in zip(container.items, before) {
      guard next < after.count, Self.isSame(after[next].key, part.key) else {
        removed.append(item)
        continue
      }
      let value = after[next].value
      next += 1
      guard value != part.value else { continue }
      switch (part.value, value) {
      case (.object, .object), (.array, .array): edit(item.value.lowerBound, part.value, value, &edits)
      default: edits.replace(item.value, with: text(value, in: container))
      }
    }
    var added = after[next...].map { part in
      (part.key.map { "\(JSON.string($0).text): " } ?? "") + text(part.value, in: container)
    }[...]
    // What is new takes the place of what goes, so that commas stay where they are.
    while let text = added.first, let item = removed.first {
      edits.replace(item.start..<item.value.upperBound, with: text)
      added.removeFirst()
      removed.removeFirst()
    }
    if !removed.isEmpty { remove(removed, from: container, &edits) }
    if !added.isEmpty { add(Array(added), to: container, &edits) }
  }

  private static func parts(_ value: JSON) -> [(key: String?, value: JSON)] {
    switch value {
    case .object(let object): object.members.map { ($0.key, $0.value) }
    case .array(let values): values.map { (nil, $0) }
    default: []
    }
  }

  private static func isSame(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return true }
    return left.hasSameBytes(as: right)
  }

  // MARK: Adding and removing

  private func add(_ texts: [String], to container: Container, _ edits: inout TextEdits) {
    let (end, indent) = (bytes.lineEnd, indentation(in: container))
    guard let last = container.items.last else {
      let place = endOfTrivia(at: container.open + 1)
      let isOpen = bytes[place...].first.map { $0 == 0x0A || $0 == 0x0D } ?? false
      let closing = isOpen ? "" : end + bytes.indentation(at: container.open)
      return edits.insert("\(end)\(indent)\(texts.joined(separator: ",\(end)\(indent)"))\(closing)", at: place)
    }
    guard !isInline(container) else {
      return edits.insert(texts.map { ", \($0)" }.joined(), at: last.value.upperBound)
    }
    let comma = comma(after: last)
    if comma == nil { edits.insert(",", at: last.value.upperBound) }
    let lines = texts.joined(separator: ",\(end)\(indent)") + (comma == nil ? "" : ",")
    edits.insert("\(end)\(indent)\(lines)", at: endOfTrivia(at: comma.map { $0 + 1 } ?? last.value.upperBound))
  }

  private func remove(_ removed: [Item], from container: Container, _ edits: inout TextEdits) {
    for item in removed {
      let isOnItsOwn = bytes.isFirstOfLine(item.start)
      let start = isOnItsOwn ? bytes.startOfLine(at: item.start) : item.start
      var end = endOfTrivia(at: comma(after: item).map { $0 + 1 } ?? item.value.upperBound)
      if isOnItsOwn, bytes.endOfLine(at: end) == end { end = bytes.startOfNextLine(at: end) }
      edits.remove(start..<end)
    }
    // Nothing follows the comma of the last one that stays.
    let gone = Set(removed.map(\.start))
    guard let last = container.items.last, gone.contains(last.start), comma(after: last) == nil,
      let kept = container.items.last(where: { !gone.contains($0.start) }), let comma = comma(after: kept)
    else { return }
    edits.remove(comma..<comma + 1)
  }

  // MARK: Form

  private func text(_ value: JSON, in container: Container) -> String {
    isInline(container) ? value.text : pretty(value, indentation(in: container))
  }

  /// Whether an object or list stands on one line and has something in it.
  private func isInline(_ container: Container) -> Bool {
    !container.items.isEmpty && !bytes[container.open..<container.close].contains(UInt8(ascii: "\n"))
  }

  private func indentation(in container: Container) -> String {
    if let first = container.items.first, bytes.isFirstOfLine(first.start) { return bytes.indentation(at: first.start) }
    return bytes.indentation(at: container.open) + unit
  }

  private func pretty(_ value: JSON, _ indent: String) -> String {
    let lines: [Substring] = value.formatted().split(whereSeparator: { $0 == "\n" })
    return lines.map { line in
      let spaces = line.prefix { $0 == " " }.count
      return String(repeating: unit, count: spaces / 2) + line.dropFirst(spaces)
    }.joined(separator: bytes.lineEnd + indent)
  }

  /// By how much this text indents: as its first line that is indented.
  private var unit: String {
    let open = skipSpace(0)
    guard open < plain.count, let first = container(at: open).items.first, bytes.isFirstOfLine(first.start) else {
      return "  "
    }
    let indent = bytes.indentation(at: first.start).dropFirst(bytes.indentation(at: open).count)
    return indent.isEmpty ? "  " : String(indent)
  }
}
