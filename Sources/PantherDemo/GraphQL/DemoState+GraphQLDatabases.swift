import JSON

extension DemoState {
  static func needDatabase(_ name: String) throws -> String {
    guard let found = LakeCatalog.database(named: name) else { throw DemoError.notFound("database", name) }
    return found
  }

  static func databaseNodes() -> JSON {
    .array(
      LakeCatalog.databases.map { name, description in
        [
          "name": .string(name), "description": .string(description),
          "tables": .array(LakeCatalog.tables(of: name).map(\.json)),
        ]
      })
  }

  func tableNodes(_ field: GraphQLField) throws -> JSON {
    let database = try Self.needDatabase(field.text("input", "databaseName"))
    let page = try KeyedPage(
      LakeCatalog.tables(of: database), kind: "tables/" + database, cursor: field.cursor,
      limit: field.pageSize(default: 25, most: Self.largestPage)
    ) { $0.name }
    return field.connection(page.items.map(\.json), next: page.next)
  }

  func tableNode(_ field: GraphQLField) throws -> JSON {
    let database = try Self.needDatabase(field.text("input", "databaseName"))
    let name = try field.text("input", "tableName")
    guard let table = LakeCatalog.table(named: name, in: database) else { throw DemoError.notFound("table", name) }
    return table.json
  }
}
