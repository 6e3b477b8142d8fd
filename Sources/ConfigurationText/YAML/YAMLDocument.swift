import JSON
import Text
import YAML

/// A YAML text in block style, whose members stand on lines of their own.
struct YAMLDocument: ConfigurationForm {
  private let bytes: [UInt8]
  let root: JSON.Object
  private let members: [Member]
  /// A new object stands in block style up to this depth; below, it stands on one line.
  private static let depthOfBlocks = 2

  /// A member of a mapping in block style, by places in the text.
  private struct Member {
    let key: String
    let start: Int
    /// From the colon to the end of the value.
    let value: Range<Int>
    let members: [Member]
  }

  init(_ bytes: [UInt8]) throws(ConfigurationTextError) {
    self.bytes = bytes
    let value: JSON
    let outline: [YAMLPlace]
    do throws(YAMLError) {
      (value, outline) = try YAML.outline(of: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw ConfigurationTextError(error.reason, line: error.line)
    }
    guard let object = value.isNull ? [:] : value.object else {
      throw ConfigurationTextError("there is \(value.kind), where a mapping belongs")
    }
    root = object
    var rest = outline[...]
    members = Self.members(&rest, depth: 0, bytes, Self.lines(of: bytes))
  }

  /// Where the lines begin.
  private static func lines(of bytes: [UInt8]) -> [Int] {
    var lines = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (place, byte) in bytes.enumerated() {
      let isReturn = byte == 0x0D && (place + 1 == bytes.count || bytes[place + 1] != 0x0A)
      if byte == 0x0A || isReturn { lines.append(place + 1) }
    }
    return lines
  }

  private static func members(
    _ rest: inout ArraySlice<YAMLPlace>, depth: Int, _ bytes: [UInt8], _ lines: [Int]
  ) -> [Member] {
    var members: [Member] = []
    while let place = rest.first, place.depth >= depth {
      rest.removeFirst()
      // What is deeper without a member above it stands in a list.
      guard place.depth == depth else { continue }
      func offset(_ position: YAMLPlace.Position) -> Int { lines[position.line] + position.column }
      let colon = offset(place.colon)
      var end = max(offset(place.end), colon)
      while end > colon, bytes[end - 1].isJSONSpace { end -= 1 }
      members.append(
        Member(
          key: place.key, start: offset(place.start), value: colon..<end,
          members: Self.members(&rest, depth: depth + 1, bytes, lines)))
    }
    return members
  }

  func edits(to new: JSON.Object) throws(ConfigurationTextError) -> TextEdits {
    var edits = TextEdits()
    if members.isEmpty {
      let start = bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? "" : bytes.lineEnd
      let empty = bytes.firstRange(of: "{}".utf8)
      if root.isEmpty, let empty, bytes.isFirstOfLine(empty.lowerBound) { edits.remove(empty) }
      edits.insert(start + block(new, 0, depth: 0).joined(), at: bytes.count)
    } else {
      try edit(members, root, new, depth: 0, &edits)
    }
    return edits
  }

  private func edit(
    _ members: [Member], _ old: JSON.Object, _ new: JSON.Object, depth: Int, _ edits: inout TextEdits
  ) throws(ConfigurationTextError) {
    var added: [JSON.Member] = []
    let (places, values) = (Dictionary(members.map { (ExactText($0.key), $0) }) { $1 }, old.byKey)
    for new in new.members {
      let (key, value) = (ExactText(new.key), new.value)
      guard let member = places[key] else {
        added.append(new)
        continue
      }
      guard let before = values[key], before != value else { continue }
      if !member.members.isEmpty, let before = before.object, let after = value.object {
        try edit(member.members, before, after, depth: depth + 1, &edits)
      } else if depth + 1 < Self.depthOfBlocks, let object = value.object, before.isNull || before == [:] {
        edits.remove(member.value)
        let column = member.start - bytes.startOfLine(at: member.start) + 2
        edits.insert(
          bytes.lineEnd + joined(block(object, column, depth: depth + 1)),
          at: bytes.endOfLine(at: member.value.upperBound))
      } else if depth == 0, before.object?.isEmpty == false {
        throw .shared(member.key, at: member.start, in: bytes, write: "the line \(member.key):")
      } else {
        edits.replace(member.value, with: " \(InlineValue.yaml.text(value))")
      }
    }
    let after = new.byKey
    for member in members where after[ExactText(member.key)] == nil {
      edits.remove(bytes.startOfLine(at: member.start)..<bytes.startOfNextLine(at: member.value.upperBound))
    }
    guard !added.isEmpty else { return }
    // Behind what goes nothing can be put.
    guard let last = members.last(where: { after[ExactText($0.key)] != nil }) else { throw .layout }
    let column = last.start - bytes.startOfLine(at: last.start)
    edits.insert(
      bytes.lineEnd + joined(block(JSON.Object(unique: added), column, depth: depth)),
      at: bytes.endOfLine(at: last.value.upperBound))
  }

  /// The lines of an object in block style, with their line ends.
  private func block(_ object: JSON.Object, _ column: Int, depth: Int) -> [String] {
    object.members.flatMap { member in
      let start = String(repeating: " ", count: column) + InlineValue.yaml.key(member.key) + ":"
      if depth < Self.depthOfBlocks, let inner = member.value.object, !inner.isEmpty {
        return [start + bytes.lineEnd] + block(inner, column + 2, depth: depth + 1)
      }
      return ["\(start) \(InlineValue.yaml.text(member.value))\(bytes.lineEnd)"]
    }
  }

  /// The same lines without the last line end.
  private func joined(_ lines: [String]) -> String {
    String(String.UnicodeScalarView(lines.joined().unicodeScalars.dropLast(bytes.lineEnd.unicodeScalars.count)))
  }
}
