import JSON

/// Records of one kind by their id, in the order in which they were added.
struct Store: Sendable {
  let what: String
  private let idKey: String
  private(set) var items: [JSON.Object]

  init(_ what: String, _ items: [JSON.Object], id idKey: String = "id") {
    (self.what, self.items, self.idKey) = (what, items, idKey)
  }

  func find(_ id: String) -> JSON.Object? {
    items.first { $0.string(idKey).hasSameBytes(as: id) }
  }

  /// - Throws: the 404 that Panther answers.
  func need(_ id: String) throws -> JSON.Object {
    guard let found = find(id) else { throw Fault.missing(what, id) }
    return found
  }

  mutating func put(_ item: JSON.Object) {
    let id = item.string(idKey)
    if let index = items.firstIndex(where: { $0.string(idKey).hasSameBytes(as: id) }) {
      items[index] = item
    } else {
      items.append(item)
    }
  }

  mutating func remove(_ id: String) throws {
    _ = try need(id)
    items.removeAll { $0.string(idKey).hasSameBytes(as: id) }
  }
}
