/// Any JSON value: numbers keep their text, objects keep their order.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Number)
  case string(String)
  case array([JSON])
  case object(Object)

  /// A JSON number as it was written, so that 9007199254740993, 1e400 and 0.10 survive a round trip.
  package struct Number: Sendable, Hashable {
    package let text: String

    /// Takes text that already follows the number grammar of RFC 8259; the parser is the only other caller.
    init(text: String) {
      self.text = text
    }

    package init(_ value: some FixedWidthInteger) {
      text = String(value)
    }

    /// A finite double; infinities and NaN have no JSON form and become nil.
    package init?(_ value: Double) {
      guard value.isFinite else { return nil }
      text = value.description
    }

    /// The value when it is a whole number that fits, whether written `100`, `100.0` or `1E2`.
    package var int: Int? {
      if let exact = Int(text) { return exact }
      guard let value = double, value.magnitude < 9_007_199_254_740_992 else { return nil }
      return Int(exactly: value)
    }

    /// The nearest double, or nil beyond its range.
    package var double: Double? {
      guard let value = Double(text), value.isFinite else { return nil }
      return value
    }
  }

  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSON

    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The members of a JSON object in their order; keys are unique and compared byte by byte.
  package struct Object: Sendable, Equatable {
    package private(set) var members: [Member]

    package init() {
      members = []
    }

    /// Takes members whose keys the caller knows to be unique.
    package init(unique members: [Member]) {
      self.members = members
    }

    /// Removes a member and gives back its value.
    package mutating func removeValue(forKey key: String) -> JSON? {
      defer { self[key] = nil }
      return self[key]
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var keys: [String] { members.map(\.key) }

    /// The value of a key; assigning nil removes it, assigning a new key appends it.
    package subscript(key: String) -> JSON? {
      get {
        for member in members where member.key.hasSameBytes(as: key) { return member.value }
        return nil
      }
      set {
        let index = members.firstIndex { $0.key.hasSameBytes(as: key) }
        switch (index, newValue) {
        case (let index?, let value?): members[index].value = value
        case (let index?, nil): members.remove(at: index)
        case (nil, let value?): members.append(Member(key, value))
        case (nil, nil): break
        }
      }
    }

    /// Takes over all members of another object; where both have one, its value wins.
    package mutating func merge(_ other: Object) {
      for member in other.members { self[member.key] = member.value }
    }

    package func merging(_ other: Object) -> Object {
      var merged = self
      merged.merge(other)
      return merged
    }
  }
}

// MARK: - Reading

extension JSON {
  package subscript(key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The value at a path such as `detection.id`; nil when any step is missing or null.
  package subscript(path path: some Sequence<String>) -> JSON? {
    var value = self
    for key in path {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value.isNull ? nil : value
  }

  package var isNull: Bool {
    guard case .null = self else { return false }
    return true
  }

  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  package var int: Int? {
    guard case .number(let value) = self else { return nil }
    return value.int
  }

  package var double: Double? {
    guard case .number(let value) = self else { return nil }
    return value.double
  }

  package var array: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  package var object: Object? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// What kind of value this is, in the words an error message uses.
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

  package init(_ value: some FixedWidthInteger) {
    self = .number(Number(value))
  }

  /// A number, or null where the double is not finite.
  package init(_ value: Double) {
    self = Number(value).map(JSON.number) ?? .null
  }

  package init(_ values: some Sequence<String>) {
    self = .array(values.map(JSON.string))
  }
}

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .number(Number(value)) }
  package init(floatLiteral value: Double) { self.init(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Object(elements)) }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements)
  }

  /// Of several members with one key, the last value stands, in the place of the first.
  package init(_ elements: some Sequence<(String, JSON)>) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}

extension String {
  /// Equality of the UTF-8 bytes. Swift's own `==` calls two strings equal that Unicode normalisation makes equal,
  /// and would take two different ids or keys for one.
  package func hasSameBytes(as other: String) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }
}
