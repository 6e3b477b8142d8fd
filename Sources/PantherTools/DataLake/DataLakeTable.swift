import JSON
import Panther

/// A table of the data lake, as Panther answers with it.
struct DataLakeTable {
  private let json: JSON

  init(json: JSON) {
    self.json = json
  }

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

  private static let list = Operation(
    """
    query Tables($input: DataLakeDatabaseTablesInput!) {
      dataLakeDatabaseTables(input: $input) {
        edges { node { name displayName description logType } }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)

  /// Lists the tables of a database that the caller may read.
  static func all(of database: String, _ call: Call) async throws -> WholeList {
    let tables = try await call.panther.all(list, in: "dataLakeDatabaseTables") { cursor in
      var input: JSON.Object = ["databaseName": .string(database), "pageSize": 100]
      input["cursor"] = cursor.map(JSON.string)
      return input
    }
    return tables.within(call.borders, "Other tables are not shown.") { table in
      call.borders.allow(table: table["name"]?.string ?? "", in: database)
    }
  }

  /// The table that has the logs of a log type, as SQL names it: `panther_logs.public.aws_cloudtrail`.
  static func name(ofLogType logType: String) -> String {
    let table = table(ofLogType: logType)
    return "panther_logs.public.\(SQLQuoting.isPlain(table) ? table : SQLQuoting.identifier(table))"
  }

  /// The name of that table alone.
  static func table(ofLogType logType: String) -> String { logType.replacing(".", with: "_").lowercased() }

  /// Asks Panther for a table.
  static func read(_ table: String, of database: String, _ call: Call) async throws -> DataLakeTable {
    let input: JSON = ["databaseName": .string(database), "tableName": .string(table)]
    let data = try await call.panther.run(query, ["input": input])
    return DataLakeTable(json: data["dataLakeDatabaseTable"] ?? .null)
  }

  /// The table without what its name and its log type say already.
  var withoutRepetition: JSON {
    guard var table = json.object else { return json }
    let known = [json["name"], logType].map { Self.words($0?.string ?? "").joined() }
    if let name = json["displayName"]?.string, known.contains(Self.words(name).joined()) { table["displayName"] = nil }
    let said = Set([json["name"], logType].flatMap { Self.words($0?.string ?? "") })
    if let text = description?.string, Self.words(text).allSatisfy({ said.contains($0) || Self.filler.contains($0) }) {
      table["description"] = nil
    }
    return .object(table)
  }

  /// Words that say nothing about one table of logs among others.
  private static let filler: Set = ["a", "events", "for", "from", "log", "logs", "of", "table", "the", "type"]

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
