import JSON
import MCP
import Panther
import Synchronization
import Text

/// A list of Panther's that was read whole, or as far as one call reads.
struct WholeList {
  /// What was read of it, or what a filter has kept of that.
  var items: [JSON]
  /// Why there may be more, in words for the answer; nil for a list that was read to its end.
  var incomplete: String?
  /// What the answer says of items that the caller may not see; nil where there are none.
  var hidden: String?

  /// A list of these items, in the order that the answer has them.
  func with(_ items: [JSON]) -> WholeList { WholeList(items: items, incomplete: incomplete, hidden: hidden) }

  /// The list without what the operator does not let be seen.
  func within(_ borders: DataBorders, _ words: String, _ isVisible: (JSON) -> Bool) -> WholeList {
    guard borders.tables != nil else { return self }
    var list = with(items.filter(isVisible))
    if list.items.count < items.count { list.hidden = borders.words(words) }
    return list
  }

  /// A number of items as a fact of the answer. The name says when it is only what was read.
  func count(_ name: String, _ count: Int) -> JSON.Object {
    .count(count, of: name, isWhole: incomplete == nil)
  }
}

extension JSON.Object {
  /// A number of items as a fact of an answer. The name says when there may be more.
  static func count(_ count: Int, of name: String = "total", isWhole: Bool) -> JSON.Object {
    [isWhole ? name : "\(name)_at_least": JSON(count)]
  }
}

/// Some lists are small, or Panther does not sort or filter them as we need it. They are read whole for every page.
extension PantherClient {
  /// All items of a GraphQL connection, at most 10,000 of them or 500 pages.
  ///
  /// - Parameters:
  ///   - field: the name of the connection in the operation's data.
  ///   - input: makes the operation's input for a page.
  func all(
    _ operation: Operation, in field: String, _ input: @escaping @Sendable (_ cursor: String?) -> JSON.Object
  ) async throws -> WholeList {
    let progress = Mutex((pages: 0, items: 0, goesOn: false))
    let list = try await ListPage.read(from: nil, size: 10_000, pages: 500) { part in
      let connection = try await run(operation, ["input": .object(input(part.cursor))])[field]
      let page = try Page(connection: connection, of: operation)
      // A list may say that it goes on, and then name no next page, or the same page again.
      let goesOn = page.next != nil || connection?["pageInfo"]?["hasNextPage"] == true
      progress.withLock { $0 = ($0.pages + 1, $0.items + page.items.count, goesOn) }
      return page
    }
    let read = progress.withLock(\.self)
    guard read.goesOn || read.items > list.items.count else { return WholeList(items: list.items) }
    return WholeList(
      items: list.items,
      incomplete: "Reading stopped after \(read.pages) pages of Panther's list with \(list.items.count) items: "
        + "there are more that were not looked at.")
  }
}

extension Answer {
  /// An answer with a list that was read whole. Its cursor only says how many items were shown.
  static func list(
    whole items: [JSON], from place: ListPlace?, _ fields: Projection = .everything, _ detail: Detail = .concise,
    named name: String
  ) -> Answer {
    list(whole: WholeList(items: items), from: place, fields, detail, named: name)
  }

  /// The same for a list of which only a part may have been read.
  static func list(
    whole list: WholeList, from place: ListPlace?, _ fields: Projection = .everything, _ detail: Detail = .concise,
    named name: String
  ) -> Answer {
    let rest = Array(list.items.dropFirst(place.offset))
    let paging = Paging(afterWhole: place, hasMore: false)
    var facts = list.count("total", list.items.count)
    facts["incomplete"] = list.incomplete.map(JSON.string)
    facts["not_shown"] = list.hidden.map(JSON.string)
    return .list(rest, fields, detail, named: name, paging: paging).adding(facts)
  }
}

extension Answer.Paging {
  /// How a list goes on that is read whole each time: its place is the number of items that were shown.
  init(afterWhole place: ListPlace?, hasMore: Bool) {
    self.init(hasMore: hasMore) { shown in
      ListPlace([ListPlace.Part(offset: place.offset + shown, size: 0)]).json
    }
  }
}

extension [JSON] {
  /// Finds the item whose field is exactly this text. If there is none, upper and lower case are taken as the same.
  func named(_ text: String, by field: String) -> JSON? {
    let wanted = text.lowercased()
    return first { $0[field] == .string(text) } ?? first { $0[field]?.string?.lowercased() == wanted }
  }
}

extension JSON {
  /// Whether one of the fields contains a text, in upper or lower case; true when there is no text to look for.
  func contains(_ text: String?, in fields: String...) -> Bool {
    guard let text = text?.lowercased() else { return true }
    return fields.contains { self[$0]?.string?.lowercased().containsBytes(of: text) == true }
  }
}
