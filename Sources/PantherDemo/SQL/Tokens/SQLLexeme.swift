/// A word, a constant or a symbol of a statement.
struct SQLLexeme: Sendable {
  enum Kind: Sendable, Equatable {
    /// A bare word, in lower case.
    case word(String)
    case quoted(String)
    case string(String)
    case number(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Where it stands in the statement, in bytes.
  let range: Range<Int>
}
