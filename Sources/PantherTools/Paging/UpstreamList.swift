import JSON
import Panther
import Text

/// The items that were read from one list of Panther's.
struct UpstreamList: Sendable {
  /// The items that were kept, each with its place.
  private(set) var items: [(item: JSON, place: ListPlace.Part)] = []
  /// Where the list goes on; nil at its end.
  private(set) var end: ListPlace.Part?
  /// The number of items that were looked at.
  private(set) var looked = 0

  /// Makes a list without items, for one that could not be read.
  init(end: ListPlace.Part? = nil) {
    self.end = end
  }

  /// The place after the first `count` items; nil at the end of the list.
  func place(after count: Int) -> ListPlace.Part? { count < items.count ? items[count].place : end }

  /// Reads a list page by page until there are `size` items or enough of them, it ends, or `pages` pages were read.
  /// This is the only loop that follows Panther's cursors.
  static func read(
    _ part: ListPlace.Part, _ size: Int, _ pages: Int, _ keep: @Sendable (JSON) -> Bool,
    _ isEnough: (@Sendable ([JSON]) -> Bool)?, _ fetch: @Sendable (ListPlace.Part) async throws -> Page
  ) async throws -> UpstreamList {
    var list = UpstreamList()
    var place = part
    // The rest of a page that was cut is often short, so one page more is read.
    let pages = part.offset > 0 ? pages + 1 : pages
    for read in 1... {
      let page = try await fetch(place)
      for (index, item) in page.items.enumerated().dropFirst(place.offset) {
        var here = place
        here.offset = index
        guard list.items.count < size else {
          list.end = here
          return list
        }
        list.looked += 1
        if keep(item) { list.items.append((item, here)) }
      }
      // If the cursor is the same as before, the loop would never end.
      guard let next = page.next, place.cursor.map(next.hasSameBytes) != true else { return list }
      place.offset = 0
      place.cursor = next
      if read >= pages || list.items.count >= size || isEnough?(list.items.map(\.item)) == true { break }
    }
    list.end = place
    return list
  }
}

extension Query {
  /// The same query for one page of a list.
  func page(_ part: ListPlace.Part) -> Query {
    var query = self
    query.append("limit", part.size)
    query.append("cursor", part.cursor)
    return query
  }
}
