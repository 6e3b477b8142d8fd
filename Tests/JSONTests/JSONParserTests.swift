import TestSupport
import Testing

@testable import JSON

@Suite(.fewAtOnce) struct JSONParserTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0", "-1", "1.5", "1e5", "1E+5", "1e-5", "0.10", "1e400", "-1e-400",
    "9007199254740993", "-123456789012345678901234567890", "12345678901234567890.123456789012345678", #""""#, #""a""#,
    #""é한국어😀""#, "[]", "[1]", "{}", #"{"a":1}"#, #"{"":0}"#, #"{"a":{"b":[{"c":[]}]}}"#, #"[null,true,"x",1.0,{}]"#,
    "\"\u{7F}\"", "\"\u{FFFF}\"", "\"\u{10FFFF}\"",
  ])
  func `keeps a compact text as it is, through parser and writer`(_ text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test(arguments: [
    (" [ 1 ,\n2\t,\r3 ] ", "[1,2,3]"), (#"{ "a" : 1 , "b" : 2 }"#, #"{"a":1,"b":2}"#),
    (#""\u0041\/\b\f\n\r\t\"\\""#, #""A/\b\f\n\r\t\"\\""#), (#""\ud83d\ude00""#, #""😀""#), (#""\u00e9""#, #""é""#),
    (#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7F}\""), ("\"\u{2028}\u{2029}\"", #""\u2028\u2029""#),
    // The RFC leaves these open: here a surrogate that stands alone becomes U+FFFD, of duplicate keys the last stands.
    (#""\ud800""#, "\"\u{FFFD}\""), (#""\udc00x""#, "\"\u{FFFD}x\""),
    (#""\ud800\ud800\udc00""#, "\"\u{FFFD}\u{10000}\""),
    (#""\ud800A""#, "\"\u{FFFD}A\""), (#""\ud800\n""#, "\"\u{FFFD}\\n\""),
    (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
  ])
  func `reads what may be written in several ways`(_ text: String, _ expected: String) throws {
    #expect(try JSON(parsing: text).text == expected)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "0x1",
    "1_0",
    "１", "- 1", "--1", "1 2", "\"", "\"a", "'a'", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\\u\"",
    "\"\t\"",
    "\"\n\"", "\"a\u{0}b\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1;2]", "[1}", "{", "}",
    "{\"a\"",
    "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}", "{\"a\" 1}", "{\"a\",1}", "{\"a\":1 \"b\":2}",
    "{'a':1}",
    "{\"a\"::1}", "[1]]", "{}}", "{}x", "// x", "/* x */ 1", "\u{FEFF}1", "\u{A0}1", "\u{2028}1", "\u{0C}1", "<x>",
    "\u{0}", "1\u{0}",
    "[\"\u{1F}\"]", "\"\u{1}\"",
  ])
  func `refuses what RFC 8259 does not allow`(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22],
    [0x22, 0xE5, 0x22], [0x22, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22], [0x22, 0x5C, 0xFF, 0x22], [0xFF],
    [0x5B, 0xE9, 0x5D],
    [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22], [0xFF, 0xFE, 0x22, 0x00], [0x00, 0x22],
  ])
  func `refuses invalid UTF-8`(_ bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
  }

  @Test func `bounds the depth, without overflowing the stack`() throws {
    let deepest = String(repeating: "[", count: JSON.maximumDepth) + String(repeating: "]", count: JSON.maximumDepth)
    #expect(try JSON(parsing: deepest).text == deepest)
    for text in [
      "[" + deepest + "]", String(repeating: "[", count: 100_000), String(repeating: #"{"a":["#, count: 100_000),
    ] {
      #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }
  }

  @Test func `says where a text went wrong`() {
    #expect(throws: JSONError(reason: "expected , or ]", offset: 3)) { try JSON(parsing: "[1 2]") }
    #expect(throws: JSONError(reason: "unexpected end", offset: 2)) { try JSON(parsing: "[1") }
  }

  @Test func `compares keys by their bytes`() throws {
    let value = try JSON(parsing: "{\"e\u{301}\":1,\"\u{E9}\":2}")
    #expect(value.object?.count == 2)
    #expect(value["\u{E9}"] == 2)
    #expect(value["e\u{301}"] == 1)
  }

  @Test func `finds duplicates among many keys`() throws {
    let members = (0..<10_000).map { #""k\#($0 % 5000)":\#($0)"# }.joined(separator: ",")
    let object = try #require(try JSON(parsing: "{\(members)}").object)
    #expect(object.count == 5000)
    #expect(object.members[0] == JSON.Member("k0", 5000))
  }

  /// Each object is read after each other one, because the keys of the object before it are expected in it.
  @Test func `reads an object the same after any other`() throws {
    let texts = [
      #"{}"#, #"{"a":1}"#, #"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"a":1,"a":2}"#,
      #"{"a":1,"b":2,"c":3}"#, #"{"ab":1,"b":2}"#, #"{"":1,"b":2}"#, #"{"\u0061":1,"b":2}"#, #"{"a\"b":1}"#,
      #"{"a\\":1}"#, #"{"\ud800":1}"#, #"{"é":1,"a":{"a":{"b":1}}}"#, #"{"a":{"b":[{"a":1},{"b":2}]},"b":2}"#,
      "{\"e\u{301}\":1}", "{\"\u{E9}\":1}", #"{"a": 1 , "b" :2}"#, #"{"\ufffd":1}"#,
      #"{\#(Array(0..<20).map { #""key number \#($0)":0"# }.joined(separator: ","))}"#,
    ]
    for first in texts {
      for second in texts {
        let pair = try JSON(parsing: "[\(first),\(second)]").array
        #expect(try pair == [JSON(parsing: first), JSON(parsing: second)], "\(first) \(second)")
      }
    }
    for text in [#"{"a"b":1}"#, #"{"a\":1}"#, "{\"a\n\":1}", #"{"a:1}"#, #"{"a"#, #"{"a\"#, #"{"a""#] {
      for first in texts { #expect(throws: JSONError.self) { try JSON(parsing: "[\(first),\(text)]") } }
    }
  }

  @Test(arguments: 0..<40)
  func `finds the end of strings at every offset`(_ length: Int) throws {
    for special in ["\"", "\\", "\n", "é", "😀", "\u{2028}", "\u{7F}"] {
      let text = String(repeating: "x", count: length) + special + String(repeating: "y", count: 40 - length)
      #expect(try JSON(parsing: JSON.string(text).bytes).string == text)
    }
  }

  @Test func `reads slices`() throws {
    let bytes = Array("xx{\"a\":1}yy".utf8)
    #expect(try JSON(parsing: bytes[2..<9]) == ["a": 1])
  }

  @Test(arguments: ["{}", "1", "[]", "[1]", #"{"a":1}"#, #""0123456789abcdef""#, #""\u0030123456789abcdef""#])
  func `values that would take too much memory are refused before they do`(_ value: String) throws {
    let text = "[" + Array(repeating: value, count: 200_000).joined(separator: ",") + "]"
    var memory = 1 << 20
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text.utf8, within: &memory) }
    #expect(error?.isTooLarge == true)
    #expect(try #require(error).offset < text.utf8.count / 4)
    // The same text is fine where there is room for it, and then the room is that much less.
    memory = 1 << 30
    #expect(try JSON(parsing: text.utf8, within: &memory).array?.count == 200_000)
    #expect(memory < 1 << 30 - 200_000 * MemoryLayout<JSON>.stride)
  }

  @Test func `a text of ordinary values takes a few times its length`() throws {
    let row = #"{"p_event_time":"2026-11-20 08:00:00.000","sourceIPAddress":"203.0.113.7","count":12,"ok":true}"#
    let text = "[" + Array(repeating: row, count: 1_000).joined(separator: ",") + "]"
    var memory = JSON.maximumMemory
    _ = try JSON(parsing: text.utf8, within: &memory)
    #expect(JSON.maximumMemory - memory < 8 * text.utf8.count)
  }

  @Test func `broken text is not called too large`() throws {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: "[1,") }
    #expect(error?.isTooLarge == false)
  }
}
