import Text

/// Writes JSON compactly into a growing buffer of UTF-8 bytes.
///
/// `/` and everything beyond ASCII stand as they are, except U+2028 and U+2029, which some line readers break at.
package struct JSONWriter: Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  /// An empty writer.
  /// - Parameter capacity: how many bytes are expected, so that the buffer need not grow.
  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Writes a value with all that is in it.
  package mutating func write(_ value: JSON) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .number(let value): raw(value.text)
    case .string(let value): write(value)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for value in values {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        write(value)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in object.members {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        write(member.key)
        bytes.append(UInt8(ascii: ":"))
        write(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Writes a string with its quotes.
  package mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends text as it stands; it has to be JSON, or a part of JSON, already.
  package mutating func raw(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends bytes as they stand; they have to be JSON, or a part of JSON, already.
  package mutating func raw(_ other: some Collection<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Writes UTF-8 text as a JSON string with its quotes. The text may be JSON itself.
  package mutating func writeString(utf8: [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    utf8.withUnsafeBufferPointer { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var at = 0
    while true {
      at = text.firstByteToEscape(from: at)
      guard at < text.count else { break }
      let length: Int
      let replacement: StaticString?
      switch text[at] {
      case UInt8(ascii: "\""): (length, replacement) = (1, #"\""#)
      case UInt8(ascii: "\\"): (length, replacement) = (1, #"\\"#)
      case 0x0A: (length, replacement) = (1, #"\n"#)
      case 0x0D: (length, replacement) = (1, #"\r"#)
      case 0x09: (length, replacement) = (1, #"\t"#)
      case 0x08: (length, replacement) = (1, #"\b"#)
      case 0x0C: (length, replacement) = (1, #"\f"#)
      case 0xE2:
        guard at + 2 < text.count, text[at + 1] == 0x80, text[at + 2] & 0xFE == 0xA8 else {
          at += 1
          continue
        }
        (length, replacement) = (3, text[at + 2] == 0xA8 ? #"\u2028"# : #"\u2029"#)
      default: (length, replacement) = (1, nil)
      }
      bytes.append(contentsOf: text[start..<at])
      if let replacement {
        bytes.append(
          contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      } else {
        let hex = String(text[at], radix: 16)
        raw(hex.utf8.count == 1 ? #"\u000"# : #"\u00"#)
        raw(hex)
      }
      at += length
      start = at
    }
    bytes.append(contentsOf: text[start...])
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The next quote, backslash, control character, or 0xE2, which may begin U+2028.
  fileprivate func firstByteToEscape(from start: Int) -> Int {
    let high: UInt64 = 0x8080_8080_8080_8080
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= count, let base = baseAddress {
      let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let separator = word ^ (ones &* 0xE2)
      // These tests are unlike the parser's, which may stop at any byte beyond ASCII, because bytes beyond ASCII must
      // not stop the scan.
      let control = (word &- (ones &* 0x20)) & ~word
      let match = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((separator &- ones) & ~separator)
      if (match | control) & high != 0 { break }
      at += 8
    }
    while at < count {
      let byte = self[at]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0xE2 { return at }
      at += 1
    }
    return count
  }
}

extension JSON {
  /// The compact text as UTF-8 bytes.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The compact text, ready to be looked at.
  package var text: String {
    String(decoding: bytes, as: UTF8.self).readyToCompare
  }

  /// The text over several lines, indented by two spaces per level, for people and recorded snapshots.
  package func formatted(sortedKeys: Bool = false) -> String {
    var lines = ""
    appendFormatted(to: &lines, indent: "\n", sortedKeys: sortedKeys)
    return lines
  }

  private func appendFormatted(to lines: inout String, indent: String, sortedKeys: Bool) {
    let deeper = indent + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      lines += "["
      for (index, value) in values.enumerated() {
        lines += (index == 0 ? "" : ",") + deeper
        value.appendFormatted(to: &lines, indent: deeper, sortedKeys: sortedKeys)
      }
      lines += indent + "]"
    case .object(let object) where !object.isEmpty:
      lines += "{"
      let members = sortedKeys ? object.members.sorted { $0.key < $1.key } : object.members
      for (index, member) in members.enumerated() {
        lines += (index == 0 ? "" : ",") + deeper + JSON.string(member.key).text + ": "
        member.value.appendFormatted(to: &lines, indent: deeper, sortedKeys: sortedKeys)
      }
      lines += indent + "}"
    default: lines += text
    }
  }
}
