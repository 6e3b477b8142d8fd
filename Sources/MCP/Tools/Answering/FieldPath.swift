import JSON
import Text

/// The way to a value in an answer: the keys and the indexes that lead to it.
///
/// Its text is `0.user.name`. Where a key would make the dots ambiguous, it is a JSON Pointer (RFC 6901) instead, such
/// as `/0/user.name`: a key must not be able to hide another value. Models know this form, and it needs no backslash,
/// which they get wrong inside JSON.
struct FieldPath {
  var steps: [String] = []

  init(_ steps: some Sequence<String> = []) {
    self.steps = Array(steps)
  }

  static func + (path: FieldPath, step: String) -> FieldPath { FieldPath(path.steps + [step]) }

  /// The path without its first steps.
  func after(_ count: Int) -> FieldPath { FieldPath(Array(steps.dropFirst(count))) }

  /// Whether dots tell the steps apart.
  var isPlain: Bool {
    steps.first?.utf8.first != UInt8(ascii: "/")
      && steps.allSatisfy { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: ".")) }
  }

  var text: String {
    isPlain ? steps.joined(separator: ".") : steps.map { "/" + Self.escaped($0) }.joined()
  }

  /// The path of a text that `text` has made; a text that a caller has made may mean other paths, too.
  init(text: String) {
    let isPointer = text.utf8.first == UInt8(ascii: "/")
    let separator = UInt8(ascii: isPointer ? "/" : ".")
    let parts = text.utf8.dropFirst(isPointer ? 1 : 0).split(separator: separator, omittingEmptySubsequences: false)
    steps = parts.map { part in
      let step = String(decoding: part, as: UTF8.self)
      return isPointer ? Self.unescaped(step) : step
    }
  }

  // Bytes and not characters, because a mark after `~` or `/` makes another character of it.

  private static func escaped(_ step: String) -> String {
    var bytes: [UInt8] = []
    for byte in step.utf8 {
      switch byte {
      case UInt8(ascii: "~"): bytes += Array("~0".utf8)
      case UInt8(ascii: "/"): bytes += Array("~1".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ step: String) -> String {
    var bytes: [UInt8] = []
    for byte in step.utf8 {
      switch (bytes.last, byte) {
      case (UInt8(ascii: "~"), UInt8(ascii: "1")): bytes[bytes.count - 1] = UInt8(ascii: "/")
      // An escaped `~` is held back as a byte that no text has, so that `~01` is `~1` and not `/`.
      case (UInt8(ascii: "~"), UInt8(ascii: "0")): bytes[bytes.count - 1] = 0xFF
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes.map { $0 == 0xFF ? UInt8(ascii: "~") : $0 }, as: UTF8.self)
  }
}

extension JSON {
  /// The value at a path; nil where there is none.
  func value(at path: FieldPath) -> JSON? {
    var value = self
    for step in path.steps {
      switch value {
      case .array(let values):
        guard let index = Int(step), values.indices.contains(index) else { return nil }
        value = values[index]
      case .object(let object):
        guard let member = object[step] else { return nil }
        value = member
      default: return nil
      }
    }
    return value
  }

  /// All paths that a text with dots may mean, when keys may contain dots themselves.
  ///
  /// - Parameters:
  ///   - text: the rest of the text; nil at its end.
  ///   - start: the path of this value.
  func paths(meantBy text: ArraySlice<UInt8>?, from start: FieldPath = FieldPath()) -> [FieldPath] {
    guard let text else { return [start] }
    switch self {
    case .array(let values):
      let step = text.prefix { $0 != UInt8(ascii: ".") }
      let name = String(decoding: step, as: UTF8.self)
      guard let index = Int(name), values.indices.contains(index) else { return [] }
      return values[index].paths(meantBy: Self.rest(of: text, after: step.count), from: start + name)
    case .object(let object):
      return object.members.flatMap { member -> [FieldPath] in
        let length = member.key.utf8.count
        guard text.starts(with: member.key.utf8),
          length == text.count || text.dropFirst(length).first == UInt8(ascii: ".")
        else { return [] }
        return member.value.paths(meantBy: Self.rest(of: text, after: length), from: start + member.key)
      }
    default: return []
    }
  }

  private static func rest(of text: ArraySlice<UInt8>, after count: Int) -> ArraySlice<UInt8>? {
    text.count == count ? nil : text.dropFirst(count + 1)
  }
}
