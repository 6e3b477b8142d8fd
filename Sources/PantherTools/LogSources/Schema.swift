import JSON
import Panther

enum Schemas {
  static let list = Operation(
    """
    query Schemas($input: SchemasInput!) {
      schemas(input: $input) {
        edges { node { name description isArchived isManaged referenceURL createdAt updatedAt revision } }
        pageInfo { endCursor hasNextPage }
      }
    }
    """)
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

  /// All schemas that a query finds.
  static func read(_ operation: Operation, _ query: JSON.Object, _ call: Call) async throws -> [JSON] {
    try await call.panther.all(operation, in: "schemas") { next in
      var input = query
      input["cursor"] = next.map(JSON.string)
      return input
    }
  }
}
