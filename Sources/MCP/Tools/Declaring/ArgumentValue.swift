package import JSON

/// A type that an argument can have.
package protocol ArgumentValue: Sendable {
  /// The members of its JSON Schema. They mean the same in draft-07 and in 2020-12.
  static var schema: JSON.Object { get }
  /// What an error message says was expected, such as "an integer".
  static var expectation: String { get }
  /// Reads a value that a caller gave, leniently where there is no doubt about what is meant.
  static func read(_ json: JSON) throws(Mismatch) -> Self
  /// The value as a schema's default.
  var json: JSON { get }
  /// Whether its values are places in a list, which callers give as cursors.
  static var isPlace: Bool { get }
}

extension ArgumentValue {
  package static var isPlace: Bool { false }
}

extension String: ArgumentValue {
  package static var schema: JSON.Object { ["type": "string"] }
  package static var expectation: String { "a string" }
  package var json: JSON { .string(self) }

  /// Reads a text. A number is taken as its text, because ids that look like numbers arrive so.
  package static func read(_ json: JSON) throws(Mismatch) -> String {
    if case .number(let number) = json { return number.text }
    guard let text = json.string else { throw Mismatch() }
    guard !text.allSatisfy(\.isWhitespace) else { throw Mismatch("must not be empty") }
    return text
  }
}

extension Int: ArgumentValue {
  package static var schema: JSON.Object { ["type": "integer"] }
  package static var expectation: String { "an integer" }
  package var json: JSON { JSON(self) }

  package static func read(_ json: JSON) throws(Mismatch) -> Int {
    if let value = json.int { return value }
    if let text = json.string, let value = Int(text.trimmed) { return value }
    throw Mismatch()
  }
}

extension Bool: ArgumentValue {
  package static var schema: JSON.Object { ["type": "boolean"] }
  package static var expectation: String { "true or false" }
  package var json: JSON { .bool(self) }

  package static func read(_ json: JSON) throws(Mismatch) -> Bool {
    if let value = json.bool { return value }
    switch json.string?.trimmed.lowercased() {
    case "true": return true
    case "false": return false
    default: throw Mismatch()
    }
  }
}

extension ArgumentValue where Self: CaseIterable & RawRepresentable<String> {
  package static var schema: JSON.Object { ["type": "string", "enum": JSON(allCases.map(\.rawValue))] }
  package static var expectation: String { "one of \(allCases.map(\.rawValue).joined(separator: ", "))" }
  package var json: JSON { .string(rawValue) }

  package static func read(_ json: JSON) throws(Mismatch) -> Self {
    guard let name = json.string, name.utf8.count <= 200 else { throw Mismatch() }
    let spelled = String(name.trimmed.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    for value in allCases where value.rawValue.lowercased() == spelled { return value }
    throw Mismatch()
  }
}

extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  package static var schema: JSON.Object { Wrapped.schema }
  package static var expectation: String { Wrapped.expectation }
  package static var isPlace: Bool { Wrapped.isPlace }
  package var json: JSON { self?.json ?? .null }

  package static func read(_ json: JSON) throws(Mismatch) -> Wrapped? {
    try Wrapped.read(json)
  }
}

extension Array: ArgumentValue where Element: ArgumentValue {
  package static var schema: JSON.Object { ["type": "array", "items": .object(Element.schema)] }
  package static var expectation: String { "a list, each \(Element.expectation)" }
  package var json: JSON { .array(map(\.json)) }

  /// Reads a list. It also takes one value for a list of one, a list written as JSON in a string, and values of a few
  /// that are joined by commas.
  package static func read(_ json: JSON) throws(Mismatch) -> [Element] {
    if case .array(let values) = json { return try elements(values) }
    if let text = json.string?.trimmed, text.hasPrefix("["), case .array(let values)? = try? JSON(parsing: text) {
      return try elements(values)
    }
    if let text = json.string?.trimmed, text.hasPrefix("["), text.hasSuffix("]") {
      throw Mismatch(#"must be a list such as ["A","B"], got "# + json.shown)
    }
    do throws(Mismatch) {
      return [try Element.read(json)]
    } catch {
      guard let text = json.string, text.contains(",") else { throw error }
      return try elements(text.split(separator: ",").map { .string(String($0)) })
    }
  }

  private static func elements(_ values: [JSON]) throws(Mismatch) -> [Element] {
    var elements: [Element] = []
    for value in values {
      do throws(Mismatch) {
        elements.append(try Element.read(value))
      } catch {
        throw Mismatch(error.reason ?? "must be \(expectation), got \(value.shown)")
      }
    }
    return elements
  }
}

extension JSON.Object: ArgumentValue {
  package static var schema: JSON.Object { ["type": "object"] }
  package static var expectation: String { "an object" }
  package var json: JSON { .object(self) }

  package static func read(_ json: JSON) throws(Mismatch) -> JSON.Object {
    if case .object(let object) = json { return object }
    if let text = json.string, case .object(let object)? = try? JSON(parsing: text) { return object }
    throw Mismatch()
  }
}
