/// Texts that some reader of YAML takes for something else when they stand without quotes, or in a block.
enum AwkwardTexts {
  static let all =
    short + [
      String(repeating: "x", count: 2000), String(repeating: "x y ", count: 500), String(repeating: "a\n", count: 50),
    ]

  private static let short = [
    "", " ", "yes", "No", "on", "OFF", "y", "n", "null", "~", "NULL", "true", "False", "1", "-1", "+1", "1_000",
    "12:30:45", "1:30.5", "0o7", "017", "08", "0x1F", "0b11", "2026-01-01", "2026-01-01T00:00:00Z",
    "2026-01-01 00:00:00 +1", "=", "<<", "- a", "-", "--", "---", "--- a", "...", "... a", "? a", "?", "?a", ": a",
    ":", ":a", "a:", "a: b", "a:b", "a #b", "a#b", "#a", "&a", "*a", "!a", "|", ">", "'a", "\"a", "%a", "@a", "`a",
    "[a", "]a", "{a", "}a", ",a", "a,b", "a]", "a}", "a ", " a", "a\t", "\ta", "a\tb", "\n", "\n\n", "a\n", "a\n\n",
    "\na", " a\nb", "a\n b\n", "a\n  \nb", "a\n  ", "a  \nb\n", "a\r\nb", "\r", "a\n---\nb", "a\n\tb\n", "\n a",
    "\n\n\n", "\u{85}", "a\u{85}b", "a\u{2028}b\n", "\u{2029}", "\u{FEFF}", "\u{FEFF}a", "a\u{FEFF}", "\u{0}",
    "\u{1B}[31m", "\u{7F}", "\u{9F}", "\u{A0}", "\u{A0}a\u{A0}", "\u{FFFF}", "😀", "é", "e\u{301}", "\\", "a\\nb",
    "it's", "\"q\"", "'\"\\", ".5", "5.", ".", "..", ".inf", "-.INF", ".nan", "1e5", "1.0e+5", "1.e5", "0", "-0",
    "00", "0_", "_1", "1__", "1.2.3", "10.0.0.1", "10.0.0.0/8", "a: ", "a :b", "key: value # c",
    "123456789012345678901234567890", "0.1_0", "+.5", "-.5", "1:60", "190:20:30", "0:30", "2026-1-1",
    "2026-01-01t1:2:3.5 Z", "NaN", "Infinity", "nan", "Null", "TRUE", "{field}", "[]", "{}", "a\u{200B}b",
    "\u{202E}abc", "\u{D7FF}", "\u{E000}", "\u{80}", "a\u{B}b", "a\u{C}\n", "0x", "0b", "0b_", "0x_", "09", "0.5",
    "00.5", "1e", "e5", "- ", "\u{3000}", "!!str a", "a: |", "|\n a", "''", "\"\"", "&", "*", "!", "%", "@",
  ]
}
