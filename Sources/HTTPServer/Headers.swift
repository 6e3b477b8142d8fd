/// Header fields, in the order in which they came or will be sent. Upper and lower case in names do not matter.
package struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One header field.
  package struct Field: Sendable, Equatable {
    /// The name as it was sent.
    package let name: String
    /// The value without the blanks around it.
    package let value: String

    /// Whether the field can be sent as it is. A line end in it would start another field (response splitting).
    var isSendable: Bool {
      !name.isEmpty && name.utf8.allSatisfy(\.isTokenCharacter) && !value.utf8.contains(where: \.isForbiddenInLine)
    }
  }

  /// All fields.
  package private(set) var fields: [Field] = []

  /// Makes an empty list of fields.
  package init() {}

  /// Makes the fields of a literal, in its order.
  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The value of the field with a name; several values are joined by commas (RFC 9110, 5.2). Nil when there is none.
  ///
  /// So when a field is repeated that must not be, it does not equal any expected value.
  package subscript(name: String) -> String? {
    var joined: String?
    for field in fields where field.name.isSameField(as: name) {
      joined = joined.map { "\($0), \(field.value)" } ?? field.value
    }
    return joined
  }

  /// The values of all fields with a name, in their order.
  package func values(of name: String) -> [String] {
    fields.lazy.filter { $0.name.isSameField(as: name) }.map(\.value)
  }

  /// Adds a field and keeps others of the same name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// Adds all fields of another list.
  package mutating func add(_ other: Headers) { fields += other.fields }

  /// Sets a field and removes others of the same name.
  package mutating func set(_ name: String, _ value: String) {
    fields.removeAll { $0.name.isSameField(as: name) }
    add(name, value)
  }
}

extension String {
  /// Whether two names of header fields are equal without regard to case.
  func isSameField(as other: String) -> Bool {
    utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0 == $1 || $0.lowercased == $1.lowercased }
  }

  /// Whether a comma-separated list contains the token, without regard to case.
  func hasToken(_ token: String) -> Bool {
    split(separator: ",").contains { String($0.trimmingBlanks).isSameField(as: token) }
  }
}
