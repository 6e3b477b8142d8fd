import MCP
import Panther
import Wire

/// Where a list goes on: the request that made its page, Panther's cursor, and how much of the page was shown.
///
/// It carries the whole request, so that one argument is enough to go on, and so that relative times mean the same
/// on every page.
struct PageCursor {
  var query: Query
  /// Items of the page that were shown already.
  var offset = 0
  /// Of the arguments it was made for.
  private let fingerprint: String

  /// Arguments that may change from page to page.
  private static let free: Set = ["cursor", "detail", "page_size", "limit", "max_rows"]

  /// The first page, for the arguments of a call.
  init(_ query: Query, for call: Call) {
    self.query = query
    fingerprint = Self.fingerprint(of: call.arguments)
  }

  /// Reads a cursor that an answer gave.
  /// - Throws: `ArgumentError` for any other text, and when the call has other filters than the one it came from.
  init(_ text: String, for call: Call) throws(ArgumentError) {
    guard case .array(let parts)? = JSON(opaque: text), parts.count == 3, let query = parts[0].string,
      let offset = parts[1].int, offset >= 0, let fingerprint = parts[2].string
    else {
      throw ArgumentError(["Argument `cursor`: give a `next_cursor` exactly as an answer of this tool gave it."])
    }
    let own = Self.fingerprint(of: call.arguments)
    guard own == fingerprint || own == Self.fingerprint(of: [:]) else {
      throw ArgumentError([
        "Argument `cursor` belongs to a call with other filters: give the cursor alone, or the same filters with it."
      ])
    }
    self.query = Query(text: query)
    self.offset = offset
    self.fingerprint = fingerprint
  }

  var text: String {
    JSON.array([.string(query.text), JSON(offset), .string(fingerprint)]).opaque
  }

  /// The part of a page that was not shown yet, and how to go on after any of it.
  ///
  /// - Parameter name: of the item that holds Panther's cursor.
  func paging(_ page: Page, upstream name: String = "cursor", atMost size: Int) -> ([JSON], Answer.Paging) {
    let rest = page.items.dropFirst(offset)
    let shown = Array(rest.prefix(size))
    let count = page.items.count
    let paging = Answer.Paging(hasMore: page.next != nil || shown.count < rest.count) { index in
      var cursor = self
      cursor.offset += index
      if cursor.offset >= count, let next = page.next {
        cursor.offset = 0
        cursor.query[name] = next
      }
      return cursor.text
    }
    return (shown, paging)
  }

  /// FNV-1a over the arguments that choose what is listed; it tells cursors apart, it protects nothing.
  private static func fingerprint(of arguments: JSON.Object) -> String {
    let chosen = arguments.members.filter { !free.contains($0.key) && !$0.value.isNull }.sorted { $0.key < $1.key }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in JSON.object(JSON.Object(unique: chosen)).bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
