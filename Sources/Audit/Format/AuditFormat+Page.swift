import JSON

/// The tables of the page about the format.
extension AuditFormat {
  /// The tables in Markdown: one of what every line has, one for each kind of line.
  package static var tables: String {
    let own = records.map { "### `\($0.event)`\n\n\($0.occasion)\n\n\(table($0.fields))" }
    return (["### Every line\n\n\(table(common))"] + own).joined(separator: "\n\n")
  }

  private static func table(_ fields: [AuditField]) -> String {
    let lines = fields.flatMap { rows($0) }.map { "| \($0.joined(separator: " | ")) |" }
    return (["| Member | Type | Meaning | Example |", "| --- | --- | --- | --- |"] + lines).joined(separator: "\n")
  }

  /// The row of a member, and those of the members in it.
  private static func rows(_ field: AuditField, in path: String = "") -> [[String]] {
    let name = "`\(path)\(field.name)`" + (field.isAlwaysThere ? "" : "?")
    let row = [name, typeName(field.kind), field.meaning, "`\(field.example.text)`"]
    switch field.kind {
    case .object(let inner): return [row] + inner.flatMap { rows($0, in: "\(path)\(field.name).") }
    case .objects(let inner): return [row] + inner.flatMap { rows($0, in: "\(path)\(field.name)[].") }
    default: return [row]
    }
  }

  private static func typeName(_ kind: AuditField.Kind) -> String {
    switch kind {
    case .string: "text"
    case .timestamp: "time"
    case .bigint: "integer"
    case .float: "number"
    case .json: "JSON"
    case .strings: "list of texts"
    case .object: "object"
    case .objects: "list of objects"
    }
  }
}
