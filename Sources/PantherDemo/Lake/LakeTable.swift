import JSON

/// A table or view as the API describes it. Its rows come from `Lake`.
struct LakeTable: Sendable {
  let database: String
  let name: String
  let logType: String?
  let description: String
  let columns: [LakeColumn]

  var json: JSON {
    [
      "name": .string(name), "displayName": .string(logType ?? name), "logType": JSON(logType),
      "description": .string(description), "numMatches": .null,
      "columns": .array(
        columns.map { column in
          ["name": .string(column.name), "type": .string(column.type), "description": .string(column.description)]
        }),
    ]
  }
}
