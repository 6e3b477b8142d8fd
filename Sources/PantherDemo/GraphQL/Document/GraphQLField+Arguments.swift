import JSON

extension GraphQLField {
  /// A text argument that is required.
  func text(_ path: String...) throws -> String {
    guard let text = JSON.object(arguments)[path: path]?.string else {
      throw GraphQLError(
        message: "\(name): argument \(path.joined(separator: ".")) is required", code: "BAD_USER_INPUT")
    }
    return text
  }

  func strings(_ path: String...) -> [String] {
    JSON.object(arguments)[path: path]?.array?.compactMap(\.string) ?? []
  }

  func instant(_ path: String...) throws -> Instant? {
    guard let value = JSON.object(arguments)[path: path] else { return nil }
    guard let instant = value.string.flatMap({ Instant(parsing: $0, requiresZone: true) }) else {
      throw GraphQLError(
        message: "DateTime must look like YYYY-MM-DDThh:mm:ss.000Z, got \(value.text.prefix(60))",
        code: "BAD_USER_INPUT")
    }
    return instant
  }

  /// The size of a page, from `input.pageSize`.
  func pageSize(default fallback: Int, most: Int) throws -> Int {
    guard let value = argument("input", "pageSize") else { return fallback }
    guard let size = value.int, (1...most).contains(size) else {
      throw GraphQLError(message: "pageSize must be between 1 and \(most), got \(value.text.prefix(40))")
    }
    return size
  }

  /// The cursor from `input.cursor`; an empty one counts as absent.
  var cursor: String? {
    argument("input", "cursor")?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
