import JSON

extension Estate {
  private static let sourcesPage = 10

  func sourceNode(_ source: JSON.Object) -> JSON {
    var node = source
    node["createdBy"] = actorNode(source["createdBy"])
    return .object(node)
  }

  func sourceNodes(_ field: GraphQLField) throws -> JSON {
    let page = try Page(sources.items, kind: "sources", cursor: field.cursor, limit: Self.sourcesPage) {
      $0.string("integrationLabel") + "\n" + $0.string("integrationId")
    }
    return [
      "edges": .array(page.items.map { ["node": sourceNode($0)] }),
      "pageInfo": Self.pageInfo(page.next, after: field.cursor),
    ]
  }

  /// All schemas that fit, on the only page.
  func schemaNodes(_ field: GraphQLField) throws -> JSON {
    guard field.cursor == nil else { throw GraphQLError(message: "schemas has a single page; cursor must be null") }
    let contains = field.argument("input", "contains")?.string
    let flags = [("isArchived", "isArchived"), ("isManaged", "isManaged"), ("isInUse", "_inUse")]
    let found = schemas.items.filter { schema in
      (schema.string("name").mentions(contains) || schema.strings("_fields").contains { $0.mentions(contains) })
        && flags.allSatisfy { argument, key in
          field.argument("input", argument).map { $0.bool == schema[key]?.bool } ?? true
        }
    }
    return [
      "edges": .array(found.map { ["node": .object($0.visible())] }), "pageInfo": Self.pageInfo(nil, after: nil),
    ]
  }
}
