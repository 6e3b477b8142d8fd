import Cleaning
import JSON
import TestSupport
import Testing

@Suite(.fewAtOnce) struct ErrorTextTests {
  @Test func `a long error keeps its beginning and its end`() {
    let text = "The query failed: " + String(repeating: "é", count: 3_000_000) + ". Correct the SQL."
    let short = ErrorText.bounded(text)
    #expect(short.unicodeScalars.count <= 2_000)
    #expect(short.unicodeScalars.count > 1_900)
    #expect(short.hasPrefix("The query failed: ééé"))
    #expect(short.hasSuffix("é. Correct the SQL."))
    #expect(short.contains("characters left out"))
    #expect(ErrorText.bounded(short) == short)
  }

  @Test func `an error that is short enough stays as it is`() {
    let text = String(repeating: "é", count: 2_000)
    #expect(ErrorText.bounded(text) == text)
    #expect(ErrorText.bounded(JSON.string("a")) == "a")
  }

  @Test func `facts keep their short members`() {
    let facts: JSON = ["supported": ["2026-07-28"], "requested": .string(String(repeating: "9", count: 1_000_000))]
    let short = ErrorText.bounded(facts)
    #expect(short?["supported"] == ["2026-07-28"])
    #expect((short?.bytes.count ?? .max) <= 2_000)
    #expect(ErrorText.bounded(.array(Array(repeating: "0123456789", count: 1_000))) == nil)
  }
}
