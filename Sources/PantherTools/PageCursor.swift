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
  private let tool: String
  /// Of each argument it was made for, by name.
  private let fingerprints: JSON.Object

  /// Arguments that may change from page to page.
  private static let free: Set = ["cursor", "detail", "page_size", "limit", "max_rows"]

  /// The first page, for the arguments of a call.
  init(_ query: Query, for call: Call) {
    self.query = query
    tool = call.tool
    fingerprints = Self.fingerprints(of: call.arguments)
  }

  /// Reads a cursor that an answer gave.
  ///
  /// The call may leave out arguments of the one it came from, but not have others.
  /// - Throws: `ArgumentError` for any other text, and when the call has other filters than the one it came from.
  init(_ text: String, for call: Call) throws(ArgumentError) {
    guard case .array(let parts)? = JSON(opaque: text), parts.count == 4, parts[0].string == call.tool,
      let query = parts[1].string, let offset = parts[2].int, offset >= 0, let fingerprints = parts[3].object
    else {
      throw ArgumentError(["Argument `cursor`: give a `next_cursor` exactly as an answer of this tool gave it."])
    }
    guard Self.fingerprints(of: call.arguments).members.allSatisfy({ fingerprints[$0.key] == $0.value }) else {
      throw ArgumentError([
        "Argument `cursor` belongs to a call with other filters: give the cursor alone, or the same filters with it."
      ])
    }
    self.query = Query(text: query)
    self.offset = offset
    self.tool = call.tool
    self.fingerprints = fingerprints
  }

  var text: String {
    JSON.array([.string(tool), .string(query.text), JSON(offset), .object(fingerprints)]).opaque
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

  /// FNV-1a over each argument that chooses what is listed; it tells cursors apart, it protects nothing.
  private static func fingerprints(of arguments: JSON.Object) -> JSON.Object {
    let chosen = arguments.members.filter { !free.contains($0.key) && ![.null, "", []].contains($0.value) }
    return JSON.Object(
      unique: chosen.map { argument in
        var hash: UInt32 = 0x811C_9DC5
        for byte in argument.value.bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return JSON.Member(argument.key, JSON(hash))
      })
  }
}
