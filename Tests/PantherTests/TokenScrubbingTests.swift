import JSON
import TestSupport
import Testing

@testable import Panther

/// A server that repeats the token must not bring it into an answer, an error or a log.
@Suite(.fewAtOnce) struct TokenScrubbingTests {
  private static let token = Token("tok-9f86d081884c7d659a2f")

  @Test(arguments: [
    #"{"title":"key is tok-9f86d081884c7d659a2f"}"#, #"{"tok-9f86d081884c7d659a2f":1}"#,
    "tok-9f86d081884c7d659a2ftok-9f86d081884c7d659a2f", "x tok-9f86d081884c7d659a2f\u{301}",
    "ttok-tok-9f86d081884c7d659a2f", "tok-9f86d081884c7d659a2f",
  ])
  func `the token is hidden in a body`(_ body: String) {
    let clean = Self.token.scrubbed(from: HTTPResponse(status: 200, body: Array(body.utf8)))
    let text = String(decoding: clean.body, as: UTF8.self)
    #expect(!text.contains("9f86d081884c7d659a2f"))
    #expect(text.contains("hidden"))
  }

  @Test(arguments: ["", "tok-9f86", "tok-9f86d081884c7d659a2", String(repeating: "t", count: 5000), "{}"])
  func `any other body stays as it is`(_ body: String) {
    let answer = HTTPResponse(status: 200, body: Array(body.utf8))
    #expect(Self.token.scrubbed(from: answer).body == answer.body)
  }

  @Test func `the token is hidden in headers, in any case`() {
    let clean = Self.token.scrubbed(
      from: HTTPResponse(
        status: 302,
        headers: [
          "x-request-id": "tok-9f86d081884c7d659a2f", "location": "https://TOK-9f86D081884c7d659a2f.evil.example/",
          "date": "today",
        ]))
    #expect(clean.headers == ["x-request-id": "(hidden)", "location": "(hidden)", "date": "today"])
  }
}
