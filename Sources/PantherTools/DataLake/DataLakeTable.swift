import JSON
import Panther

/// A table of the data lake, as Panther answers with it.
struct DataLakeTable {
  private let json: JSON

  var columns: [JSON] { json["columns"]?.array ?? [] }
  /// The log type of the table's rows; nil for a table of no log type.
  var logType: JSON? { json[path: ["logType"]] }
  var description: JSON? { json[path: ["description"]] }

  private static let query = Operation(
    """
    query Table($input: DataLakeDatabaseTableInput!) {
      dataLakeDatabaseTable(input: $input) {
        name displayName description logType
        columns { name type description }
      }
    }
    """)

  /// Asks Panther for a table.
  static func read(_ table: String, of database: String, _ call: Call) async throws -> DataLakeTable {
    let input: JSON = ["databaseName": .string(database), "tableName": .string(table)]
    let data = try await call.panther.run(query, ["input": input])
    return DataLakeTable(json: data["dataLakeDatabaseTable"] ?? .null)
  }
}
