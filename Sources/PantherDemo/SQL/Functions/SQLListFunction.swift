import JSON

/// The scalar functions over lists and objects, such as ARRAY_CONTAINS and GET_PATH.
enum SQLListFunction {
  static var all: [SQLFunction.Row] {
    [
      (
        ["array_contains"], 2...2,
        { values in
          guard case .variant(.array(let items)) = values[1] else { return .null }
          return .bool(items.contains { SQLValue($0) == values[0] })
        }
      ),
      (
        ["array_size"], 1...1,
        { values in
          guard case .variant(.array(let items)) = values[0] else { return .null }
          return .int(items.count)
        }
      ),
      (
        ["array_to_string"], 2...2,
        { values in
          guard case .variant(.array(let items)) = values[0], let separator = values[1].text else { return .null }
          return try .bounded(items.map { SQLValue($0).text ?? "" }.joined(separator: separator))
        }
      ),
      (
        ["get"], 2...2,
        { values in
          guard case .variant(let json) = values[0] else { return .null }
          if case .int(let index) = values[1], let items = json.array {
            return items.indices.contains(index) ? SQLValue(items[index]) : .null
          }
          return SQLValue(json[values[1].text ?? ""])
        }
      ),
      (
        ["get_path"], 2...2,
        { values in
          guard case .variant(let json) = values[0], let path = values[1].text else { return .null }
          return SQLValue(json[path: path.split(separator: ".").map(String.init)])
        }
      ),
    ]
  }
}
