import Foundation
import JSON
import Panther
import PantherDemo
import TestSupport
import Testing

/// No request may crash the instance, and every request gets an answer.
@Suite(.fewAtOnce) struct HostileTests {
  private struct Random {
    var state: UInt64 = 42

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
  }

  /// A text from which some bytes are removed, in which some are changed, and into which some pieces are put.
  private static func mutated(_ text: String, _ pieces: [String], _ random: inout Random) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<(1 + random.below(4)) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(4) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8(random.below(256))
      case 2: bytes.insert(contentsOf: Array(pieces[random.below(pieces.count)].utf8), at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + random.below(12)))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static let pieces = [
    "(", ")", "((((((((", "'", "\"", "$$", "/*", "--", ",", "*", "::", ":", "[", "]", ".", ";", " NULL ", " AND ",
    " OR ",
    " NOT ", "9223372036854775807", "-9223372036854775808", "1e308", "0", " UNION ALL SELECT ", " CASE ", " IN ",
    "SELECT ",
    "{", "}", "$", "...", "\u{0}", "\u{202E}", "글", "\\", "%", "%ff", "&", "=", "?", "#", "/",
  ]

  @Test func `changed statements are answered`() async throws {
    let demo = Demo()
    var random = Random()
    let statements = SQLTests.statements.map(\.sql) + SQLTests.failures.map(\.sql)
    for round in 0..<600 {
      let sql = Self.mutated(statements[round % statements.count], Self.pieces, &random)
      let answer = try await demo.run(sql)
      #expect(answer["status"]?.string != nil || answer["errors"] != nil, "\(sql)")
    }
  }

  static let extremes: [(name: String, sql: String)] = [
    ("nested parentheses", "SELECT " + String(repeating: "(", count: 100_000)),
    ("nested subqueries", String(repeating: "SELECT * FROM (", count: 10_000) + "SELECT 1"),
    ("nested functions", "SELECT " + String(repeating: "LOWER(", count: 20_000) + "1"),
    ("nested cases", "SELECT " + String(repeating: "CASE WHEN ", count: 20_000)),
    ("a chain of NOT", "SELECT " + String(repeating: "NOT ", count: 50_000) + "1"),
    ("a chain of signs", "SELECT " + String(repeating: "- ", count: 100_000) + "1"),
    ("a long sum", "SELECT 1" + String(repeating: "+1", count: 100_000)),
    ("a long OR", "SELECT COUNT(*) FROM aws_cloudtrail WHERE 1=2" + String(repeating: " OR 1=2", count: 30_000)),
    ("a long IN", "SELECT 1 IN (" + String(repeating: "'x',", count: 60_000) + "'y')"),
    ("a long path", "SELECT useridentity" + String(repeating: ":a", count: 100_000) + " FROM aws_cloudtrail"),
    ("many casts", "SELECT 1" + String(repeating: "::string", count: 30_000)),
    ("many columns", "SELECT 1" + String(repeating: ",1", count: 100_000)),
    ("a megabyte", "SELECT '" + String(repeating: "x", count: 1_000_000) + "'"),
    ("a wall of quotes", String(repeating: "'", count: 200_000)),
    (
      "aliases that double",
      "SELECT 1 AS a0" + (1..<40).map { ", a\($0 - 1) + a\($0 - 1) AS a\($0)" }.joined()
    ),
    (
      "common tables that double",
      "WITH t0 AS (SELECT * FROM aws_cloudtrail)"
        + (1..<20).map { ", t\($0) AS (SELECT * FROM t\($0 - 1) UNION ALL SELECT * FROM t\($0 - 1))" }.joined()
        + " SELECT COUNT(*) FROM t19"
    ),
    (
      "text that doubles",
      "WITH t0 AS (SELECT 'xxxxxxxx' AS x)"
        + (1..<60).map { ", t\($0) AS (SELECT x || x AS x FROM t\($0 - 1))" }.joined()
        + " SELECT x FROM t59"
    ),
    (
      "lists that double",
      "WITH t0 AS (SELECT 1 AS x)"
        + (1..<30).map {
          ", t\($0) AS (SELECT ARRAY_AGG(x) AS x FROM (SELECT x FROM t\($0 - 1) UNION ALL SELECT x FROM t\($0 - 1)))"
        }
        .joined() + " SELECT x FROM t29"
    ),
    ("an alias of itself", "SELECT b AS a, a AS b"),
    (
      "the least number",
      "SELECT -9223372036854775807 - 1, ABS(-9223372036854775807 - 1), (-9223372036854775807 - 1) / -1, (-9223372036854775807 - 1) % -1"
    ),
    (
      "far times",
      "SELECT DATEADD(year, 999999999999, CURRENT_TIMESTAMP()), DATEADD(second, -1e300, '0001-01-01'), TO_TIMESTAMP(9223372036854775807)"
    ),
    (
      "huge slices",
      "SELECT TIME_SLICE(CURRENT_TIMESTAMP(), 1e18, 'WEEK'), SUBSTR('abc', -1e300, 1e300), RIGHT('abc', -5), LEFT('abc', 1e18), SPLIT_PART('a', 'a', -9223372036854775808)"
    ),
    (
      "patterns that backtrack",
      "SELECT '" + String(repeating: "a", count: 20_000) + "' LIKE '" + String(repeating: "%a", count: 200) + "b'"
    ),
  ]

  @Test(arguments: extremes.map(\.name))
  func `an extreme statement is answered soon`(name: String) async throws {
    let sql = try #require(Self.extremes.first { $0.name == name }?.sql)
    let answer = try await Demo().run(sql)
    #expect(answer["status"]?.string != nil, "\(answer.text.prefix(300))")
  }

  @Test func `a statement in a variable stays a statement`() async throws {
    let answer = try await Demo().run("SELECT '\"}) { id } evil: nope }' AS x")
    #expect(answer[path: ["results", "edges"]]?.array?.first?["node"] == ["x": "\"}) { id } evil: nope }"])
  }

  @Test func `changed documents are answered`() async throws {
    let demo = Demo()
    var random = Random()
    let documents =
      GraphQLTests.failures.map(\.query) + [
        "query A($i: SourcesInput = {cursor: null}) { x: sources(input: $i) { edges { node { ... on S3LogIntegration { s3Bucket } } } } }",
        "mutation { updateAlertsAssigneeById(input: {ids: [\"x\", \"y\"], assigneeId: X}) { alerts { id } } }",
        "{ dataLakeQueries(input: {contains: \"\"\"x\"\"\", pageSize: 2}) { edges { node { id results { edges { node } } } } } }",
      ]
    for round in 0..<600 {
      let text = Self.mutated(documents[round % documents.count], Self.pieces, &random)
      let answer = try await demo.graphQL(text, ["id": [[]], "i": ["pageSize": "x", "cursor": 1]])
      #expect(answer["data"] != nil, "\(text)")
    }
  }

  static let bodies: [String] = [
    "", "{", "[]", "null", "{}", "{\"query\":1}", "{\"query\":\"{a}\",\"variables\":[]}",
    String(repeating: "[", count: 100_000),
    "{\"query\":\"" + String(repeating: "{a", count: 100_000) + "\"}",
    "{\"query\":\"{a(b:" + String(repeating: "[", count: 100_000) + "\"}",
    "{\"query\":\"query(" + String(repeating: "$a:b=[", count: 10_000) + "\"}",
    "{\"query\":\"{...F} fragment F on X {...F ...F ...F}\"}",
  ]

  @Test(arguments: bodies)
  func `a bad body is answered`(body: String) async throws {
    let demo = Demo()
    for (method, path) in [
      (HTTPRequest.Method.post, "/public/graphql"), (.put, "/rules/x"), (.patch, "/alerts"), (.post, "/alert-comments"),
    ] {
      let request = HTTPRequest(
        method, "https://demo.invalid" + path, body: Array(body.utf8), isRead: false, timeout: .seconds(1))
      let response = try await demo.instance.send(request)
      #expect(response.status == (path == "/public/graphql" ? 200 : 400))
    }
  }

  @Test func `changed addresses are answered`() async throws {
    let demo = Demo()
    var random = Random()
    let paths =
      AlertTests.refusals.map(\.path) + LibraryTests.counts.map(\.path)
      + AlertTests.filters.map { "/alerts?" + $0.query }
    let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
    for round in 0..<1000 {
      let path = Self.mutated(paths[round % paths.count], Self.pieces, &random)
      let response = try await demo.send(
        methods[random.below(5)], path, random.below(2) == 0 ? nil : ["id": "x", "ids": [[]]])
      #expect((200..<500).contains(response.status), "\(path)")
    }
    for url in [
      "", "x", "https://", "https://demo.invalid?x", "//", "https://demo.invalid/%",
      "https://demo.invalid/alerts/%C3%28", "https://demo.invalid/rules/%%%",
    ] {
      let response = try await demo.instance.send(HTTPRequest(.get, url, isRead: true, timeout: .seconds(1)))
      #expect(response.status == 404, "\(url)")
    }
  }
}
