import Text

/// A word, name, string, number or symbol of an SQL text; white space and comments are no tokens.
struct SQLToken: Sendable {
  enum Kind: Sendable {
    /// An unquoted identifier or keyword.
    case word
    /// An unquoted identifier after `.` or `:`, where no keyword can stand.
    case step
    case quoted, string, number, symbol
  }

  let kind: Kind
  /// The text: words with ASCII letters lower-cased, quoted text without its quotes, numbers and symbols as written.
  let text: String
  /// Where it stands, in bytes of the UTF-8 text.
  let range: Range<Int>

  var isIdentifier: Bool { kind == .word || kind == .step || kind == .quoted }

  func isWord(_ words: String...) -> Bool { kind == .word && words.contains(text) }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// The name in lower case, for comparisons that ignore case, as Panther's own names do.
  var name: String { kind == .quoted ? text.lowercased() : text }

  /// The name as Snowflake resolves it: unquoted names in upper case, quoted ones as written.
  var identity: ExactText { ExactText(kind == .quoted ? text : identityWithoutQuotes) }

  /// The name in upper case, as if it had no quotes. Only ASCII letters change: Unicode's rules make an I of the letter ı.
  var identityWithoutQuotes: String { text.inASCIICapitals }
}

extension String {
  var inASCIICapitals: String {
    String(decoding: utf8.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 ? $0 & 0xDF : $0 }, as: UTF8.self)
  }
}
