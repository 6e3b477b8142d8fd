import JSON
import YAML

/// The log schema with which Panther reads the audit log.
extension AuditFormat {
  /// The name of the log type in Panther.
  package static let logType = "Custom.MCPPanther"

  /// The schema in Panther's own form.
  package static var schema: String {
    let schema: JSON = [
      "schema": .string(logType),
      "description": "The audit log of mcp-panther, an MCP server for Panther: what models did, and who was refused.",
      "referenceURL": .string(page),
      "fields": .array(fields.map { declaration(of: $0, meaning(of: $0), isRequired: isCommon($0)) }),
    ]
    return YAML.text(schema)
  }

  /// The page about the format.
  static let page = "https://github.com/panther-labs/mcp-panther/blob/main/.github/AUDIT.md"

  /// The members of all kinds of lines, each once.
  package static var fields: [AuditField] {
    var names: Set<String> = []
    return (common + records.flatMap(\.fields)).filter { names.insert($0.name).inserted }
  }

  /// Whether every line has the member, and it is never empty.
  private static func isCommon(_ field: AuditField) -> Bool {
    field.name != "prev" && common.contains { $0.name == field.name }
  }

  /// What a member says in each kind of line that has it, because Panther has one column for all of them.
  private static func meaning(of field: AuditField) -> String {
    let uses = records.flatMap { record in
      record.fields.filter { $0.name == field.name }.map { (event: record.event, meaning: $0.meaning) }
    }
    guard let other = uses.first(where: { $0.meaning != field.meaning }) else { return field.meaning }
    let meanings = [field.meaning, other.meaning] + uses.map(\.meaning)
    return meanings.indices.filter { meanings.firstIndex(of: meanings[$0]) == $0 }.map { index in
      let events = uses.filter { $0.meaning == meanings[index] }.map(\.event).joined(separator: ", ")
      return "\(events): \(meanings[index])"
    }
    .joined(separator: " ")
  }

  private static func declaration(of field: AuditField, _ meaning: String, isRequired: Bool = false) -> JSON {
    var declaration: JSON.Object = ["name": .string(field.name)]
    if isRequired { declaration["required"] = true }
    declaration["description"] = .string(meaning.replacing("`", with: ""))
    declaration.merge(type(of: field))
    if field.name == "time" { declaration["isEventTime"] = true }
    if !field.indicators.isEmpty { declaration["indicators"] = JSON(field.indicators) }
    return .object(declaration)
  }

  private static func type(of field: AuditField) -> JSON.Object {
    switch field.kind {
    case .string: ["type": "string"]
    case .timestamp: ["type": "timestamp", "timeFormats": ["rfc3339"]]
    case .bigint: ["type": "bigint"]
    case .float: ["type": "float"]
    case .json: ["type": "json"]
    case .strings: ["type": "array", "element": ["type": "string"]]
    case .object(let fields): object(fields)
    case .objects(let fields): ["type": "array", "element": .object(object(fields))]
    }
  }

  private static func object(_ fields: [AuditField]) -> JSON.Object {
    ["type": "object", "fields": .array(fields.map { declaration(of: $0, $0.meaning) })]
  }
}
