import JSON

/// Records are JSON objects. A member whose name starts with `_` is only read by filters, and never shown.
extension JSON.Object {
  /// The record as an answer shows it: without null members, members for filters, and `hidden` ones.
  func visible(without hidden: String...) -> JSON.Object {
    JSON.Object(unique: members.filter { !$0.key.hasPrefix("_") && !hidden.contains($0.key) && !$0.value.isNull })
  }

  /// The strings of a list; none when there is no such list.
  func strings(_ key: String) -> [String] {
    self[key]?.array?.compactMap(\.string) ?? []
  }

  /// A string, or an empty one when there is none.
  func string(_ key: String) -> String { self[key]?.string ?? "" }
}
