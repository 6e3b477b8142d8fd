import JSON
import YAML

/// A key of the files that teams keep in Git, and the field of Panther's API that it stands for.
struct LayoutKey {
  enum Form {
    /// The same value in both.
    case plain
    /// `HIGH` in the API, and `High` in the file.
    case severity
    /// A text in YAML in the API, and the value of that text in the file.
    case yaml
    /// A text, which the API may have with the quotes of YAML.
    case title
    /// A text in JSON in the API, and the value of that text in the file.
    case event
    /// A list of objects with keys of their own.
    case list([LayoutKey])
  }

  let name: String
  let field: String
  let form: Form

  init(_ name: String, _ field: String, _ form: Form = .plain) {
    (self.name, self.field, self.form) = (name, field, form)
  }

  /// The value in the file for one of the API.
  func written(_ value: JSON) -> JSON {
    switch form {
    case .plain: value
    case .severity: Self.severity(value) { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }
    case .yaml: Self.structure(value) ?? value
    case .title: Self.unquoted(value) ?? value
    // Newer versions of the API have the event as an object.
    case .event: value.string.flatMap { try? JSON(parsing: $0) } ?? value
    case .list(let keys): Self.items(value) { .object(keys.written($0)) }
    }
  }

  /// The value of the API for one in the file. It means the same as the one that was written there.
  func read(_ value: JSON) -> JSON {
    switch form {
    case .plain, .title: value
    case .severity: Self.severity(value) { $0.uppercased() }
    case .yaml: value.string == nil ? .string(YAML.text(value)) : value
    case .event: value.string == nil ? .string(value.text) : value
    case .list(let keys): Self.items(value) { .object(keys.read($0)) }
    }
  }

  /// Whether two values of the API mean the same.
  func isSame(_ one: JSON, _ other: JSON) -> Bool {
    switch form {
    case .plain, .severity: one.isSameValue(as: other)
    case .yaml, .title, .event: written(one).isSameValue(as: written(other))
    case .list(let keys):
      switch (one.array, other.array) {
      case (let these?, let those?):
        these.count == those.count && zip(these, those).allSatisfy { keys.areSame($0, $1) }
      default: one.isSameValue(as: other)
      }
    }
  }

  /// The value of a text that is a mapping or a list in YAML; nil for any other.
  static func structure(_ value: JSON) -> JSON? {
    guard let text = value.string, let read = try? YAML.read(text) else { return nil }
    return read.object == nil && read.array == nil ? nil : read
  }

  private static func severity(_ value: JSON, _ spelled: (String) -> String) -> JSON {
    guard let text = value.string, Severity(rawValue: text.uppercased()) != nil else { return value }
    return .string(spelled(text))
  }

  /// `{actor} did it` would be no text in YAML, so most titles stand without quotes.
  private static func unquoted(_ value: JSON) -> JSON? {
    guard let text = value.string, text.hasPrefix("\"") || text.hasPrefix("'"), let read = try? YAML.read(text) else {
      return nil
    }
    return read.string.map(JSON.string)
  }

  private static func items(_ value: JSON, _ changed: (JSON.Object) -> JSON) -> JSON {
    guard let items = value.array else { return value }
    return .array(items.map { $0.object.map(changed) ?? $0 })
  }
}

extension [LayoutKey] {
  /// The members of a file for the fields of the API, in the order of the keys. What is empty is left out, as people do.
  func written(_ fields: JSON.Object) -> JSON.Object {
    JSON.Object(
      unique: compactMap { key in
        fields[key.field].flatMap { $0.isNothing ? nil : JSON.Member(key.name, key.written($0)) }
      })
  }

  /// The fields of the API for the members of a file.
  func read(_ members: JSON.Object) -> JSON.Object {
    JSON.Object(
      unique: compactMap { key in members[key.name].map { JSON.Member(key.field, key.read($0)) } })
  }

  /// The fields that two objects of the API do not have in the same meaning.
  func differences(_ one: JSON.Object, _ other: JSON.Object) -> [String] {
    filter { key in
      let (one, other) = (one[key.field] ?? .null, other[key.field] ?? .null)
      return !(one.isNothing && other.isNothing || key.isSame(one, other))
    }.map(\.name)
  }

  func areSame(_ one: JSON, _ other: JSON) -> Bool {
    guard let one = one.object, let other = other.object else { return one.isSameValue(as: other) }
    return differences(one, other).isEmpty
  }

  /// The fields of the API that have a value and no key.
  func leftOut(of fields: JSON.Object, besides known: Set<String> = []) -> [String] {
    let kept = Set(map(\.field)).union(known)
    var names = fields.members.filter { !kept.contains($0.key) && !$0.value.isNothing }.map(\.key)
    for key in self {
      guard case .list(let keys) = key.form, let items = fields[key.field]?.array else { continue }
      names += items.flatMap { $0.object.map { keys.leftOut(of: $0) } ?? [] }.unique.map { "\(key.field)[].\($0)" }
    }
    return names
  }
}

extension JSON {
  /// Whether there is nothing to write down.
  var isNothing: Bool {
    switch self {
    case .null: true
    case .string: self == ""
    case .array(let items): items.isEmpty
    case .object(let object): object.isEmpty
    case .bool, .number: false
    }
  }

  /// Whether two values are the same when each number counts in the notation of YAML, which has `1.0e+400` for `1e400`.
  func isSameValue(as other: JSON) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let other)): one == other || YAML.text(self) == YAML.text(.number(other))
    case (.array(let these), .array(let those)):
      these.count == those.count && zip(these, those).allSatisfy { $0.isSameValue(as: $1) }
    case (.object(let these), .object(let those)):
      these.count == those.count
        && zip(these.members, those.members).allSatisfy { one, other in
          JSON.string(one.key) == .string(other.key) && one.value.isSameValue(as: other.value)
        }
    default: self == other
    }
  }
}
