import Foundation
import JSON

/// One page of a list that is ordered by a key.
struct Page<Item> {
  let items: [Item]
  /// The opaque place of the next page; nil on the last one.
  let next: String?

  /// - Parameters:
  ///   - kind: names the list, so that a cursor of another list is refused.
  ///   - key: differs for each item, and orders them.
  init(
    _ items: [Item], kind: String, cursor: String?, limit: Int, isDescending: Bool = false, key: (Item) -> String
  ) throws {
    var keyed = items.map { (key: Array(key($0).utf8), item: $0) }
    keyed.sort { isDescending ? $1.key.lexicographicallyPrecedes($0.key) : $0.key.lexicographicallyPrecedes($1.key) }
    if let cursor {
      let place = try Cursor.place(cursor, kind)
      keyed = Array(
        keyed.drop {
          isDescending ? !$0.key.lexicographicallyPrecedes(place) : !place.lexicographicallyPrecedes($0.key)
        })
    }
    let page = keyed.prefix(limit)
    self.items = page.map(\.item)
    next = keyed.count > limit ? page.last.map { Cursor.text(kind, $0.key) } : nil
  }

}

/// An opaque place in one list.
enum Cursor {
  static func text(_ kind: String, _ place: [UInt8]) -> String {
    Data(Array(kind.utf8) + [0x0A] + place).base64EncodedString()
  }

  /// - Throws: the 400 for a cursor that is none, or that belongs to another list.
  static func place(_ cursor: String, _ kind: String) throws -> [UInt8] {
    let prefix = Array(kind.utf8) + [0x0A]
    guard let data = Data(base64Encoded: cursor), data.starts(with: prefix) else { throw Fault.bad("invalid cursor") }
    return Array(data.dropFirst(prefix.count))
  }
}

/// One page of a list whose items keep their places, such as the rows of a result.
struct Slice {
  let range: Range<Int>
  let next: String?

  init(of count: Int, kind: String, cursor: String?, limit: Int) throws {
    var start = 0
    if let cursor {
      guard let offset = Int(String(decoding: try Cursor.place(cursor, kind), as: UTF8.self)), offset >= 0 else {
        throw Fault.bad("invalid cursor")
      }
      start = min(offset, count)
    }
    let end = min(start + min(limit, count), count)
    range = start..<end
    next = end < count ? Cursor.text(kind, Array(String(end).utf8)) : nil
  }
}

extension Page<JSON.Object> {
  /// The envelope of the REST API. Members whose names start with `_` are for filters only.
  var json: JSON {
    var body: JSON.Object = ["results": .array(items.map { .object($0.visible()) })]
    body["next"] = next.map(JSON.string)
    return .object(body)
  }

  /// The envelope of GraphQL.
  func connection(after cursor: String?) -> JSON {
    [
      "edges": .array(items.map { ["node": .object($0)] }),
      "pageInfo": [
        "hasNextPage": .bool(next != nil), "hasPreviousPage": .bool(cursor != nil), "startCursor": JSON(cursor),
        "endCursor": JSON(next),
      ],
    ]
  }
}

extension JSON.Object {
  func visible(without hidden: String...) -> JSON.Object {
    JSON.Object(unique: members.filter { !$0.key.hasPrefix("_") && !hidden.contains($0.key) && !$0.value.isNull })
  }

  func strings(_ key: String) -> [String] {
    self[key]?.array?.compactMap(\.string) ?? []
  }

  func string(_ key: String) -> String { self[key]?.string ?? "" }
}

extension String {
  /// Whether it contains a text, without case; an absent text is always contained.
  func mentions(_ text: String?) -> Bool {
    guard let text, !text.isEmpty else { return true }
    return lowercased().contains(text.lowercased())
  }
}
