/// Header fields in the order they came or are to be sent; names compare without regard to case.
package struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String

    /// Whether it can be sent as it is: no line end that would start another field (response splitting).
    var isSendable: Bool {
      !name.isEmpty && name.utf8.allSatisfy(\.isTokenCharacter) && !value.utf8.contains(where: \.isForbiddenInLine)
    }
  }

  package private(set) var fields: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The values under the name, joined by commas when there are several (RFC 9110, 5.2).
  ///
  /// A field that must not be repeated therefore never equals an expected value when it is.
  package subscript(name: String) -> String? {
    var joined: String?
    for field in fields where field.name.isSameField(as: name) {
      joined = joined.map { "\($0), \(field.value)" } ?? field.value
    }
    return joined
  }

  package func values(of name: String) -> [String] {
    fields.lazy.filter { $0.name.isSameField(as: name) }.map(\.value)
  }

  /// Adds a field beside others of that name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// Sets the only value under the name.
  package mutating func set(_ name: String, _ value: String) {
    fields.removeAll { $0.name.isSameField(as: name) }
    add(name, value)
  }
}

extension String {
  func isSameField(as other: String) -> Bool {
    utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0 == $1 || $0.lowercased == $1.lowercased }
  }

  /// Whether a comma-separated list has the token, without regard to case.
  func hasToken(_ token: String) -> Bool {
    split(separator: ",").contains { String($0.trimmingBlanks).isSameField(as: token) }
  }
}
