import JSON
import MCP
import Panther

/// The columns of a table with the fields inside their objects, as the schema of the log type tells them.
struct NestedFields {
  /// The columns, each followed by its fields.
  private(set) var rows: [JSON] = []
  /// A field, as SQL names it.
  private var example: String?
  private var hasLists = false
  private var logType: String?
  /// The columns that are objects of which no schema tells the fields.
  private var unknown: [String] = []
  private var hasEventTime = false

  /// Reads the schema where a column may hold objects. A token that may not read schemas gets the columns alone.
  static func read(of table: DataLakeTable, _ call: Call) async throws -> NestedFields {
    var nested = NestedFields()
    let columns = table.columns
    var fields: SpecFields?
    if let logType = table.logType?.string, columns.contains(where: { kind(of: $0) != .plain }) {
      nested.logType = logType
      do {
        let schemas = try await Schema.read(Schema.details, ["contains": .string(logType)], call)
        fields = schemas.items.named(logType, by: "name").map(SpecFields.init)
      } catch let error as CancellationError {
        throw error
      } catch {}
    }
    for column in columns { nested.append(column, fields) }
    return nested
  }

  private enum Kind {
    case plain, list, object
  }

  /// What kind of values a column has. The names of the types depend on the database behind Panther.
  private static func kind(of column: JSON) -> Kind {
    let type = column["type"]?.string?.lowercased() ?? ""
    // The indicators that Panther adds are lists of texts.
    guard column["name"]?.string?.lowercased().hasPrefix("p_any_") != true else { return .plain }
    if ["object", "variant", "json", "struct", "map"].contains(where: type.hasPrefix) { return .object }
    return type.hasPrefix("array") ? .list : .plain
  }

  private mutating func append(_ column: JSON, _ fields: SpecFields?) {
    rows.append(column)
    guard let name = column["name"]?.string else { return }
    if name.lowercased() == "p_event_time" { hasEventTime = true }
    let kind = Self.kind(of: column)
    guard kind != .plain else { return }
    let inside = fields?.inside(name) ?? []
    for field in inside {
      rows.append(["name": .string(name + field.path), "type": .string(field.type)])
      if example == nil, field.path.hasPrefix(".") { example = name + ":" + field.path.dropFirst() }
      hasLists = hasLists || field.path.contains("[]")
    }
    if inside.isEmpty, kind == .object, SQLQuoting.isPlain(name) { unknown.append(name) }
  }

  /// What the answer says of the fields: how to name them in SQL, and a query that shows those that no schema tells.
  func facts(of table: String, in database: String) -> JSON.Object {
    var facts: JSON.Object = [:]
    let ways = [example.map { "In SQL: \($0)." }, hasLists ? "Before [] stands a list, for LATERAL FLATTEN." : nil]
    if let logType, example != nil || hasLists {
      let source = "The schema \(Wording.quote(logType)) tells the fields inside columns."
      facts["nested"] = .string(([source] + ways.compactMap(\.self)).joined(separator: " "))
    }
    let path = [database, table].flatMap { $0.split(separator: ".").map(String.init) }
    if !unknown.isEmpty, hasEventTime, path.allSatisfy(SQLQuoting.isPlain) {
      let sql = """
        SELECT \(unknown.prefix(8).joined(separator: ", ")) FROM \(path.joined(separator: ".")) \
        WHERE p_occurs_since('1 d') AND \(unknown[0]) IS NOT NULL LIMIT 5
        """
      let call = NextCall(QueryDataLake.name, ["sql": .string(sql)])
      facts["hint"] = .string("No schema that can be read tells the fields inside some objects. A sample: \(call.text)")
    }
    return facts
  }
}
