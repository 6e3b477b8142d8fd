/// A text, and the forms in which YAML may hold it.
///
/// Quotes stand wherever any reader of YAML 1.1 or 1.2 might take the plain text for something else.
struct YAMLText {
  let bytes: [UInt8]
  private let text: String
  /// Whether every character may stand in a YAML text as it is. Line ends may, tabs may not.
  private let isPrintable: Bool
  private let hasTabs: Bool
  private let hasLines: Bool

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    hasTabs = bytes.contains(Byte.tab)
    hasLines = bytes.contains(Byte.newline)
    isPrintable = !text.unicodeScalars.contains { Self.needsEscape($0) && $0 != "\n" && $0 != "\t" }
  }

  /// The mark before a block of lines that holds exactly this text; nil where only quotes can hold it.
  var blockMark: String? {
    guard hasLines, isPrintable else { return nil }
    // The first line that is not empty tells the indentation.
    guard let first = bytes.first(where: { $0 != Byte.newline }), first != Byte.space, first != Byte.tab else {
      return nil
    }
    guard bytes.last == Byte.newline else { return "|-" }
    return bytes.count > 1 && bytes[bytes.count - 2] == Byte.newline ? "|+" : "|"
  }

  /// As a key.
  var key: String { inLine }

  /// On one line: plain, in single quotes, or in double quotes.
  var inLine: String {
    guard isPrintable, !hasLines, !hasTabs else { return doubleQuoted }
    if isPlain { return text }
    let isHardToQuote = bytes.contains(Byte.quote) || bytes.contains(Byte.backslash)
    guard isHardToQuote else { return "\"" + text + "\"" }
    return "'" + String(decoding: bytes.flatMap { $0 == Byte.apostrophe ? [$0, $0] : [$0] }, as: UTF8.self) + "'"
  }

  private var isPlain: Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard first != Byte.space, last != Byte.space, last != Byte.colon,
      !"-?:,[]{}#&*!|>'\"%@`=<~".utf8.contains(first), !bytes.starts(with: "...".utf8)
    else { return false }
    for (place, byte) in bytes.enumerated().dropFirst() {
      if byte == Byte.space, bytes[place - 1] == Byte.colon { return false }
      if byte == Byte.hash, bytes[place - 1] == Byte.space { return false }
    }
    return !isWord && !looksLikeNumber
  }

  /// The long text of an enemy is not compared: that may take the square of its length.
  private var isWord: Bool { bytes.count <= 5 && Self.words.contains(text.lowercased()) }

  private static let words: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "+.inf", ".nan",
  ]

  /// Numbers and times of all kinds: of the letters and signs that they have, and with one point at most.
  private var looksLikeNumber: Bool {
    guard let first = bytes.first, "+.0123456789".utf8.contains(first) else { return false }
    let points = bytes.reduce(0) { $1 == UInt8(ascii: ".") ? $0 + 1 : $0 }
    return points < 2 && bytes.allSatisfy(Self.isInNumber)
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: "+-._: xXoOtTzZ".utf8.contains(byte)
    }
  }

  private var doubleQuoted: String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where Self.needsEscape(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let count = scalar.value < 0x100 ? 2 : 4
        quoted += (count == 2 ? "\\x" : "\\u") + String(repeating: "0", count: count - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Controls, line ends that only some readers know, the byte order mark, and what is no character.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
