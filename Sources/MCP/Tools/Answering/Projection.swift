import JSON

/// The fields of Panther's JSON that a tool shows. With `detail: full` it shows all of them.
package struct Projection: Sendable {
  private let fields: [(name: String, path: [Substring])]?

  /// Shows the item as it is.
  package static let everything = Projection(fields: nil)

  /// Shows these fields.
  /// - Parameter concise: their paths, such as `detection.id`.
  package init(concise: String...) {
    self.init(fields: concise)
  }

  private init(fields: [String]?) {
    self.fields = fields?.map { ($0, $0.split(separator: ".")) }
  }

  var names: [String]? { fields?.map(\.name) }

  /// The chosen values in order, null where there is none.
  func values(of item: JSON) -> [JSON] {
    fields?.map { item[path: $0.path.lazy.map(String.init)] ?? .null } ?? []
  }

  /// The chosen fields that have a value, under their paths.
  func object(of item: JSON) -> JSON {
    guard let fields else { return item }
    let members = fields.compactMap { field in
      item[path: field.path.lazy.map(String.init)].map { JSON.Member(field.name, $0) }
    }
    return .object(JSON.Object(unique: members))
  }
}
