import ConfigurationText
import JSON
import TestSupport
import Testing

/// JSON with comments, changed where it has to change.
@Suite(.fewAtOnce) struct JSONEditingTests {
  private let entry: JSON = ["command": "/p", "args": ["--demo"]]

  @Test func `comments, commas and order stay`() throws {
    let old = """
      // My servers, "quoted" { and }
      {
        "theme": "dark", // not light
        /* many
           lines */
        "mcpServers": {
          "other": { "command": "x", }, // trailing
        },
        "big": 9007199254740993,
      }
      """
    let new = """
      // My servers, "quoted" { and }
      {
        "theme": "dark", // not light
        /* many
           lines */
        "mcpServers": {
          "other": { "command": "x", }, // trailing
          "panther": {
            "command": "/p",
            "args": [
              "--demo"
            ]
          },
        },
        "big": 9007199254740993,
      }
      """
    #expect(try change(old, .json, ["mcpServers", "panther"], entry) == new)
    #expect(try change(new, .json, ["mcpServers", "panther"], nil) == old)
  }

  @Test(arguments: [
    // Where the comma goes, and what follows the last member.
    ("{\n  \"a\": 1 // one\n}", "{\n  \"a\": 1, // one\n  \"b\": 2\n}"),
    ("{\n  \"a\": 1 /* one\n  more */\n}", "{\n  \"a\": 1, /* one\n  more */\n  \"b\": 2\n}"),
    ("{\n\t\"a\": 1\n}\n", "{\n\t\"a\": 1,\n\t\"b\": 2\n}\n"),
    ("{\r\n    \"a\": 1\r\n}\r\n", "{\r\n    \"a\": 1,\r\n    \"b\": 2\r\n}\r\n"),
    (#"{"a":1}"#, #"{"a":1, "b": 2}"#), (#"{ "a": 1, }"#, #"{ "a": 1, "b": 2, }"#),
    ("{}", "{\n  \"b\": 2\n}"), ("{ // none\n}", "{ // none\n  \"b\": 2\n}"), ("", "{\n  \"b\": 2\n}\n"),
    ("// nothing", "// nothing\n{\n  \"b\": 2\n}\n"), ("\u{FEFF}{}", "\u{FEFF}{\n  \"b\": 2\n}"),
    ("\u{FEFF}", "\u{FEFF}\n{\n  \"b\": 2\n}\n"),
    (#"{"b": /* was one */ 1 /* still */}"#, #"{"b": /* was one */ 2 /* still */}"#),
    (#"{"x": "// \" }", "b": 1}"#, #"{"x": "// \" }", "b": 2}"#),
  ])
  func `a member is put where it belongs`(_ old: String, _ new: String) throws {
    #expect(try change(old, .json, ["b"], 2) == new)
  }

  @Test(arguments: [
    ("{\n  \"a\": 1, // keep\n  \"b\": 2 // goes\n}", "{\n  \"a\": 1 // keep\n}"),
    ("{\n  // about b\n  \"b\": 2,\n  \"a\": 1\n}", "{\n  // about b\n  \"a\": 1\n}"),
    (#"{"a":1,"b":2}"#, #"{"a":1}"#), (#"{"b":2,"a":1,}"#, #"{"a":1,}"#), (#"{"b":2}"#, "{}"),
  ])
  func `a member goes with its comma`(_ old: String, _ new: String) throws {
    #expect(try change(old, .json, ["b"], nil) == new)
  }

  @Test func `elements of a list are changed one by one`() throws {
    let old = "{\n  \"a\": [\n    \"x\", // first\n    \"y\", // second\n  ]\n}"
    #expect(
      try change(old, .json, ["a"], ["x", "z", "new"])
        == "{\n  \"a\": [\n    \"x\", // first\n    \"z\", // second\n    \"new\",\n  ]\n}")
    #expect(try change(old, .json, ["a"], ["y"]).contains("\"y\""))
  }

  @Test func `what comes takes the place of what goes`() throws {
    let old = "{\n  // mine\n  \"command\": \"x\", // path\n  \"timeout\": 5\n}"
    let text = try ConfigurationText(Array(old.utf8), .json)
    #expect(
      String(decoding: try text.changed(to: ["timeout": 5, "url": "u"]), as: UTF8.self)
        == "{\n  // mine\n  \"url\": \"u\", // path\n  \"timeout\": 5\n}")
  }

  @Test(arguments: [
    ("{ /* open", "no end"), ("{\n\n  \"a\": 1,,\n}", "line 3"), ("[1]", "there is a list"), ("{,}", "expected"),
    (#"{"a":1,"a":2}"#, "stands twice"), (#"{"a":"x}"#, "unexpected end"), ("{\"a\":1", "unexpected end"),
    ("{'a':1}", "expected a key"), ("# x\n{}", "expected a value"), ("{}\n{}", "after the value"),
    (#"{"a": [,]}"#, "expected"), (#"{"a": ,}"#, "expected"),
  ])
  func `what is not such JSON is refused, with its line`(_ text: String, _ words: String) {
    expectRefusal(text, .json, words)
  }

  @Test func `a large file is changed in time that grows with it`() throws {
    let members = (0..<120_000).map { "\"key\($0)\": {\"a\": [1, 2]}" }.joined(separator: ", // c\n")
    let old = "{\n\(members)\n}"
    let new = try change(old, .json, ["mcpServers", "panther"], entry)
    #expect(new.utf8.count > old.utf8.count && new.utf8.count < old.utf8.count + 200)
  }

  @Test func `random files keep every byte`() throws {
    for seed in 0..<400 {
      var maker = TextMaker(seed: UInt64(seed))
      let old = maker.json()
      let new = try change(old, .json, ["mcpServers", "panther"], entry)
      #expect(keeps(new, old), "\(old)\n---\n\(new)")
    }
  }
}
