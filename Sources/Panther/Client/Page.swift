package import JSON

/// One page of a list and the cursor of the next; an absent, null or empty cursor is the end.
package struct Page: Sendable {
  package var items: [JSON]
  package var next: String?

  package init(items: [JSON], next: String?) {
    self.items = items
    self.next = next.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A page of the REST API: `{results, next}`.
  package init(_ answer: JSON) {
    self.init(items: answer["results"]?.array ?? [], next: answer["next"]?.string)
  }

  /// A GraphQL connection: `{edges: [{node}], pageInfo: {hasNextPage, endCursor}}`.
  package init(connection: JSON?) {
    let pageInfo = connection?["pageInfo"]
    let isLast = pageInfo?["hasNextPage"]?.bool == false
    self.init(
      items: (connection?["edges"]?.array ?? []).compactMap { $0["node"] }.filter { !$0.isNull },
      next: isLast ? nil : pageInfo?["endCursor"]?.string)
  }
}
