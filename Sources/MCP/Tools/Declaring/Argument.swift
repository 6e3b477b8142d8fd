import Cleaning
import Synchronization
import JSON

/// One argument of a tool or a prompt. Its name is the property's name, its schema comes from the type, and its value
/// is filled in when a call arrives.
@propertyWrapper
package struct Argument<Value: ArgumentValue>: Sendable {
  let purpose: String
  let fallback: Value?
  let limits: ArgumentLimits<Value>
  /// The name of the argument, where the property's name would read badly.
  let name: String?
  /// Whether a call that goes on with a cursor may give another value than the first call.
  let isPerPage: Bool
  /// Whether it names something exactly, by an id or name that was copied from an answer. Hidden characters stand there
  /// escaped. Any other text means just what it says: who writes `\u{202E}` in a comment wants to see these letters.
  let isExact: Bool
  /// The longest id or exact name that is taken. Panther has none of more than a few hundred characters, and answers
  /// repeat them in the calls that they name.
  private static var longestExact: Int { 1_000 }
  private let slot = Slot<Value>()

  /// Declares an argument that must be given.
  package init(
    _ purpose: String, _ limits: ArgumentLimits<Value> = .none, name: String? = nil, perPage: Bool = false,
    exact: Bool = false
  ) {
    (self.purpose, self.fallback, self.limits, self.name) = (purpose, nil, limits, name)
    (isPerPage, isExact) = (perPage, exact)
  }

  /// Declares an argument that may be left out.
  package init(
    _ purpose: String, _ limits: ArgumentLimits<Value> = .none, name: String? = nil, perPage: Bool = false,
    exact: Bool = false
  )
  where Value: ExpressibleByNilLiteral {
    (self.purpose, self.fallback, self.limits, self.name) = (purpose, .some(nil), limits, name)
    (isPerPage, isExact) = (perPage, exact)
  }

  /// Declares an argument with a default.
  package init(
    wrappedValue: Value, _ purpose: String, _ limits: ArgumentLimits<Value> = .none, name: String? = nil,
    perPage: Bool = false, exact: Bool = false
  ) {
    (self.purpose, self.fallback, self.limits, self.name) = (purpose, wrappedValue, limits, name)
    (isPerPage, isExact) = (perPage, exact)
  }

  package var wrappedValue: Value {
    guard let value = slot.value.withLock({ $0.value }) else { preconditionFailure("read outside a call") }
    return value
  }

  package var projectedValue: Argument { self }

  /// Whether the caller gave it. This tells a choice from a default.
  package var isGiven: Bool { slot.value.withLock { $0.isGiven } }
}

private final class Slot<Value: Sendable>: Sendable {
  let value = Mutex<(value: Value?, isGiven: Bool)>((nil, false))
}

extension Argument: AnyArgument {
  var isRequired: Bool { fallback == nil }
  var isPlace: Bool { Value.isPlace }
  var fallbackJSON: JSON? { fallback?.json }
  var expectation: String { Value.expectation }

  var schema: JSON {
    var schema = Value.schema
    schema.merge(limits.schema)
    schema["description"] = .string(purpose)
    if let fallback = fallback?.json, ![.null, [], [:], ""].contains(fallback) { schema["default"] = fallback }
    return .object(schema)
  }

  func fill(_ json: JSON?) throws(Mismatch) {
    // Some hosts fill optional arguments in with null or "".
    if let fallback, json == nil || json == .null || json == "" {
      return slot.value.withLock { $0 = (fallback, false) }
    }
    guard let json else { throw Mismatch("is required: \(Value.expectation)\(limits.words)") }
    let value: Value
    do throws(Mismatch) {
      value = try Value.read(isExact ? json.unescaped : json)
    } catch {
      throw Mismatch(error.reason ?? "must be \(Value.expectation)\(limits.words), got \(json.shown)")
    }
    guard limits.allow(value) else {
      throw Mismatch("must be \(Value.expectation)\(limits.words), got \(json.shown)")
    }
    if isExact, let short = value.json.shortenedText {
      throw Mismatch("has \(JSON.string(short).shown), which was shortened where it was shown. Give it whole")
    }
    if isExact, let length = value.json.longestText, length > Self.longestExact {
      throw Mismatch("takes ids and names of up to \(Self.longestExact) characters, got one of \(length)")
    }
    slot.value.withLock { $0 = (value, true) }
  }
}

extension JSON {
  /// The value with the hidden characters of its text, which stand escaped in it.
  fileprivate var unescaped: JSON {
    if let string { return .string(Cleaning.unescaped(string)) }
    return array.map { .array($0.map(\.unescaped)) } ?? self
  }

  /// The text, or one in a list, that is the beginning of an id with a mark at its end; nil where there is none.
  fileprivate var shortenedText: String? {
    guard let text = string else { return array?.lazy.compactMap(\.shortenedText).first }
    let end = ["…", "..."].first(where: text.hasSuffix)
    guard let end, text.utf8.count >= 8 + end.utf8.count, text.contains(where: \.isNumber) else { return nil }
    let isID = text.dropLast(end.count).utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x5F
    }
    return isID ? text : nil
  }

  /// The length of the text, or of the longest one in a list; nil where there is no text.
  fileprivate var longestText: Int? { string?.unicodeScalars.count ?? array?.compactMap(\.longestText).max() }
}
