/// Makes files as people write them, the same ones for the same seed.
struct TextMaker: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &self) ?? "" }
  private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &self) }

  // MARK: JSON with comments

  mutating func json() -> String { "\(space())\(object(0))\(space())" }

  private mutating func space() -> String {
    pick(["", "", " ", "\n", "\n    ", "\t", " // c \" } ,\n", " /* a, { */ ", "\n/* two\n lines */"])
  }

  private mutating func object(_ depth: Int) -> String {
    let members = (0..<number(0..<4)).map {
      "\"k\($0)\(pick(["", "é", "//", "\\\"", "🙂"]))\"\(space()):\(space())\(value(depth))"
    }
    return
      "{\(space())\(members.joined(separator: "\(space()),\(space())"))\(members.isEmpty ? "" : pick(["", ","]))\(space())}"
  }

  private mutating func value(_ depth: Int) -> String {
    switch number(0..<(depth < 3 ? 6 : 4)) {
    case 0: return pick(["1", "1.50", "-0", "9007199254740993", "true", "null"])
    case 1, 2, 3: return pick(["\"\"", "\"// no\"", "\"/* no */\"", "\"a\\\\\"", "\"}\"", "\"ü\""])
    case 4: return object(depth + 1)
    default:
      let values = (0..<number(0..<3)).map { _ in value(depth + 1) }
      return "[\(space())\(values.joined(separator: ","))\(space())]"
    }
  }

  // MARK: TOML

  mutating func toml() -> String {
    let end = pick(["\n", "\r\n"])
    var lines = keys(4)
    for table in ["[a]", "[a.\"b c\"]", "[[list]]", "[mcp_servers.other]", "[mcp_servers.other.env]", "[ x . y ] # t"]
      .shuffled(using: &self).prefix(number(0..<7))
    {
      lines += [table] + keys(3) + [pick(["", "# about", "  # odd"])]
    }
    return lines.joined(separator: "\n").replacing("\n", with: end) + pick(["", end, end + end])
  }

  private mutating func keys(_ count: Int) -> [String] {
    (0..<number(0..<count)).map { key in
      let value = pick([
        "1", "0x1F", "1_000", "inf", "true", "\"s # no\"", "'l \\'", "\"\"\"\n[x]\n\"y\"\"\"\"",
        "'''\n[mcp_servers.panther]\n'''",
        "1979-05-27 07:32:00", "07:32:00", "[1, # c\n 2,\n]", "{a = 1, b.c = \"x\"}", "[{x = 1}]",
      ])
      return
        "\(pick(["", "  ", "\t"]))\(pick(["k", "\"q.\" .k", "'l'.k"]))\(key)\(pick(["=", " = "]))\(value)\(pick(["", " # c"]))"
    }
  }

  // MARK: YAML

  mutating func yaml() -> String {
    let end = pick(["\n", "\r\n"])
    var lines = pick(["", "---", "# goose"]).isEmpty ? [] : ["# goose"]
    for key in ["MODEL", "\"a key\"", "experiments", "extensions", "last"].shuffled(using: &self).prefix(number(0..<6))
    {
      if key == "extensions" {
        lines += [
          "extensions:\(pick(["", " # mine"]))", "  developer:\(pick(["", " # d"]))", "    enabled: true", "    args:",
          "    - a", pick(["", "  # odd"]),
        ]
      } else {
        lines.append(
          "\(key):"
            + pick([
              " 1", " text # c", " \"q: # x\"", " [a, {b: c}]", " |\n  block: text\n   # no comment\n  extensions:", "",
              " >-\n  folded\n\n  text", "\n- a\n- k: v\n  l: w", " plain\n  continued",
            ]))
      }
    }
    // Without a line end, a text after | would change when something follows it.
    return lines.joined(separator: "\n").replacing("\n", with: end) + pick([end, end + end])
  }
}
