import JSON

extension ArgumentList {
  /// The JSON Schema of all of them.
  /// - Parameter readsFields: whether the tool also takes `field` and `field_offset`.
  func schema(readsFields: Bool) -> JSON {
    var properties = JSON.Object(arguments.map { ($0.name, $0.argument.schema) })
    if readsFields {
      properties.merge(FieldReading.schema)
    }
    var schema: JSON.Object = ["type": "object", "properties": .object(properties)]
    if !required.isEmpty { schema["required"] = JSON(required) }
    schema["additionalProperties"] = false
    return .object(schema)
  }
}
