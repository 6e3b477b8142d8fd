import JSON
import TestSupport
import Testing

@testable import PantherTools

@Suite(.fewAtOnce) struct WholeListsTests {
  private static let items: [JSON] = [["n": "Foo bar"], ["n": "FOO"], ["n": "foo"], ["n": .null], [:], "text"]

  @Test(arguments: [("foo", JSON.string("foo")), ("FOO", "FOO"), ("fOO", "FOO"), ("foo bar", "Foo bar")])
  func `the exact one is taken first, then one in another case`(_ text: String, _ found: JSON) {
    #expect(Self.items.named(text, by: "n")?["n"] == found)
  }

  @Test(arguments: ["fo", "", "foo "]) func `a part is not the whole`(_ text: String) {
    #expect(Self.items.named(text, by: "n") == nil)
  }

  @Test func `no text is contained everywhere, a text in one of the fields`() {
    #expect(Self.items.allSatisfy { $0.contains(nil, in: "n") })
    #expect(Self.items.filter { $0.contains("OO", in: "m", "n") }.count == 3)
    #expect(Self.items.filter { $0.contains("oo", in: "m") }.isEmpty)
  }
}
