import ConfigurationText
import JSON
import TestSupport
import Testing

/// TOML, changed where it has to change.
@Suite(.fewAtOnce) struct TOMLEditingTests {
  private let entry: JSON = ["command": "/p", "args": ["--demo"]]

  @Test func `a new table stands at the end`() throws {
    let old = "# Codex\nmodel = \"x\"  # mine\n\n[mcp_servers.other]\ncommand = 'y'"
    let new = old + "\n\n[mcp_servers.panther]\ncommand = \"/p\"\nargs = [\"--demo\"]\n"
    #expect(try change(old, .toml, ["mcp_servers", "panther"], entry) == new)
    #expect(
      try change("", .toml, ["mcp_servers", "panther"], entry)
        == "[mcp_servers.panther]\ncommand = \"/p\"\nargs = [\"--demo\"]\n")
  }

  @Test func `values are changed where they stand`() throws {
    let old = """
      [mcp_servers."panther"] # ours
      command = "/old" # path
      args = [
        "--x", # why
      ]
      startup_timeout_sec = 0x1F
      [mcp_servers.panther.env]
      # mine
      A = "1"

      [z]
      when = 1979-05-27 07:32:00
      """
    let text = try ConfigurationText(Array(old.utf8), .toml)
    var root = text.root
    root["mcp_servers"] = [
      "panther": [
        "command": "/p", "args": ["--demo"], "startup_timeout_sec": [.null, "0x1F"],
        "env": ["A": "2", "B": "ü\u{7F}\"\n"],
        "env_vars": ["T"],
      ]
    ]
    let new = """
      [mcp_servers."panther"] # ours
      command = "/p" # path
      args = ["--demo"]
      startup_timeout_sec = 0x1F
      env_vars = ["T"]
      [mcp_servers.panther.env]
      # mine
      A = "2"
      B = "ü\\u007f\\"\\n"

      [z]
      when = 1979-05-27 07:32:00
      """
    #expect(String(decoding: try text.changed(to: root), as: UTF8.self) == new)
  }

  @Test func `what goes takes its lines along, and only those`() throws {
    let old = "[m.p]\ncommand = \"x\"\nargs = [\n 1 ]\n# keep\n\n[m.p.env]\nA = \"1\"\n\n[z]\n"
    let text = try ConfigurationText(Array(old.utf8), .toml)
    #expect(
      String(decoding: try text.changed(to: ["m": ["p": ["url": "u"]], "z": [:]]), as: UTF8.self)
        == "[m.p]\nurl = \"u\"\n# keep\n\n\n[z]\n")
  }

  @Test(arguments: ["[m]\np.command = \"x\"\n", "m.p.command = \"x\"\n", "[m.p.env]\nA = \"1\"\n"])
  func `what cannot be changed alone is refused`(_ old: String) throws {
    let error = #expect(throws: ConfigurationTextError.self) { try change(old, .toml, ["m", "p", "args"], []) }
    #expect(error?.description.contains("changed alone") == true)
  }

  @Test func `a table on one line is changed as a whole`() throws {
    #expect(
      try change("[m]\np = {command = \"x\"} # mine\n", .toml, ["m", "p", "args"], [])
        == "[m]\np = {command = \"x\", args = []} # mine\n")
  }

  @Test(arguments: [
    ("a = 1\na = 2", "line 2: the key a stands twice"), ("[a]\n[a]", "line 2: the table a stands twice"),
    ("a = \"x", "this quote has no end"), ("a = \"\"\"\nx", "this quote has no end"), ("a = [1,\n", "not closed"),
    ("a = yes", "a value is expected"), ("a = 0x", "a value is expected"), ("a", "= is expected"),
    ("[a", "] is expected"),
    ("a = 1 b = 2", "after the end of the value"), ("a = \"\\q\"", "escape"), ("a.b = 1\na = 2", "stands twice"),
    ("a = 1\n[a.b]", "has a value already"), ("[[a]]\n[a]", "stands twice"), ("= 1", "a key is expected"),
    ("a = \"\u{1}\"", "control character"), ("a = \"\\uD800\"", "no character"),
    ("[a.b]\nx = 1\n[a]\nb.y = 2", "line 4: the table b stands twice"),
    ("a.b = 1\n[a]", "line 2: the table a stands twice"), ("[[a.b]]\n[a]\nb.c = 1", "line 3: the table b stands twice"),
    ("a = 1\rb = 2", "line 1: a carriage return"), ("# a\r\n# b\rc = 1\r\n", "line 2: a carriage return"),
    ("a = 2026-11-22T", "a value is expected"), ("a = 01", "a value is expected"), ("a = 1__0", "a value is expected"),
    ("a = +0x1", "a value is expected"), ("a = 1.", "a value is expected"), ("a = 1_", "a value is expected"),
    ("a = 07:00Z", "a value is expected"),
    ("a = " + String(repeating: "[", count: 200), "nesting"),
    (String(repeating: "a.", count: 500_000) + "a = 1", "more than 16 parts"),
  ])
  func `what is not TOML is refused, with its line`(_ text: String, _ words: String) {
    expectRefusal(text, .toml, words)
  }

  @Test func `texts are read as TOML has them`() throws {
    let text = """
      a = "\\x41\\u00e9\\U0001F642\\t"
      b = '''
      it''s'''
      c = \"\"\"
      one \\
         two""\"\"\"
      "d.e".f = {g = [1, 2,], h.i = true}
      """
    let root = try ConfigurationText(Array(text.utf8), .toml).root
    #expect(
      root == [
        "a": "Aé🙂\t", "b": "it''s", "c": "one two\"\"", "d.e": ["f": ["g": [1, 2], "h": ["i": true]]],
      ])
  }

  @Test(arguments: [
    "0", "-17", "+1_000", "0xDEAD_beef", "0o755", "0b1_0", "1.5e-3", "6_0.0_1", "1E06", "inf", "-nan", "2026-11-22",
    "2026-11-22T08:00:00Z", "2026-11-22 08:00", "2026-11-22t08:00:00.123-05:30", "07:32:00.5", "07:32",
  ])
  func `numbers and dates stay as they are`(_ value: String) throws {
    let old = "a = \(value) # mine\n[mcp_servers.panther]\n"
    #expect(try change(old, .toml, ["mcp_servers", "panther", "args"], []) == old + "args = []\n")
  }

  @Test func `keys with dots and heads add to one table where TOML lets them`() throws {
    let text = "a.b = 1\na.c.d = 2\n[a.e]\nf.g = 3\nf.h = 4\n[x.y]\n[x]\nz = 5\n[[l.m]]\nn.o = 6\n[[l.m]]\nn.o = 7\n"
    #expect(
      try ConfigurationText(Array(text.utf8), .toml).root == [
        "a": ["b": 1, "c": ["d": 2], "e": ["f": ["g": 3, "h": 4]]], "x": ["y": [:], "z": 5],
        "l": ["m": [["n": ["o": 6]], ["n": ["o": 7]]]],
      ])
  }

  @Test func `a large file is changed in time that grows with it`() throws {
    let old =
      (0..<60_000).map { "[[list]]\nkey\($0) = \($0)\n" }.joined() + "[other]\n"
      + (0..<60_000).map { "key\($0) = \($0)\n" }.joined()
    #expect(try change(old, .toml, ["mcp_servers", "panther"], entry).hasPrefix(old))
  }

  @Test func `random files keep every byte`() throws {
    for seed in 0..<400 {
      var maker = TextMaker(seed: UInt64(seed))
      let old = maker.toml()
      guard (try? ConfigurationText(Array(old.utf8), .toml)) != nil else { continue }
      let new = try change(old, .toml, ["mcp_servers", "panther"], entry)
      #expect(new.hasPrefix(old), "\(old)\n---\n\(new)")
    }
  }
}
