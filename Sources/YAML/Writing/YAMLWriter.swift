import JSON

/// Writes values in block style into a growing buffer.
struct YAMLWriter {
  private(set) var bytes: [UInt8] = []

  mutating func document(_ value: JSON) {
    switch value {
    case .object(let object) where !object.isEmpty: members(object, indent: 0)
    case .array(let items) where !items.isEmpty: self.items(items, indent: 0)
    default:
      scalar(value, indent: 2)
      newline()
    }
  }

  /// Writes the members of an object. The position is where the first key belongs.
  private mutating func members(_ object: JSON.Object, indent: Int) {
    for (number, member) in object.members.enumerated() {
      if number > 0 { space(indent) }
      raw(YAMLText(member.key).key)
      raw(":")
      switch member.value {
      case .object(let object) where !object.isEmpty:
        newline()
        space(indent + 2)
        members(object, indent: indent + 2)
      case .array(let items) where !items.isEmpty:
        newline()
        space(indent + 2)
        self.items(items, indent: indent + 2)
      default:
        raw(" ")
        scalar(member.value, indent: indent + 2)
        newline()
      }
    }
  }

  /// Writes the items of a list. The position is where the first dash belongs.
  private mutating func items(_ items: [JSON], indent: Int) {
    for (number, item) in items.enumerated() {
      if number > 0 { space(indent) }
      raw("- ")
      switch item {
      case .object(let object) where !object.isEmpty: members(object, indent: indent + 2)
      case .array(let inner) where !inner.isEmpty: self.items(inner, indent: indent + 2)
      default:
        scalar(item, indent: indent + 2)
        newline()
      }
    }
  }

  private mutating func scalar(_ value: JSON, indent: Int) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .number(let number): raw(Self.number(number.text))
    case .array: raw("[]")
    case .object: raw("{}")
    case .string(let text):
      let text = YAMLText(text)
      if let mark = text.blockMark { block(text.bytes, mark, indent: indent) } else { raw(text.inLine) }
    }
  }

  /// Writes a text of several lines, without the last line end.
  private mutating func block(_ text: [UInt8], _ mark: String, indent: Int) {
    raw(mark)
    let lines = text.split(separator: Byte.newline, omittingEmptySubsequences: false)
    // What follows the last line end is a line only if there is something.
    for line in text.last == Byte.newline ? lines.dropLast() : lines {
      newline()
      guard !line.isEmpty else { continue }
      space(indent)
      bytes.append(contentsOf: line)
    }
  }

  /// YAML 1.1 takes `1e5` for a text: it wants a point, and a sign in the exponent.
  private static func number(_ text: String) -> String {
    guard let place = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return text }
    let (base, exponent) = (text[..<place], text[text.index(after: place)...])
    let sign = exponent.first == "-" || exponent.first == "+" ? "" : "+"
    return base + (base.contains(".") ? "" : ".0") + "e" + sign + exponent
  }

  private mutating func newline() { bytes.append(Byte.newline) }
  private mutating func space(_ count: Int) { bytes.append(contentsOf: repeatElement(Byte.space, count: count)) }
  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
