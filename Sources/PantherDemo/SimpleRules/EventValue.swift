import JSON
import Text

/// How the values of events are compared: as Python does it, in which real detections run.
enum EventValue {
  static func equal(_ left: JSON, _ right: JSON) -> Bool {
    if let left = number(left), let right = number(right) { return order(left, right) == 0 }
    guard let items = left.array, let others = right.array else { return left == right }
    return items.count == others.count && zip(items, others).allSatisfy { equal($0, $1) }
  }

  /// In Python true is 1, and false is 0.
  private static func number(_ value: JSON) -> JSON.Number? {
    switch value {
    case .number(let number): number
    case .bool(let value): JSON.Number(value ? 1 : 0)
    default: nil
    }
  }

  /// Values of two kinds have no order.
  static func isGreater(_ left: JSON, _ right: JSON) -> Bool {
    if let left = number(left), let right = number(right) { return order(left, right) > 0 }
    guard let left = left.string, let right = right.string else { return false }
    return right.utf8.lexicographicallyPrecedes(left.utf8)
  }

  /// A part of a text, an element of a list, or a key of an object.
  static func contains(_ value: JSON, _ wanted: JSON) -> Bool {
    if let items = value.array { return items.contains { equal($0, wanted) } }
    guard let wanted = wanted.string else { return false }
    if let object = value.object { return object[wanted] != nil }
    return value.string?.containsBytes(of: wanted) ?? false
  }

  static func lowercased(_ value: JSON) -> JSON {
    if let text = value.string { return .string(text.lowercased()) }
    return value.array.map { .array($0.map(lowercased)) } ?? value
  }

  /// A text as it is, and any other value as Python writes it.
  static func text(_ value: JSON, isInside: Bool = false) -> String {
    switch value {
    case .null: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .number(let number): return number.text
    case .array(let items): return "[" + items.map { text($0, isInside: true) }.joined(separator: ", ") + "]"
    case .object(let object):
      let members = object.members.map { "'\($0.key)': " + text($0.value, isInside: true) }
      return "{" + members.joined(separator: ", ") + "}"
    case .string:
      let text = value.string ?? ""
      return isInside ? "'" + text + "'" : text
    }
  }

  /// Whole numbers are compared by their digits, because a double does not hold those beyond 2^53.
  private static func order(_ left: JSON.Number, _ right: JSON.Number) -> Int {
    guard let whole = Whole(left.text), let other = Whole(right.text) else {
      let (left, right) = (Double(left.text) ?? 0, Double(right.text) ?? 0)
      return left < right ? -1 : left > right ? 1 : 0
    }
    return whole.order(to: other)
  }

  private struct Whole {
    let isNegative: Bool
    let digits: Substring

    init?(_ text: String) {
      let sign = text.hasPrefix("-")
      digits = text.dropFirst(sign ? 1 : 0)
      isNegative = sign && digits != "0"
      guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    }

    func order(to other: Whole) -> Int {
      guard isNegative == other.isNegative else { return isNegative ? -1 : 1 }
      let (left, right) = (digits.utf8, other.digits.utf8)
      let isLess = left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
      if isLess { return isNegative ? 1 : -1 }
      return left.elementsEqual(right) ? 0 : isNegative ? -1 : 1
    }
  }
}
