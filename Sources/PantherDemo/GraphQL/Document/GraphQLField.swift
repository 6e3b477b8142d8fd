import JSON

/// A field that a document selects, with the values of its arguments.
struct GraphQLField {
  /// The name in the answer.
  var alias: String
  var name: String
  var arguments: JSON.Object = [:]
  var selections: [GraphQLField] = []
  /// The type whose objects have the field, from the `... on` around it; nil for all types.
  var type: String?

  func argument(_ path: String...) -> JSON? { JSON.object(arguments)[path: path] }

  func child(_ name: String) -> GraphQLField? { selections.first { $0.name == name } }
}
