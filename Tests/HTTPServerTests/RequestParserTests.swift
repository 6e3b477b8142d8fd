import TestSupport
import Testing
import Text

@testable import HTTPServer

@Suite(.fewAtOnce) struct RequestParserTests {
  private static let valid: [(String, String)] = [
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / | end"),
    ("GET /mcp?a=1&b=%20 HTTP/1.1\r\nhost:a:80\r\n\r\n", "GET /mcp?a=1&b=%20 | end"),
    ("GET /? HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /? | end"),
    ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / | end"),
    ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / | end"),
    ("GET / HTTP/1.0\r\n\r\n", "GET / 1.0 closes | end"),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / 1.0 closes | end"),
    ("GET / HTTP/1.7\r\nHost: a\r\n\r\n", "GET / | end"),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", "GET / closes | end"),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n", "GET / closes | end"),
    ("GET http://b:8/x?y HTTP/1.1\r\nHost: a\r\n\r\n", "GET /x?y | end"),
    ("GET HTTPS://b HTTP/1.1\r\nHost: a\r\n\r\n", "GET / | end"),
    ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * | end"),
    ("m!#$%&'*+-.^_`|~9 / HTTP/1.1\r\nHost: a\r\n\r\n", "m!#$%&'*+-.^_`|~9 / | end"),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \t a\tb \t\r\nEmpty:\r\n\r\n", "GET / | end"),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "POST / | end"),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc", "POST / | body abc | end"),
    ("POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", "POST / 1.0 closes | body abc | end"),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\nabc",
      "POST / expects | body abc | end"
    ),
    ("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", "POST / | end"),
    ("POST / HTTP/1.0\r\nExpect: something\r\n\r\n", "POST / 1.0 closes | end"),
    (chunked("3\r\nabc\r\n0\r\n\r\n"), "POST / | body abc | end"),
    (chunked("0\r\n\r\n"), "POST / | end"),
    (
      chunked("00a;x=\"y\";z\r\n0123456789\r\n1\r\nA\r\n000;q\r\nTrailer: x\r\n\r\n"), "POST / | body 0123456789A | end"
    ),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n", "POST / | end"),
    (
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy\r\n"
        + chunked("1\r\nz\r\n0\r\n\r\n") + "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /1 | end | POST /2 | body xy | end | POST / | body z | end | GET /4 | end"
    ),
    ("GET / HTTP/1.1\r\nHos", ""),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc", "POST / | body abc"),
  ]

  private static func chunked(_ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)"
  }

  private static func get(_ lines: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n" }

  /// Every header is compared before anybody has proved who calls.
  @Test func `the value of a header is ready to be compared`() throws {
    let marks = "a" + String(repeating: "\u{301}\u{323}", count: 7_000)
    var parser = RequestParser(limits: ServerLimits())
    var input = Array(Self.get("Origin: \(marks)").utf8)[...]
    guard case .head(let head)? = parser.next(&input), let value = head.headers["Origin"] else {
      Issue.record("the header was refused")
      return
    }
    #expect(!value.hasSameBytes(as: marks))
    #expect(value.hasSameBytes(as: marks.readyToCompare))
  }

  private static let malformed: [(String, Int)] = [
    // Request line
    ("GET /\r\n", 400), ("GET  / HTTP/1.1\r\n", 400), ("GET / HTTP/1.1 \r\n", 400), (" GET / HTTP/1.1\r\n", 400),
    ("GET\t/ HTTP/1.1\r\n", 400), ("\r\n\r\nGET / HTTP/1.1\r\n", 400), ("G(T / HTTP/1.1\r\n", 400),
    ("GET / http/1.1\r\n", 400), ("GET / HTTP/11\r\n", 400), ("GET / HTTP/1.10\r\n", 400), ("GET / HTTP/+.1\r\n", 400),
    ("GET / HTTP/2.0\r\n", 505), ("GET / HTTP/0.9\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("\u{16}\u{3}\u{1}", 400), ("GET / HTTP/1.1\n", 400), ("GET / HTTP/1.1\rX", 400), ("GET /\0 HTTP/1.1\r\n", 400),
    ("GET x HTTP/1.1\r\n", 400), ("GET * HTTP/1.1\r\n", 400), ("GET a:80 HTTP/1.1\r\n", 400),
    ("CONNECT a:80 HTTP/1.1\r\n", 400), ("CONNECT http://a/ HTTP/1.1\r\n", 400), ("GET ftp://a/ HTTP/1.1\r\n", 400),
    ("GET http:// HTTP/1.1\r\n", 400), ("GET http:///x HTTP/1.1\r\n", 400), ("GET http://u@a/ HTTP/1.1\r\n", 400),
    ("GET /#a HTTP/1.1\r\n", 400), ("GET /\u{e9} HTTP/1.1\r\n", 400), ("GET /%2 HTTP/1.1\r\n", 400),
    ("GET /%zz HTTP/1.1\r\n", 400), ("GET /<> HTTP/1.1\r\n", 400), ("GET /a[b] HTTP/1.1\r\n", 400),
    // Host
    ("GET / HTTP/1.1\r\n\r\n", 400), (get("Host: a"), 400), ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
    ("GET http://b/ HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    // Header lines
    (get("X : y"), 400), (get("X\t: y"), 400), (get(": y"), 400), (get("X"), 400), (get("X y: z"), 400),
    (get("X: a\r\n b"), 400), (get("X: a\r\n\tb"), 400), ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    (get("X: a\0b"), 400), (get("X: a\u{1b}b"), 400), (get("X: a\u{7f}"), 400), (get("X\u{e9}: a"), 400),
    (get("X: a\nY: b"), 400), (get("X: a\rb"), 400), (get("X: a\r\r\n"), 400), ("GET / HTTP/1.1\r\nHost: a\n\n", 400),
    (get("Expect: x"), 417), (get("Expect: 100-continue\r\nExpect: 100-continue"), 417),
    // Framing
    (get("Content-Length: 1\r\nTransfer-Encoding: chunked"), 400),
    (get("Transfer-Encoding: chunked\r\nContent-Length: 0"), 400),
    (get("Content-Length: 1\r\nContent-Length: 2"), 400), (get("Content-Length: 1\r\ncontent-length: 1"), 400),
    (get("Content-Length: 1, 1"), 400), (get("Content-Length: +1"), 400), (get("Content-Length: -1"), 400),
    (get("Content-Length: 1 0"), 400), (get("Content-Length: 0x1"), 400), (get("Content-Length: 1.0"), 400),
    (get("Content-Length:"), 400), (get("Content-Length: \u{661}"), 400),
    (get("Content-Length: 99999999999999999999"), 400), (get("Content-Length: 18446744073709551617"), 400),
    (get("Content-Length: 4194305"), 413), (get("Content-Length: 9223372036854775807"), 413),
    (get("Transfer-Encoding: gzip"), 400), (get("Transfer-Encoding: identity"), 400),
    (get("Transfer-Encoding: gzip, chunked"), 501), (get("Transfer-Encoding: chunked, gzip"), 400),
    (get("Transfer-Encoding: chunked, chunked"), 400), (get("Transfer-Encoding: chunked\r\nTransfer-Encoding: x"), 400),
    (get("Transfer-Encoding: xchunked"), 400), (get("Transfer-Encoding: \"chunked\""), 400),
    (get("Transfer-Encoding: chunked;q=1"), 400), (get("Transfer-Encoding:"), 400),
    (get("Transfer-Encoding: \u{b}chunked"), 400), (get("Transfer-Encoding: , chunked"), 400),
    ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    // Chunks
    (chunked("\r\n"), 400), (chunked("g\r\n"), 400), (chunked("0x1\r\n"), 400), (chunked("-1\r\n"), 400),
    (chunked("+1\r\n"), 400), (chunked(" 1\r\n"), 400), (chunked("1 \r\n"), 400), (chunked("1 ;a\r\n"), 400),
    (chunked("1\na\n0\n\n"), 400), (chunked("1\rX"), 400), (chunked("1\r\nab"), 400), (chunked("1\r\na\n"), 400),
    (chunked("2\r\na\r\n0\r\n\r\n"), 400), (chunked("1;a\nb\r\na"), 400), (chunked("1;a\0b\r\na"), 400),
    (chunked("400001\r\n"), 413), (chunked("3fffff\r\n"), 0), (chunked("7fffffffffffffff\r\n"), 400),
    (chunked("fffffffffffffff\r\n"), 413), (chunked("10000000000000000\r\n"), 400),
    (chunked("1;\(String(repeating: "a", count: 300))\r\n"), 400),
    (chunked("0\r\nX : y\r\n\r\n"), 400), (chunked("0\r\nX\r\n\r\n"), 400), (chunked("0\r\nX: \0\r\n\r\n"), 400),
    (chunked("0\r\n" + String(repeating: "X: y\r\n", count: 101)), 431),
    (chunked("0\r\nX: \(String(repeating: "y", count: 40_000))"), 431),
    (chunked(String(repeating: "1;\(String(repeating: "a", count: 200))\r\nx\r\n", count: 50)), 400),
    // Sizes
    ("GET /\(String(repeating: "a", count: 8_192))", 414), (String(repeating: "A", count: 10_000), 414),
    (get("X: \(String(repeating: "y", count: 32_768))"), 431),
    (get(String(repeating: "X: \(String(repeating: "y", count: 1_000))\r\n", count: 33) + "Y: z"), 431),
    (get(String(repeating: "X: y\r\n", count: 99) + "X: y"), 431),
  ]

  @Test(arguments: valid) func `reads what is well formed`(_ text: String, _ events: String) {
    #expect(Reading(text).description == events)
  }

  @Test(arguments: malformed) func `refuses what is not`(_ text: String, _ status: Int) {
    #expect(Reading(text).refusal ?? 0 == status)
  }

  @Test(arguments: valid.map(\.0) + malformed.map(\.0).filter { $0.utf8.count < 1_000 })
  func `reads the same however the bytes are cut`(_ text: String) {
    let whole = Reading(text)
    for cut in 1..<max(text.utf8.count, 2) where cut < text.utf8.count {
      #expect(Reading(text, pieces: [cut]) == whole)
    }
    #expect(Reading(text, pieces: Array(1..<text.utf8.count)) == whole)
  }

  @Test(arguments: malformed.map(\.0).filter { $0.utf8.count >= 1_000 })
  func `refuses the same one byte at a time`(_ text: String) {
    #expect(Reading(text, pieces: Array(1..<text.utf8.count)) == Reading(text))
  }

  @Test func `reads nothing after a refusal`() {
    let reading = Reading("GET /\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(reading.events.count == 1)
  }

  @Test func `a chunked body is as long as all its chunks`() {
    var limits = ServerLimits()
    limits.bodyBytes = 5
    #expect(Reading(Self.chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), limits: limits).refusal == nil)
    #expect(Reading(Self.chunked("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"), limits: limits).refusal == 413)
  }

  @Test func `random bytes after a good start never do harm`() {
    var generator = SystemRandomNumberGenerator()
    let seeds = Self.valid.map { Array($0.0.utf8) }
    for _ in 0..<2_000 {
      var bytes = seeds.randomElement(using: &generator) ?? []
      for _ in 0..<3 {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      #expect(Reading(bytes, pieces: [cut]) == Reading(bytes), "\(bytes)")
    }
  }

  @Test func `knows what it waits for`() {
    var parser = RequestParser(limits: ServerLimits())
    var stages: [RequestParser.Stage] = [parser.stage]
    for piece in ["\r\n", "POST / HTTP/1.1\r\nHo", "st: a\r\nContent-Length: 2\r\n\r\n", "x", "y", "\u{0}"] {
      var input = Array(piece.utf8)[...]
      while parser.next(&input) != nil {}
      stages.append(parser.stage)
    }
    #expect(stages == [.betweenRequests, .betweenRequests, .header, .body, .body, .betweenRequests, .refused])
  }

  @Test func `an absolute target overrules the Host field`() throws {
    var parser = RequestParser(limits: ServerLimits())
    var input = Array("GET http://real:1/x HTTP/1.1\r\nHost: other\r\n\r\n".utf8)[...]
    guard case .head(let head) = parser.next(&input) else { throw Unexpected() }
    #expect(head.headers["host"] == "real:1")
  }

  @Test func `values are trimmed and repeated ones joined`() throws {
    var parser = RequestParser(limits: ServerLimits())
    var input = Array("GET / HTTP/1.1\r\nHOST: a\r\nX-A: \t1 2\t \r\nx-a:3\r\n\r\n".utf8)[...]
    guard case .head(let head) = parser.next(&input) else { throw Unexpected() }
    #expect(head.headers["x-A"] == "1 2, 3")
    #expect(head.headers.values(of: "X-a") == ["1 2", "3"])
    #expect(head.headers["absent"] == nil)
  }
}

struct Unexpected: Error {}
