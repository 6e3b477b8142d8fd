import Foundation
import JSON
import TestSupport
import Testing

/// Answers that are odd, huge or made by attackers.
@Suite(.fewAtOnce, .onOwnThreads, .serialized, .inBrowser) struct HostileAnswerTests {
  static func bars(_ rows: String, columns: String = #"["name","n"]"#) -> String {
    #"{"chart":{"kind":"bar","table":"t","label":"name","y":"n"},"t":{"columns":\#(columns),"rows":\#(rows)}}"#
  }

  static func lines(_ times: Int, _ values: String) -> String {
    let start = Date(timeIntervalSince1970: 1_795_000_000)
    let list = (0..<times).map { "\"\(start.addingTimeInterval(Double($0) * 60).ISO8601Format())\"" }
    return
      #"{"chart":{"kind":"line","table":"s","label":"l","y":"c","x":"times"},"times":[\#(list.joined(separator: ","))],"#
      + #""s":{"columns":["l","n","c"],"rows":[["a",5,\#(values)]]}}"#
  }

  static func columns(_ times: Int) -> String {
    lines(times, "[" + (0..<times).map { "\($0)" }.joined(separator: ",") + "]")
      .replacing(#""kind":"line""#, with: #""kind":"bar""#)
  }

  static let lanes = #""chart":{"kind":"lanes","table":"t","label":"a","from":"b"}"#

  /// Answers, and whether there is a picture of each.
  static let all: [(name: String, text: String, isDrawn: Bool)] = [
    ("nothing", "{}", false), ("no JSON", "All is well.", false), ("no rows", bars("[]"), false),
    ("no names", bars(#"[["",1],[null,2]]"#), true),
    ("one row", bars(#"[["x",1]]"#), true),
    ("markup", bars(#"[["<img src=x onerror=alert(1)><script>alert(2)</script>",3]]"#), true),
    ("text that turns around", bars(#"[["\u202egnp.exe\u0007",2],["\u05d0\u05d1 12 \u05d3",1]]"#), true),
    ("half a character", bars(#"[["\ud800",1]]"#), true),
    ("a long text", bars(#"[["\#(String(repeating: "A", count: 10_000))",1]]"#), true),
    ("no numbers", bars(#"[["a",null],["b","NaN"],["c",{"x":1}],["d",[1]],["e","Infinity"],["f",1e999]]"#), true),
    ("numbers below zero", bars(#"[["a",-5],["b",2]]"#), false),
    ("5,000 rows", bars("[" + (0..<5000).map { #"["r\#($0)",\#($0)]"# }.joined(separator: ",") + "]"), true),
    ("no points", lines(0, "[]"), false), ("one point", lines(1, "[3]"), true),
    ("5,000 points", lines(5000, "[" + (0..<5000).map { "\($0 % 97)" }.joined(separator: ",") + "]"), true),
    ("gaps", lines(4, #"[1,null,"NaN",4]"#), true), ("too few values", lines(5, "[1,2]"), false),
    ("an unknown kind", #"{"chart":{"kind":"pie","table":"t"},"t":{"columns":["a"],"rows":[["<b>"]]}}"#, false),
    ("wrong types", #"{"chart":{"kind":"bar","table":"__proto__","label":5,"y":[]},"t":5}"#, false),
    ("more wrong types", #"{"chart":"x","t":{"columns":{},"rows":"y"},"window":[],"beyond_limit":3}"#, false),
    (
      "names of objects",
      #"{"__proto__":{"chart":1},"constructor":3,"# + bars(#"[["__proto__",1],["constructor",2]]"#).dropFirst(), true
    ),
    (
      "rows that are none",
      "{\(lanes)," + #""t":{"columns":["a","b"],"rows":[["x","2026-01-01T00:00Z"],["y","bad"],[1],null,"z"]}}"#, true
    ),
    (
      "ten thousand years",
      "{\(lanes)," + #""t":{"columns":["a","b"],"rows":[["x","0001-01-01T00:00Z"],["y","9999-12-31T23:59Z"]]}}"#, true
    ),
    ("bars over no times", lines(0, "[]").replacing(#""kind":"line""#, with: #""kind":"bar""#), false),
    ("bars over 400 times", columns(400), true), ("bars over one time", columns(1), true),
    (
      "lines over numbers",
      #"{"chart":{"kind":"line","table":"s","label":"l","y":"n","x":"numbers","title":"<b>\u202e"},"#
        + #""numbers":[1,2.5,1e30],"s":{"columns":["l","n"],"rows":[["a",[1,null,9007199254740993]],["b",[1]]]}}"#,
      false
    ),
    (
      "numbers too far apart for a scale",
      #"{"chart":{"kind":"line","table":"s","label":"l","y":"n","x":"numbers"},"numbers":[-1e308,1e308],"#
        + #""s":{"columns":["l","n"],"rows":[["a",[1,2]]]}}"#, true
    ),
    (
      "bars of a series that is none",
      #"{"chart":{"kind":"bar","table":"t","label":"a","y":"n","series":"no"},"t":{"columns":["a","n"],"rows":[["x",1]]}}"#,
      true
    ),
    ("only a table", #"{"chart":{"kind":"table","table":"t"},"t":{"columns":["a"],"rows":[["<b>"]]}}"#, false),
    (
      "the same in all rows",
      #"{"chart":{"kind":"bar","table":"t","label":"name","y":"n"},"t":{"same_in_all_rows":{"n":7},"columns":["name"],"rows":[["a"],["b"]]}}"#,
      true
    ),
  ]

  @Test func `each is drawn or shown as a table, and breaks nothing`() async throws {
    let stage = try await Stage(width: 494)
    for (name, text, isDrawn) in Self.all {
      let name: Comment = "\(name)"
      try await stage.play(text: text)
      let look = try await stage.look()
      #expect(look["problems"] == [] && look["foreign"] == 0 && look["isTooWide"] == false, name)
      #expect((look["height"]?.int ?? 999) <= 400, name)
      #expect(look["emptyHeadings"] == 0, name)
      #expect((look["picture"]?.isNull == false) == isDrawn, name)
      #expect((look["picture"]?["shapes"]?.int ?? 0) < 3000, name)
      #expect(look["picture"]?["isWithin"] != false, name)
      #expect(look["tables"]?.array?.allSatisfy { ($0["rows"]?.array?.count ?? 0) <= 200 } == true, name)
      for key in ["End", "Home", "ArrowRight"] { try await stage.key(key) }
      #expect(try await stage.look()["problems"] == [], name)
    }
    await stage.close()
  }

  @Test func `markup is text, and what hides or turns text around is seen`() async throws {
    let stage = try await Stage()
    try await stage.play(text: Self.bars(#"[["<i>x</i>",1],["a\u202eb\u200b",1]]"#))
    let look = try await stage.look()
    #expect(look["tables"]?.array?.first?["rows"] == [["<i>x</i>", "1"], ["a\u{FFFD}b\u{FFFD}", "1"]])
    #expect(look["picture"]?["texts"]?.array?.contains("<i>x</i>") == true)
    await stage.close()
  }

  @Test func `numbers of any length are shown exactly`() async throws {
    let stage = try await Stage()
    try await stage.play(
      text: Self.bars(#"[["a",9223372036854775807],["b",9007199254740993],["c","18446744073709551617"]]"#))
    let numbers = ["9,223,372,036,854,775,807", "9,007,199,254,740,993", "18,446,744,073,709,551,617"]
    let look = try await stage.look()
    let shown = look["tables"]?.array?.first?["rows"]?.array?.compactMap { $0.array?.last?.string }
    #expect(shown == numbers)
    #expect(look["picture"]?["texts"]?.array?.contains(.string(numbers[1])) == true)
    try await stage.key("Home")
    #expect(try await stage.look()["readout"] == .string("a: \(numbers[0]) n"))
    await stage.close()
  }

  @Test func `what was cut is said`() async throws {
    let stage = try await Stage()
    let many = "[" + (0..<300).map { #"["r\#($0)",1]"# }.joined(separator: ",") + "]"
    let answer =
      #"{"cut":"12 of 300 rows are shown.","beyond_limit":{"rules":7,"alerts":9},"# + Self.bars(many).dropFirst()
    try await stage.play(text: answer)
    let look = try await stage.look()
    #expect(look["notes"]?.array?.contains("Not in this answer: 7 rules, 9 alerts.") == true)
    #expect(look["notes"]?.array?.contains("12 of 300 rows are shown.") == true)
    #expect(look["fold"]?.string?.hasSuffix("of 300)") == true)
    #expect(look["tables"]?.array?.first?["caption"]?.string?.contains("the first 200 of 300 rows") == true)
    await stage.close()
  }

  @Test func `only the data of the host is needed, in either form`() async throws {
    let stage = try await Stage()
    let json = try JSON(parsing: Self.bars(#"[["x",1]]"#))
    try await stage.play(["content": [["type": "text", "text": "A summary."]], "structuredContent": json])
    #expect(try await stage.look()["picture"]?.isNull == false)
    try await stage.play(["content": [["type": "text", "text": .string(json.text)]]])
    #expect(try await stage.look()["picture"]?.isNull == false)
    await stage.close()
  }
}
