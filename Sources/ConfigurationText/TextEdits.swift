import JSON
import Text

extension JSON.Object {
  /// The values by their keys. To look up many keys one by one in the object would take too long.
  var byKey: [ExactText: JSON] { Dictionary(members.map { (ExactText($0.key), $0.value) }) { $1 } }
}

/// Changes of a text, each at a place in its bytes.
struct TextEdits: Sendable {
  private var edits: [(range: Range<Int>, text: String)] = []

  mutating func replace(_ range: Range<Int>, with text: String) { edits.append((range, text)) }

  /// What is inserted at one place stands in the order of the calls.
  mutating func insert(_ text: String, at place: Int) { replace(place..<place, with: text) }

  mutating func remove(_ range: Range<Int>) { replace(range, with: "") }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    // The sort keeps the order of what begins at the same place.
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where edit.range.lowerBound >= at {
      result += bytes[at..<edit.range.lowerBound]
      result += edit.text.utf8
      at = edit.range.upperBound
    }
    return result + bytes[at...]
  }
}

/// The lines of a text.
extension [UInt8] {
  /// How this text ends its lines: as it does at the first one.
  var lineEnd: String {
    guard let first = firstIndex(of: UInt8(ascii: "\n")), first > 0 else { return "\n" }
    return self[first - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// Where the line of a place begins.
  func startOfLine(at place: Int) -> Int {
    self[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// Where the line of a place ends, before its line end.
  func endOfLine(at place: Int) -> Int {
    guard let newline = self[place...].firstIndex(of: UInt8(ascii: "\n")) else { return count }
    return newline > place && self[newline - 1] == UInt8(ascii: "\r") ? newline - 1 : newline
  }

  /// Where the line after that of a place begins.
  func startOfNextLine(at place: Int) -> Int {
    self[place...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
  }

  /// The spaces and tabs at the beginning of the line of a place.
  func indentation(at place: Int) -> String {
    String(decoding: self[startOfLine(at: place)...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// Whether only spaces and tabs stand before a place on its line.
  func isFirstOfLine(_ place: Int) -> Bool {
    self[startOfLine(at: place)..<place].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
