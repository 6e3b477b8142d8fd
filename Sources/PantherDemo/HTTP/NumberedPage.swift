/// One page of a list whose items are found by their position, such as the rows of a result.
struct NumberedPage {
  let range: Range<Int>
  /// The cursor of the next page; nil on the last one.
  let next: String?

  init(of count: Int, kind: String, cursor: String?, limit: Int) throws {
    var start = 0
    if let cursor {
      guard let offset = Int(String(decoding: try ListCursor.place(cursor, kind), as: UTF8.self)), offset >= 0 else {
        throw DemoError.badRequest("invalid cursor")
      }
      start = min(offset, count)
    }
    let end = min(start + min(limit, count), count)
    range = start..<end
    next = end < count ? ListCursor.text(kind, Array(String(end).utf8)) : nil
  }
}
