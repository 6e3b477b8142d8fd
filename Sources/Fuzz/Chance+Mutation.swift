import JSON

extension Chance {
  /// Texts that break parsers, terminals, paths, queries and people.
  static let texts = [
    "", " ", "\0", "\n", "\r\n", "\u{1B}[2J\u{1B}]0;x\u{7}", "\u{202E}abc\u{2066}", "\u{E0041}\u{E0042}", "a\u{200B}b",
    "\u{FEFF}", "\u{FFFD}\u{FFFF}", "e\u{301}", "👩‍👩‍👧‍👦🏳️‍🌈", "관리자", "مرحبا", "../../users?x=1#", "%2e%2e%2f", "%", "%zz",
    "//evil.example/",
    "https://evil.example", "a@b.example", "null", "true", "[]", "{}", "[\"a\",\"b\"]", "{\"a\":1}", "1e400", "-0",
    "99999999999999999999", "2026-11-20T08:00:00Z", "2026-02-30", "24h", "-7d", "9999999999d",
    "10000-01-01T00:00:00+99:99",
    "Bearer abcdefghijklmnopqrstuvwxyz0123456789", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    "AKIAIOSFODNN7EXAMPLE", "password=hunter2", "SELECT 1", "SELECT * FROM panther_logs.public.aws_cloudtrail",
    "select count(*) as n from panther_logs.public.aws_cloudtrail where p_occurs_since('1 d') group by 1 order by 1 limit 5",
    "SELECT $$a$$, 'it''s', \"q\"\"q\" -- c\n/* /* nested */ */ FROM t WHERE p_event_time > '2026'",
    "SELECT 1; DROP TABLE x",
    "WITH a AS (SELECT 1) SELECT * FROM a JOIN b USING (p_event_time)", "'", "\"", "$$", "/*", "--", "((((((",
    "aws_cloudtrail",
    "panther_logs.public", "AWS.CloudTrail", "rules", "HIGH", "OPEN",
  ]

  static let numbers = [
    "0", "-0", "1", "-1", "1.5", "25", "50", "1e2", "1E400", "-1e-400", "9007199254740993", "2147483648", "4294967296",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "123456789012345678901234567890", "0.1",
    "1e-7", "1.0000000000000000000000000000001",
  ]

  mutating func text(_ pool: [String] = []) -> String {
    switch below(40) {
    case 0: String(repeating: pick(["x", "\u{202E}", "관", "\"", "\\", "(", "SELECT "]), count: below(5000))
    case 1: pick(Self.texts) + pick(Self.texts)
    case 2: String(decoding: bytes(below(40)), as: UTF8.self)
    case 3..<15 where !pool.isEmpty: pick(pool)
    default: pick(Self.texts)
    }
  }

  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

  mutating func json(_ depth: Int = 3, _ pool: [String] = []) -> JSON {
    switch below(depth > 0 ? 10 : 6) {
    case 0: .null
    case 1: .bool(once(in: 2))
    case 2: (try? JSON(parsing: Array(pick(Self.numbers).utf8))) ?? .null
    case 3, 4, 5: .string(text(pool))
    case 6: deep(below(400))
    case 7: .array((0..<below(5)).map { _ in json(depth - 1, pool) })
    default: .object(JSON.Object((0..<below(5)).map { _ in (text(pool), json(depth - 1, pool)) }))
    }
  }

  private mutating func deep(_ levels: Int) -> JSON {
    let isObject = once(in: 2)
    return (0..<levels).reduce(JSON.null) { value, _ in isObject ? ["a": value] : [value] }
  }

  /// The value with something inside it changed.
  mutating func mutated(_ value: JSON, _ pool: [String] = []) -> JSON {
    switch value {
    case .array(var values) where !values.isEmpty && !once(in: 6):
      let index = below(values.count)
      switch below(8) {
      case 0: values.remove(at: index)
      case 1: values.insert(values[index], at: index)
      case 2: values.append(contentsOf: values)
      default: values[index] = mutated(values[index], pool)
      }
      return .array(values)
    case .object(let object) where !object.isEmpty && !once(in: 8):
      var members = object.members.map { ($0.key, $0.value) }
      let index = below(members.count)
      switch below(10) {
      case 0: members.remove(at: index)
      case 1: members[index].0 = text(pool)
      case 2: members.append((text(pool), json(2, pool)))
      default: members[index].1 = mutated(members[index].1, pool)
      }
      return .object(JSON.Object(members))
    default: return json(3, pool)
    }
  }

  private static let tokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "\\u0000", "\\udc00\\ud800", "null", "1e999", "-", "\n", "\r",
    "\0",
    "\u{FEFF}", "[[[[[[[[", "\"a\":", "//",
  ].map { Array($0.utf8) }

  /// The bytes with a few of them changed.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) {
      let at = below(bytes.count + 1)
      let end = min(bytes.count, at + below(20))
      switch below(7) {
      case 0: bytes.removeSubrange(at..<end)
      case 1: bytes.insert(contentsOf: bytes[at..<end], at: at)
      case 2: bytes.insert(contentsOf: pick(Self.tokens, or: []), at: at)
      case 3: bytes.removeSubrange(at...)
      case 4 where at < bytes.count: bytes[at] ^= 1 << UInt8(below(8))
      case 5: bytes.insert(contentsOf: self.bytes(below(4)), at: at)
      default: bytes.append(contentsOf: bytes.prefix(end))
      }
    }
    return bytes
  }
}
