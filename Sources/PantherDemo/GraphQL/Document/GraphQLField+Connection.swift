import JSON

extension GraphQLField {
  /// One page of nodes as GraphQL answers with it, for a field that asked with `input.cursor`.
  ///
  /// - Parameter next: the cursor of the next page; nil on the last one.
  func connection(_ nodes: [JSON], next: String?) -> JSON {
    ["edges": .array(nodes.map { ["node": $0] }), "pageInfo": pageInfo(next)]
  }

  func pageInfo(_ next: String?) -> JSON {
    [
      "hasNextPage": .bool(next != nil), "hasPreviousPage": .bool(cursor != nil), "startCursor": JSON(cursor),
      "endCursor": JSON(next),
    ]
  }
}
