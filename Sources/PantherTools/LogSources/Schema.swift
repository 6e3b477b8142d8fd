import JSON
import Panther

/// A schema of a log type, as Panther answers with it.
struct Schema {
  private let json: JSON

  init(_ json: JSON) {
    self.json = json
  }

  /// The name of the log type.
  var name: String? { json["name"]?.string }

  /// Lists schemas without their specifications.
  static let list = Operation(
    """
    query Schemas($input: SchemasInput!) {
      schemas(input: $input) {
        edges { node { name description isArchived isManaged referenceURL createdAt updatedAt revision } }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)
  /// Lists schemas with every field.
  static let details = Operation(
    """
    query SchemaDetails($input: SchemasInput!) {
      schemas(input: $input) {
        edges {
          node {
            name description spec discoveredSpec isArchived isManaged isFieldDiscoveryEnabled referenceURL
            createdAt updatedAt version revision
          }
        }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)

  /// Reads all schemas that match a filter.
  static func read(_ operation: Operation, _ filter: JSON.Object, _ call: Call) async throws -> WholeList {
    try await call.panther.all(operation, in: "schemas") { next in
      var input = filter
      input["cursor"] = next.map(JSON.string)
      return input
    }
  }
}
