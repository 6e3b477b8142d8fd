import JSON

/// Cuts values to what a document selects.
enum GraphQLProjection {
  /// The selected part of a value, under the selected names. A field that the value does not have is null.
  static func of(_ value: JSON, _ selections: [GraphQLField]) -> JSON {
    guard !selections.isEmpty else { return value }
    switch value {
    case .array(let items): return .array(items.map { of($0, selections) })
    case .object(let object):
      let type = object["__typename"]?.string
      var result: JSON.Object = [:]
      for field in selections where matches(field.type, type) {
        result[field.alias] = of(object[field.name] ?? .null, field.selections)
      }
      return .object(result)
    default: return value
    }
  }

  private static func matches(_ wanted: String?, _ type: String?) -> Bool {
    wanted == nil || type == nil || wanted == type || wanted == "LogIntegration"
  }
}
