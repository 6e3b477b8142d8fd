import Foundation
import TestSupport
import Testing

@testable import PantherTools
@testable import SQLGuard

/// A value that the program itself puts into a statement is read back as one value by the guard's tokenizer.
@Suite(.fewAtOnce) struct SQLQuotingTests {
  @Test(arguments: [
    "", "plain", "it's", "x') OR 1=1 --", "\\", "\\'", "'; DROP TABLE x; --", "a\nb\r\tc", "\0", "$$", "/*", "日本語 🙂",
    "\u{202E}",
    "'", "''", "\\\\'", "%_",
  ])
  func `quotes a value as one string`(value: String) throws {
    let tokens = try SQLTokenizer.tokens(of: "SELECT \(SQLQuoting.literal(value)) AS x")
    #expect(tokens.count == 4)
    #expect(tokens[1].kind == .string)
    #expect(
      try SQLGuard.check("SELECT \(SQLQuoting.literal(value))", database: "panther_logs.public", allowFullScan: false)
        == [])
    #expect(try SQLTokenizer.tokens(of: SQLQuoting.identifier("a\"b'c")).first?.text == "a\"b'c")
  }

  @Test func `writes literals the database reads back`() {
    #expect(SQLQuoting.literal("it's C:\\x\n\0\u{1B}") == #"'it''s C:\\x\n\0\u001b'"#)
    #expect(SQLQuoting.list(["a", "b'c"]) == "('a', 'b''c')")
    #expect(SQLQuoting.list([]) == "(NULL)")
    #expect(SQLQuoting.timestamp(.init(timeIntervalSince1970: 1.5)) == "'1970-01-01 00:00:01.500'::timestamp_ntz")
  }
}
