import JSON
import MCP
import Panther
import Text

/// Some lists are small, or Panther does not sort or filter them as we need it. They are read whole for every page.
extension PantherClient {
  /// All items of a GraphQL connection, at most 10,000 of them or 500 pages.
  ///
  /// - Parameters:
  ///   - field: the name of the connection in the operation's data.
  ///   - input: makes the operation's input for a page.
  func all(
    _ operation: Operation, in field: String, _ input: @escaping @Sendable (_ cursor: String?) -> JSON.Object
  ) async throws -> [JSON] {
    try await ListPage.read(from: nil, size: 10_000, pages: 500) { part in
      Page(connection: try await run(operation, ["input": .object(input(part.cursor))])[field])
    }.items
  }
}

extension Answer {
  /// An answer with a list that was read whole. Its cursor only says how many items were shown.
  static func list(
    whole items: [JSON], from place: ListPlace?, _ fields: Projection = .everything, _ detail: Detail = .concise,
    named name: String
  ) -> Answer {
    let rest = Array(items.dropFirst(place.offset))
    let paging = Paging(hasMore: false) { shown in
      ListPlace([ListPlace.Part(offset: place.offset + shown, size: 0)]).json
    }
    return list(rest, fields, detail, named: name, paging: paging).adding(["total": JSON(items.count)])
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
