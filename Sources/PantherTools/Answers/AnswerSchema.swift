import JSON

/// Pieces of the JSON Schema of an answer. What any answer may have, such as `next_cursor`, is declared by the protocol
/// layer for all of them.
enum AnswerSchema {
  static let text: JSON = ["type": "string"]
  static let texts: JSON = ["type": "array", "items": text]
  static let count: JSON = ["type": "integer"]
  static let quantity: JSON = ["type": "number"]
  static let window = object(["from": text, "to": text])
  /// A list of items: rows that are arrays, in the order of the columns.
  static let table = object(["columns": texts, "rows": ["type": "array", "items": ["type": "array"]]])

  /// An object whose properties are always there, but for those that are named as optional.
  static func object(_ properties: JSON.Object, optional: JSON.Object = [:]) -> JSON {
    [
      "type": "object", "properties": .object(properties.merging(optional)), "required": JSON(properties.keys),
    ]
  }
}
