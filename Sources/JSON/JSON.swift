import Text

/// Any JSON value: numbers keep their text, objects keep their order, and strings are kept and compared byte by byte.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Number)
  case string(String)
  case array([JSON])
  case object(Object)

  package static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

// MARK: - Reading

extension JSON {
  /// The value of a member; nil where the object lacks the key, and where this is no object.
  package subscript(key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The value at a path such as `["detection", "id"]`; nil where a step is missing, and where the value is null.
  package subscript(path path: [String]) -> JSON? {
    var value = self
    for key in path {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value.isNull ? nil : value
  }

  /// Whether this is null.
  package var isNull: Bool {
    guard case .null = self else { return false }
    return true
  }

  /// The text of a string, ready to be looked at; nil for any other value. The value itself keeps its bytes.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value.readyToCompare
  }

  /// The value of a boolean; nil for any other value.
  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The value of a whole number that fits into an `Int`; nil for any other value.
  package var int: Int? {
    guard case .number(let value) = self else { return nil }
    return value.int
  }

  /// The nearest double to a number; nil beyond the range of a double, and for any other value.
  package var double: Double? {
    guard case .number(let value) = self else { return nil }
    return value.double
  }

  /// The elements of an array; nil for any other value.
  package var array: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The members of an object; nil for any other value.
  package var object: Object? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// What kind of value this is, in the words that an error message uses.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

// MARK: - Building

extension JSON {
  /// A string, or null for nil.
  package init(_ value: String?) {
    self = value.map(JSON.string) ?? .null
  }

  /// A whole number.
  package init(_ value: some FixedWidthInteger) {
    self = .number(Number(value))
  }

  /// A number, or null where the double is not finite.
  package init(_ value: Double) {
    self = Number(value).map(JSON.number) ?? .null
  }

  /// An array of strings.
  package init(_ values: some Sequence<String>) {
    self = .array(values.map(JSON.string))
  }
}

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A boolean.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  package init(integerLiteral value: Int) { self = .number(Number(value)) }
  /// A number.
  package init(floatLiteral value: Double) { self.init(value) }
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// An array.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object; of several members with one key, the last value stands, in the place of the first.
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(elements)) }
}
