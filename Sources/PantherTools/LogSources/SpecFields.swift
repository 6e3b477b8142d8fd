import JSON
import YAML

/// The fields of a log type as its schema tells them, with those inside objects and lists.
struct SpecFields {
  /// A field inside another one.
  struct Nested {
    /// The way to it from the field that holds it: `sessionContext.mfa`, `[].id` in a list.
    let path: String
    let type: String
  }

  private var fields: [String: JSON] = [:]

  /// - Parameter schema: a schema as Panther answers with it. What Panther has discovered in events counts, too.
  init(_ schema: JSON) {
    for key in ["spec", "discoveredSpec"] {
      // A field may have the name `on`, so all that has no quotes is a text.
      let spec = schema[key]?.string.flatMap { try? YAML.read($0, .texts) }
      for field in spec?["fields"]?.array ?? [] {
        guard let name = field["name"]?.string?.lowercased() else { continue }
        // The first specification with fields inside the field tells them.
        if fields[name].map({ Self.nested(in: $0).isEmpty }) ?? true { fields[name] = field }
      }
    }
  }

  /// The fields inside a column. The data lake writes the names of columns in lower case.
  func inside(_ column: String) -> [Nested] { fields[column.lowercased()].map { Self.nested(in: $0) } ?? [] }

  private static func nested(in field: JSON) -> [Nested] {
    // A list is told by its elements, which may be lists, too.
    var field = field
    var path = ""
    while let element = field["element"], element.object != nil {
      field = element
      path += "[]"
    }
    return (field["fields"]?.array ?? []).flatMap { inner -> [Nested] in
      guard let name = inner["name"]?.string else { return [] }
      let here = path + "." + step(name)
      let deeper = nested(in: inner).map { Nested(path: here + $0.path, type: $0.type) }
      return deeper.isEmpty ? [Nested(path: here, type: type(of: inner))] : deeper
    }
  }

  private static func type(of field: JSON) -> String {
    let type = field["type"]?.string ?? "json"
    guard type == "array" else { return type }
    return "array of " + (field["element"].map { self.type(of: $0) } ?? "json")
  }

  /// A name as a step of a path in SQL, which quotes all but plain names.
  private static func step(_ name: String) -> String { SQLQuoting.isPlain(name) ? name : SQLQuoting.identifier(name) }
}
