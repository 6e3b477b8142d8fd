package import JSON

/// The fields of Panther's JSON that a tool shows. With `detail: full` it shows all of them.
package struct Projection: Sendable {
  private let fields: [(name: String, path: [String])]?
  /// The names of the fields that a table shows only the beginning of, because a long one would take the room of many
  /// items.
  let titles: Set<String>

  /// The most characters of a title in a table.
  package static let longestTitle = 160

  /// Shows the item as it is.
  package static let everything = Projection(fields: nil)

  /// Shows these fields.
  ///
  /// - Parameters:
  ///   - concise: their paths, such as `detection.id`.
  ///   - titles: those of them that are cut at `longestTitle` characters in a list.
  package init(concise: String..., titles: String...) {
    self.init(fields: concise, titles: Set(titles))
  }

  private init(fields: [String]?, titles: Set<String> = []) {
    self.fields = fields?.map { ($0, $0.split(separator: ".").map(String.init)) }
    self.titles = titles
  }

  var names: [String]? { fields?.map(\.name) }

  /// The chosen values in order, null where there is none.
  func values(of item: JSON) -> [JSON] {
    fields?.map { item[path: $0.path] ?? .null } ?? []
  }

  /// About how many characters an item takes in a list.
  package func size(of item: JSON) -> Int {
    guard let fields else { return Budget.Size(item.bytes).characters }
    return zip(fields, values(of: item)).reduce(0) { sum, field in
      let size = Budget.Size(field.1.bytes).characters + 1
      return sum + (titles.contains(field.0.name) ? min(size, Self.longestTitle) : size)
    }
  }

  /// The chosen fields that have a value, under their paths.
  func object(of item: JSON) -> JSON {
    guard let fields else { return item }
    let members = fields.compactMap { field in
      item[path: field.path].map { JSON.Member(field.name, $0) }
    }
    return .object(JSON.Object(unique: members))
  }
}
