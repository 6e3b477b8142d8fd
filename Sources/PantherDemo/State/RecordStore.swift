import JSON
import Text

/// The records of one kind, in the order in which they were added.
struct RecordStore: Sendable {
  /// The word for one record in messages.
  let what: String
  private let idKey: String
  private(set) var items: [JSON.Object]

  init(_ what: String, _ items: [JSON.Object], id idKey: String = "id") {
    (self.what, self.items, self.idKey) = (what, items, idKey)
  }

  func find(_ id: String) -> JSON.Object? {
    items.first { $0.string(idKey).hasSameBytes(as: id) }
  }

  /// The record with this id.
  ///
  /// - Throws: `DemoError` with status 404 when there is none.
  func need(_ id: String) throws -> JSON.Object {
    guard let found = find(id) else { throw DemoError.notFound(what, id) }
    return found
  }

  /// Adds a record, or replaces the one with the same id.
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
