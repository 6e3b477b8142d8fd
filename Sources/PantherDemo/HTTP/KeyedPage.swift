import JSON

/// One page of a list that is ordered by a key.
struct KeyedPage<Item> {
  let items: [Item]
  /// The cursor of the next page; nil on the last one.
  let next: String?

  /// Sorts the items and takes one page of them.
  ///
  /// - Parameters:
  ///   - kind: the name of the list, so that a cursor of another list is refused.
  ///   - key: the key by which the items are sorted; it must be different for each item.
  /// - Throws: `DemoError` with status 400 for a cursor that does not belong to this list.
  init(
    _ items: [Item], kind: String, cursor: String?, limit: Int, isDescending: Bool = false, key: (Item) -> String
  ) throws {
    var keyed = items.map { (key: Array(key($0).utf8), item: $0) }
    keyed.sort { isDescending ? $1.key.lexicographicallyPrecedes($0.key) : $0.key.lexicographicallyPrecedes($1.key) }
    if let cursor {
      let place = try ListCursor.place(cursor, kind)
      keyed = Array(
        keyed.drop {
          isDescending ? !$0.key.lexicographicallyPrecedes(place) : !place.lexicographicallyPrecedes($0.key)
        })
    }
    let page = keyed.prefix(limit)
    self.items = page.map(\.item)
    next = keyed.count > limit ? page.last.map { ListCursor.text(kind, $0.key) } : nil
  }
}

extension KeyedPage<JSON.Object> {
  /// The page as the REST API answers with it.
  var json: JSON {
    var body: JSON.Object = ["results": .array(items.map { .object($0.visible()) })]
    body["next"] = next.map(JSON.string)
    return .object(body)
  }
}
