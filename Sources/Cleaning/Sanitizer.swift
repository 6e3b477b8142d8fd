package import JSON

/// Makes text from logs safe to show: what could deceive a reader is escaped as `\u{202E}`, secrets are replaced by
/// `[redacted: bearer token]`, and both are counted.
///
/// Cleaning its own output again changes nothing, but for contrived texts where several secrets run into one another.
/// One pass over the bytes; a text with nothing to do comes back as it is, without a copy.
package struct Sanitizer: Sendable {
  private let redacts: Bool
  package private(set) var escaped = 0
  package private(set) var redacted = 0

  package init(redacts: Bool) {
    self.redacts = redacts
  }

  package mutating func clean(_ text: String) -> String {
    replacement(for: text, named: .ordinary) ?? text
  }

  /// Cleans strings and keys at every level; the value of a member such as `password` is redacted by its name.
  package mutating func clean(_ value: JSON) -> JSON {
    replacement(for: value, named: .ordinary) ?? value
  }

  /// Cleans a value that stood under a key, such as a cell of a table under its column's name.
  package mutating func clean(_ value: JSON, named key: String) -> JSON {
    replacement(for: value, named: name(key)) ?? value
  }

  private func name(_ key: String) -> SecretName {
    guard redacts else { return .ordinary }
    var key = key
    return key.withUTF8 { SecretName(endingAt: $0.count, in: $0) }
  }

  // MARK: Values; nil says that nothing changed

  private mutating func replacement(for text: String, named name: SecretName) -> String? {
    var text = text
    let redacts = self.redacts
    let cleaned = text.withUTF8 { bytes -> (text: String?, escaped: Int, redacted: Int) in
      var cleaner = TextCleaner(bytes, redacts: redacts)
      cleaner.run(named: name)
      return (cleaner.result, cleaner.escaped, cleaner.redacted)
    }
    escaped += cleaned.escaped
    redacted += cleaned.redacted
    return cleaned.text
  }

  private mutating func replacement(for value: JSON, named name: SecretName) -> JSON? {
    switch value {
    case .null, .bool, .number: return nil
    case .string(let text): return replacement(for: text, named: name).map(JSON.string)
    case .array(let values):
      var changed: [JSON]?
      for (index, element) in values.enumerated() {
        guard let clean = replacement(for: element, named: name) else { continue }
        if changed == nil { changed = values }
        changed?[index] = clean
      }
      return changed.map(JSON.array)
    case .object(let object): return replacement(for: object).map(JSON.object)
    }
  }

  private mutating func replacement(for object: JSON.Object) -> JSON.Object? {
    let header = redacts ? headerName(object) : .ordinary
    var changed: [JSON.Member]?
    var hasNewKeys = false
    for (index, member) in object.members.enumerated() {
      let name = member.key == "value" && header != .ordinary ? header : name(member.key)
      let key = replacement(for: member.key, named: .ordinary)
      let value = replacement(for: member.value, named: name)
      guard key != nil || value != nil else { continue }
      if changed == nil { changed = object.members }
      changed?[index] = JSON.Member(key ?? member.key, value ?? member.value)
      hasNewKeys = hasNewKeys || key != nil
    }
    guard let changed else { return nil }
    return JSON.Object(unique: hasNewKeys ? Self.distinct(changed) : changed)
  }

  /// The name in `{"name": "Authorization", "value": …}`, as web firewalls log headers.
  private func headerName(_ object: JSON.Object) -> SecretName {
    guard object.count <= 4, object["value"] != nil else { return .ordinary }
    guard let key = (object["name"] ?? object["key"])?.string else { return .ordinary }
    return name(key)
  }

  /// Two keys may look the same once they are clean; both members stay.
  private static func distinct(_ members: [JSON.Member]) -> [JSON.Member] {
    var seen: Set<String> = []
    // Where to go on counting: thousands of keys that become the same must not be counted from 2 each time.
    var numbers: [String: Int] = [:]
    return members.map { member in
      var key = member.key
      while !seen.insert(key).inserted {
        let number = numbers[member.key, default: 2]
        numbers[member.key] = number + 1
        key = "\(member.key) (\(number))"
      }
      return JSON.Member(key, member.value)
    }
  }
}
