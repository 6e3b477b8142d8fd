import JSON

/// A value of a detection as it means the same to Panther: it may leave out what is empty, keep lists in an order of its
/// own, and write the event of a test anew.
struct SavedValue: Equatable {
  private let json: JSON

  init(_ json: JSON) {
    self.json = Self.plain(json)
  }

  /// The value without what is empty, with sorted lists and members. The event of a test is JSON in a text.
  private static func plain(_ json: JSON) -> JSON {
    switch json {
    case .bool(false), .string(""): return .null
    case .number(let number) where number.int == 0: return .null
    case .array(let values):
      let plain = values.map(plain)
      return plain.isEmpty ? .null : .array(sorted(plain.map { ($0.text, $0) }))
    case .object(let object):
      let members = object.members.compactMap { member -> JSON.Member? in
        let event = member.key == "resource" ? member.value.string.flatMap { try? JSON(parsing: $0) } : nil
        let value = plain(event ?? member.value)
        return value.isNull ? nil : JSON.Member(member.key, value)
      }
      return members.isEmpty ? .null : .object(JSON.Object(unique: sorted(members.map { ($0.key, $0) })))
    default: return json
    }
  }

  private static func sorted<Value>(_ values: [(key: String, value: Value)]) -> [Value] {
    values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }
}
