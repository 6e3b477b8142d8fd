import JSON

/// Which fields of Panther's JSON a tool shows; everything else of it comes with `detail: full`.
package struct Projection: Sendable {
  private let fields: [(name: String, path: [Substring])]?

  /// The item as it is.
  package static let everything = Projection(fields: nil)

  /// - Parameter concise: paths such as `detection.id`.
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
