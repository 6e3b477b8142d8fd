package import JSON
import Text

/// Makes text from logs safe to show: what could deceive a reader is escaped as `\u{202E}`, secrets are replaced by
/// `[redacted: bearer token]`, and both are counted.
///
/// Cleaning its own output again changes nothing, except in contrived texts, such as secrets that run into one another.
/// It goes over the bytes once, and returns a text in which nothing has to be changed without copying it.
package struct Sanitizer: Sendable {
  private let redacts: Bool
  /// How many scalars were escaped so far.
  package private(set) var escaped = 0
  /// How many secrets were replaced so far.
  package private(set) var redacted = 0

  /// A sanitizer that has counted nothing yet.
  /// - Parameter redacts: whether secrets are replaced, too; what deceives is escaped in any case.
  package init(redacts: Bool) {
    self.redacts = redacts
  }

  /// Cleans one text.
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

  // MARK: What to put in place of a value; nil where nothing has to be changed

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

  /// What the name in `{"name": "Authorization", "value": …}` says; web firewalls log headers in this form.
  private func headerName(_ object: JSON.Object) -> SecretName {
    guard object.count <= 4, object["value"] != nil else { return .ordinary }
    guard let key = (object["name"] ?? object["key"])?.string else { return .ordinary }
    return name(key)
  }

  /// Numbers the keys that became the same by cleaning, so that no member is lost.
  private static func distinct(_ members: [JSON.Member]) -> [JSON.Member] {
    var seen: Set<ExactText> = []
    // The next number of each key. Counting from 2 each time would take minutes for thousands of keys that became the
    // same.
    var numbers: [ExactText: Int] = [:]
    return members.map { member in
      var key = member.key
      let original = ExactText(member.key)
      while !seen.insert(ExactText(key)).inserted {
        let number = numbers[original, default: 2]
        numbers[original] = number + 1
        key = "\(member.key) (\(number))"
      }
      return JSON.Member(key, member.value)
    }
  }
}
