import Cleaning
import JSON
import Text

/// One value of an answer that a caller reads alone, from its beginning or from where it was cut.
struct FieldReading {
  /// The path of the value, such as `context.message`; `0.message` is in the first item of a list.
  let path: String
  /// Where to begin in the value, in characters (Unicode scalars).
  let offset: Int

  static let schema: JSON.Object = [
    "field": [
      "type": "string",
      "description": "Answer only this value, uncut: a path such as context.user, in a list with its index: 0.message",
    ],
    "field_offset": [
      "type": "integer", "minimum": 0, "description": "Where to go on in that value, in characters",
    ],
  ]

  /// Takes its own arguments out of those of a call; nil when the call has none of them.
  init?(takenFrom arguments: inout JSON.Object) throws(ArgumentError) {
    let field = arguments["field"]
    let offset = arguments["field_offset"]
    (arguments["field"], arguments["field_offset"]) = (nil, nil)
    do throws(Mismatch) {
      guard let field, !field.isNull, field != "" else { return nil }
      path = try String.read(field)
      guard let offset, !offset.isNull else {
        self.offset = 0
        return
      }
      let start = try Int.read(offset)
      guard start >= 0 else { throw Mismatch() }
      self.offset = start
    } catch {
      throw ArgumentError(["Argument `field` takes a path such as context.user, `field_offset` an integer from 0."])
    }
  }

  /// The value as an answer of its own. It is cleaned before it is cut, because a secret that is cut in two would be
  /// missed.
  func read(
    from answer: Answer, call: NextCall, _ sanitizer: inout Sanitizer
  ) throws(ArgumentError) -> Answer {
    let root: JSON
    switch answer.content {
    case .none: root = .object(answer.facts)
    case .item(let item, _): root = sanitizer.clean(item)
    case .reading(let reading): root = reading.value
    case .list(let items, _): root = sanitizer.clean(.array(items))
    case .table(let columns, let rows):
      root = sanitizer.clean(
        .array(rows.map { row in .object(JSON.Object(zip(columns, row.array ?? []).map { ($0, $1) })) }))
    }
    // Panther's data is cleaned before the value is taken, because what stands beside a value can make it a secret.
    guard let value = root.value(atPath: path[...]) else {
      let names = root.object?.keys ?? root.array?.first?.object?.keys.map { "0.\($0)" } ?? []
      let near = Names.nearest(to: path, among: names).map { " Did you mean `\($0)`?" } ?? ""
      let more = answer.isExtended ? "" : " With detail: full, where the tool takes it, there is more."
      throw ArgumentError(["Argument `field`: the answer has no value at `\(path.beginning(200))`.\(near)\(more)"])
    }
    return .reading(FieldPage(path: sanitizer.clean(path), offset: offset, value: value, call: call))
  }
}

extension JSON {
  /// The value at a path. Keys may contain dots themselves, so the longest key that fits is taken.
  fileprivate func value(atPath path: Substring, ) -> JSON? {
    if path.isEmpty { return self }
    switch self {
    case .array(let values):
      let step = path.prefix { $0 != "." }
      guard let index = Int(step), values.indices.contains(index) else { return nil }
      return values[index].value(atPath: path.dropFirst(step.count + 1))
    case .object(let object):
      let keys = object.members.filter { path == $0.key || path.hasPrefix($0.key + ".") }
      for member in keys.sorted(by: { $0.key.count > $1.key.count }) {
        let rest = path.dropFirst(member.key.count + 1)
        if let found = member.value.value(atPath: rest) { return found }
      }
      return nil
    default: return nil
    }
  }
}
