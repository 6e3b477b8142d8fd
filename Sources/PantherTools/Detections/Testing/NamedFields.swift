import JSON
import Text

/// The fields of an event that the code of a detection names. They are what a reader needs to see why it fires.
struct NamedFields {
  private let names: Set<String>

  /// The longest text of an example, in characters, and the most values of a list.
  private static let (longestText, mostValues, mostDepth) = (160, 5, 6)

  /// Finds the names in code: the words of all texts in Python, or all words of conditions in YAML.
  ///
  /// - Parameter others: further texts in YAML or with names in braces, such as filters and titles.
  init(in code: String, of kind: DetectionKind, and others: [String] = []) {
    let texts = (kind == .simpleRules ? [code] : Self.texts(ofPython: code)) + others
    var names: Set<String> = []
    for text in texts {
      names.insert(text.lowercased())
      for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || "_-".contains($0)) }) {
        names.insert(word.lowercased())
      }
    }
    self.names = names
  }

  /// The named fields of an event, with long values cut. Nested fields are looked for below a field that is named.
  func of(_ event: JSON) -> JSON { picked(event, 0) ?? [:] }

  private func picked(_ json: JSON, _ depth: Int) -> JSON? {
    guard depth < Self.mostDepth else { return nil }
    switch json {
    case .object(let object):
      let members = object.members.compactMap { member -> JSON.Member? in
        guard names.contains(member.key.lowercased()) else { return nil }
        return JSON.Member(member.key, picked(member.value, depth + 1) ?? Self.shortened(member.value, depth))
      }
      return members.isEmpty ? nil : .object(JSON.Object(unique: members))
    case .array(let values):
      let found = values.prefix(Self.mostValues).compactMap { picked($0, depth + 1) }
      return found.isEmpty ? nil : .array(found)
    default: return nil
    }
  }

  private static func shortened(_ json: JSON, _ depth: Int) -> JSON {
    switch json {
    case .string:
      guard let text = json.string, text.unicodeScalars.count > longestText else { return json }
      return .string(text.beginning(longestText) + "…")
    case .array(let values):
      let more: [JSON] = values.count > mostValues ? [.string("… \(values.count - mostValues) more")] : []
      return .array(values.prefix(mostValues).map { shortened($0, depth + 1) } + more)
    case .object(let object):
      return depth > 1 || object.count > mostValues ? .string("… \(object.count) fields") : json
    default: return json
    }
  }

  /// The contents of the string literals of Python code. Its comments are left out.
  private static func texts(ofPython code: String) -> [String] {
    let bytes = Array(code.utf8)
    let (single, double) = (UInt8(ascii: "'"), UInt8(ascii: "\""))
    var texts: [String] = []
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "#") {
        at = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == single || byte == double {
        let isTriple = bytes[at...].starts(with: [byte, byte, byte])
        let quote = Array(repeating: byte, count: isTriple ? 3 : 1)
        let start = at + quote.count
        at = start
        while at < bytes.count, !bytes[at...].starts(with: quote), isTriple || bytes[at] != 0x0A {
          at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(at, bytes.count)
        texts.append(String(decoding: bytes[start..<end], as: UTF8.self))
        at = end + quote.count
      } else {
        at += 1
      }
    }
    return texts
  }
}
