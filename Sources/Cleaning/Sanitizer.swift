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

  /// Cleans a row of a table. The name of a column can make a value a secret.
  package mutating func clean(row: JSON, of table: Columns) -> JSON {
    guard case .array(var cells) = row else { return clean(row) }
    for index in cells.indices {
      let name = index < table.names.count ? table.names[index] : .ordinary
      if let cell = replacement(for: cells[index], named: name) { cells[index] = cell }
    }
    return .array(cells)
  }

  /// The columns of a table, with what their names say about the values below them.
  package struct Columns: Sendable {
    fileprivate let names: [SecretName]
  }

  /// Reads the names of columns, once for all rows.
  package func columns(_ keys: [String]) -> Columns { Columns(names: keys.map(name)) }

  private func name(_ key: String) -> SecretName {
    guard redacts else { return .ordinary }
    var key = key.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? key : VisibleText(key).text
    return key.withUTF8 { SecretName(endingAt: $0.count, in: $0) }
  }

  // MARK: What to put in place of a value; nil where nothing has to be changed

  private mutating func replacement(for text: String, named name: SecretName) -> String? {
    var text = text
    // No secret is shorter together with what it is known by, and most values in logs are.
    let redacts = self.redacts && (name != .ordinary || text.utf8.count >= 8)
    let cleaned = text.withUTF8 { bytes -> (text: String?, escaped: Int, redacted: Int) in
      var cleaner = TextCleaner(bytes, redacts: redacts)
      cleaner.run(named: name)
      return (cleaner.result, cleaner.escaped, cleaner.secrets.count)
    }
    // Nobody sees a hidden character in a name or a token, so secrets are looked for in what can be seen, too.
    if cleaned.escaped > 0, redacts, let shorter = redactedAsSeen(text, named: name) {
      return replacement(for: shorter, named: name) ?? shorter
    }
    escaped += cleaned.escaped
    redacted += cleaned.redacted
    return cleaned.text
  }

  /// The text without the secrets that are found once its hidden characters are left out; nil where there are none.
  private mutating func redactedAsSeen(_ text: String, named name: SecretName) -> String? {
    let visible = VisibleText(text)
    guard visible.isShorter else { return nil }
    var seen = visible.text
    let secrets = seen.withUTF8 { bytes in
      var cleaner = TextCleaner(bytes, redacts: true)
      cleaner.run(named: name)
      return cleaner.secrets
    }
    guard !secrets.isEmpty else { return nil }
    redacted += secrets.count
    return visible.original(replacing: secrets)
  }

  private mutating func replacement(for value: JSON, named name: SecretName) -> JSON? {
    switch value {
    case .null, .bool: return nil
    case .number(let number):
      // A number may be a password, but other secrets are never numbers, and counts and ids are.
      guard name == .password, number.text.utf8.count >= 6, number.text.utf8.allSatisfy(\.isDigit) else { return nil }
      redacted += 1
      return .string("[redacted: \(name.kind)]")
    case .string(let text): return replacement(for: text, named: name).map(JSON.string)
    case .array(let values):
      var changed: [JSON]?
      var flag = SecretName.ordinary
      for (index, element) in values.enumerated() {
        let clean =
          argumentReplacement(at: index, of: values)
          ?? replacement(for: element, named: flag == .ordinary ? name : flag)
        flag = secretFlag(element)
        guard let clean else { continue }
        if changed == nil { changed = values }
        changed?[index] = clean
      }
      return changed.map(JSON.array)
    case .object(let object): return replacement(for: object, named: name).map(JSON.object)
    }
  }

  /// - Parameter outer: what the name of the object says: in `{"password": {"value": "…"}}` it is that of the value.
  private mutating func replacement(for object: JSON.Object, named outer: SecretName) -> JSON.Object? {
    let pair = redacts ? pairedName(object) : .ordinary
    let wrapped = pair == .ordinary ? outer : pair
    let kind = redacts ? object["kind"]?.string : nil
    let isKubernetesSecret = redacts && (kind == "Secret" || outer == .kubernetesItems)
    var changed: [JSON.Member]?
    var hasNewKeys = false
    for (index, member) in object.members.enumerated() {
      let holdsSecrets = outer == .everything || isKubernetesSecret && member.key == "data"
      let name: SecretName =
        if holdsSecrets {
          .everything
        } else if kind == "SecretList" && member.key == "items" {
          .kubernetesItems
        } else {
          wrapped != .ordinary && Self.isValue(member.key) ? wrapped : name(member.key)
        }
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

  /// What the name in `{"name": "Authorization", "value": …}` says; web firewalls log headers in this form, and clouds
  /// log parameters and tags so.
  private func pairedName(_ object: JSON.Object) -> SecretName {
    guard object.count <= 5, object.members.contains(where: { Self.endsInValue($0.key) }) else { return .ordinary }
    return Self.nameKeys.lazy.compactMap { object[$0]?.string }.first.map(name) ?? .ordinary
  }

  private static let nameKeys = ["name", "key", "Name", "Key", "parameterKey", "ParameterKey", "field", "@Name"]

  /// Whether this is the key of a value whose name stands elsewhere.
  private static func isValue(_ key: String) -> Bool {
    endsInValue(key)
      || ["plaintext", "plainText", "plain", "text", "#text", "S", "new", "old", "current", "raw", "content"]
        .contains { $0.utf8.elementsEqual(key.utf8) }
  }

  /// `value`, `ParameterValue` and the like.
  private static func endsInValue(_ key: String) -> Bool {
    key.utf8.count >= 5 && key.utf8.last == UInt8(ascii: "e") && key.utf8.suffix(4).elementsEqual("alue".utf8)
  }

  /// What stands in place of an argument of a command line that is a list, where its program and a short flag before it
  /// say that it is a secret: `["mysql", "-phunter22"]`, `["curl", "-u", "bob:hunter22"]`.
  private mutating func argumentReplacement(at index: Int, of list: [JSON]) -> JSON? {
    guard redacts, index > 0, case .string(let argument) = list[index] else { return nil }
    let isFlag = argument.utf8.first == UInt8(ascii: "-") && argument.utf8.count > 2
    var before = list.prefix(3).prefix(index).prefix { $0.string.map { !$0.utf8.starts(with: "-".utf8) } ?? false }[...]
    guard let flag = list[index - 1].string else { return nil }
    let follows = flag.utf8.count == 2 && flag.utf8.first == UInt8(ascii: "-")
    guard isFlag || follows, before.first != nil else { return nil }
    if follows { before.append(list[index - 1]) }
    let start = before.compactMap(\.string).joined(separator: " ") + " "
    guard start.utf8.count < 128 else { return nil }
    var sanitizer = Sanitizer(redacts: true)
    let line = sanitizer.clean(start + argument)
    guard sanitizer.redacted > 0, line.utf8.starts(with: start.utf8) else { return nil }
    escaped += sanitizer.escaped
    redacted += sanitizer.redacted
    return .string(String(line.dropFirst(start.count)))
  }

  /// What a flag such as `--password` says about the next text of a list.
  private func secretFlag(_ element: JSON) -> SecretName {
    guard redacts, case .string(var text) = element, text.utf8.first == UInt8(ascii: "-") else { return .ordinary }
    return text.withUTF8 { $0.secretFlag() }
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
