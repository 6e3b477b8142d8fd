import JSON

extension DemoState {
  /// How many sources a page has; the field takes no page size.
  private static let sourcesPage = 10

  func sourceNodes(_ field: GraphQLField) throws -> JSON {
    let page = try KeyedPage(sources.items, kind: "sources", cursor: field.cursor, limit: Self.sourcesPage) {
      $0.string("integrationLabel") + "\n" + $0.string("integrationId")
    }
    let nodes = page.items.map { source in
      var node = source
      node["createdBy"] = actorNode(source["createdBy"])
      return JSON.object(node)
    }
    return field.connection(nodes, next: page.next)
  }

  /// All schemas that fit the filters, on a single page.
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
    return field.connection(found.map { .object($0.visible()) }, next: nil)
  }
}
