package import JSON

/// One page of a list, and the cursor of the next page.
package struct Page: Sendable {
  /// The items of this page.
  package var items: [JSON]
  /// The cursor of the next page; nil at the end.
  package var next: String?

  /// Makes a page. An empty cursor means the end, as nil does.
  package init(items: [JSON], next: String?) {
    self.items = items
    self.next = next.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads a page of the REST API: `{results, next}`.
  package init(_ answer: JSON) {
    self.init(items: answer["results"]?.array ?? [], next: answer["next"]?.string)
  }

  /// Reads a GraphQL connection: `{edges: [{node}], pageInfo: {hasNextPage, endCursor}}`. Where GraphQL answers null
  /// for it, or for its edges, the page is empty.
  ///
  /// - Throws: `unreadable` for anything else.
  package init(connection: JSON?, of operation: Operation) throws(PantherError) {
    if connection?.isNull == true {
      self.init(items: [], next: nil)
      return
    }
    let pageInfo = connection?["pageInfo"]
    let isLast = pageInfo?["hasNextPage"]?.bool == false
    self.init(
      items: try operation.list("edges", in: connection).compactMap { $0["node"] }.filter { !$0.isNull },
      next: isLast ? nil : pageInfo?["endCursor"]?.string)
  }
}
