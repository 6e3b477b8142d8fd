import Panther
import JSON

extension PantherClient {
  /// All items of a GraphQL connection, for lists that are small, or that only their whole can sort or filter.
  ///
  /// Stops at 10,000 items or 500 pages, and at a cursor that does not move.
  func all(_ operation: Operation, in field: String, _ input: (String?) -> JSON.Object) async throws -> [JSON] {
    var items: [JSON] = []
    var next: String?
    var pages = 0
    repeat {
      pages += 1
      let data = try await run(operation, ["input": .object(input(next))])
      let page = Page(connection: data[field])
      items += page.items
      next = page.next == next ? nil : page.next
    } while next != nil && items.count < 10_000 && pages < 500
    return items
  }
}

extension [JSON] {
  /// The one whose field is exactly this text, else the one where only upper and lower case differ.
  func named(_ text: String, by field: String) -> JSON? {
    first { $0[field]?.string == text } ?? first { $0[field]?.string?.lowercased() == text.lowercased() }
  }
}

extension JSON {
  /// Whether one of the fields contains a text, in any case; true when there is no text to look for.
  func contains(_ text: String?, in fields: String...) -> Bool {
    guard let text = text?.lowercased() else { return true }
    return fields.contains { self[$0]?.string?.lowercased().contains(text) == true }
  }
}
