import ConfigurationText
import JSON
import TestSupport
import Testing

/// YAML, changed where it has to change.
@Suite(.fewAtOnce) struct YAMLEditingTests {
  private let entry: JSON = ["enabled": true, "cmd": "/p", "args": ["--demo"], "envs": ["A": "1"]]

  @Test(arguments: [
    ("", ""), ("# none yet\n", "# none yet\n"), ("{}\n", "\n"), ("model: x # mine", "model: x # mine\n"),
    ("text: |\n  extensions:\n   # no comment\n", "text: |\n  extensions:\n   # no comment\n"),
  ])
  func `a file without extensions gets them`(_ old: String, _ kept: String) throws {
    let block = """
      extensions:
        panther:
          enabled: true
          cmd: "/p"
          args: ["--demo"]
          envs: {A: "1"}
      """
    let new = try change(old, .yaml, ["extensions", "panther"], entry)
    #expect(new.hasPrefix(kept + block))
  }

  @Test(arguments: [
    (
      "extensions:\n  dev:\n    enabled: true # on\n\n# end\n",
      "extensions:\n  dev:\n    enabled: true # on\n  panther: {}\n\n# end\n"
    ),
    ("extensions: # mine\nlast: 1", "extensions: # mine\n  panther: {}\nlast: 1"),
    ("extensions: {} # none\n", "extensions: # none\n  panther: {}\n"),
    ("extensions:\r\n    a:\r\n        b: 1\r\n", "extensions:\r\n    a:\r\n        b: 1\r\n    panther: {}\r\n"),
    ("---\nextensions:\n  a:\n    - b\n...\n", "---\nextensions:\n  a:\n    - b\n  panther: {}\n...\n"),
    ("\u{FEFF}extensions:\n  a: 'x\n    y' # c\n", "\u{FEFF}extensions:\n  a: 'x\n    y' # c\n  panther: {}\n"),
  ])
  func `an entry stands among the others`(_ old: String, _ new: String) throws {
    #expect(try change(old, .yaml, ["extensions", "panther"], [:]) == new)
  }

  @Test func `values are changed where they stand`() throws {
    let old = """
      extensions:
        panther: # ours
          enabled: false # for now
          cmd: /old   # path
          args:
          - --x
          - y # why
          envs:
            MINE: "1" # keep
          timeout: 20
      other: 1_000
      """
    let text = try ConfigurationText(Array(old.utf8), .yaml)
    let new: JSON.Object = [
      "extensions": [
        "panther": ["enabled": true, "cmd": "/p", "args": [], "envs": ["MINE": "1", "B": "yes"], "uri": "u"]
      ], "other": 1000,
    ]
    #expect(
      String(decoding: try text.changed(to: new), as: UTF8.self) == """
        extensions:
          panther: # ours
            enabled: true # for now
            cmd: "/p"   # path
            args: [] # why
            envs:
              MINE: "1" # keep
              B: "yes"
            uri: "u"
        other: 1_000
        """)
  }

  @Test(arguments: [
    ("a: &x 1", "anchors"), ("a: 1\na: 2", "stands twice"), ("- a", "there is a list"), ("a: \"x", "no end"),
    ("a: [1", "has no ]"), ("a:\n\t- b", "tab"), ("a: 1\n---\nb: 2", "several documents"),
    ("%YAML 1.2\n---\na: 1", "directives"),
    ("a: \u{1}", "cannot hold"),
  ])
  func `what cannot be read for certain is refused, with its line`(_ text: String, _ words: String) {
    expectRefusal(text, .yaml, words)
  }

  @Test func `what stands in braces is not changed alone`() throws {
    let error = #expect(throws: ConfigurationTextError.self) {
      try change("{extensions: {a: {b: 1}}}", .yaml, ["extensions", "panther"], [:])
    }
    #expect(error?.description.contains("changed alone") == true)
  }

  @Test func `a large file is changed in time that grows with it`() throws {
    let old = (0..<60_000).map { "key\($0):\n  - a: \($0) # c\n" }.joined()
    #expect(try change(old, .yaml, ["extensions", "panther"], entry).hasPrefix(old))
  }

  @Test func `random files keep every byte`() throws {
    for seed in 0..<400 {
      var maker = TextMaker(seed: UInt64(seed))
      let old = maker.yaml()
      let new = try change(old, .yaml, ["extensions", "panther"], entry)
      #expect(keeps(new, old), "\(old)\n---\n\(new)")
    }
  }
}
