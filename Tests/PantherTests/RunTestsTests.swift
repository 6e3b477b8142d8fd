import JSON
import Panther
import TestSupport
import Testing

/// Running the tests of a detection without saving it.
@Suite(.fewAtOnce) struct RunTestsTests {
  private let body: JSON = ["id": "a b", "tests": [["name": "1", "resource": "{\"n\":9007199254740993}"]]]

  private func run(_ answers: HTTPResponse...) async throws -> (
    records: [JSON]?, error: PantherError?, sent: [HTTPRequest]
  ) {
    let transport = StubTransport { _, count in answers[min(count, answers.count - 1)] }
    var records: [JSON]?
    let error = try await failure {
      records = try await PantherClient(transport).runTests("rules/\("a b/%?#")", body: body)
      return .null
    }
    return (records, error, transport.requests)
  }

  @Test func `it is one PUT that says it saves nothing, and the records are in the refusal`() async throws {
    let answer: JSON = ["message": "1 failed", "testResults": [["name": "1", "passed": false]]]
    let (records, error, sent) = try await run(HTTPResponse(status: 400, json: answer))
    #expect(records == [["name": "1", "passed": false]] && error == nil && sent.count == 1)
    #expect(sent[0].url.hasSuffix("/rules/a%20b%2F%25%3F%23?run-tests-only=true") && sent[0].method == .put)
    #expect(sent[0].body == body.bytes)
    // Code runs for longer than a read takes, and another request with it must not be sent beside it.
    #expect(sent[0].timeout == .seconds(30) && !sent[0].isRead)
  }

  @Test func `a login page says nothing about tests`() async throws {
    let (_, error, _) = try await run(HTTPResponse(status: 200, headers: [:], body: Array("<html>Log in</html>".utf8)))
    #expect(error?.kind == .unreadable && error?.description.contains("all tests pass") == false)
  }

  @Test(arguments: [200, 201, 204]) func `a success is none, because one test must fail`(_ status: Int) async throws {
    let (records, error, sent) = try await run(
      HTTPResponse(status: status, headers: [:], body: status == 204 ? [] : Array(#"{"id":"a"}"#.utf8)))
    #expect(records == nil && error?.kind == .unreadable && sent.count == 1)
    #expect(error?.description.contains("all tests pass") == true)
  }

  @Test(arguments: [
    (400, PantherError.Kind.invalid), (401, .unauthorized), (403, .forbidden), (404, .notFound), (409, .conflict),
    (413, .invalid), (500, .serverFault), (504, .serverFault),
  ])
  func `a refusal is said, and not sent again`(_ status: Int, _ kind: PantherError.Kind) async throws {
    let (records, error, sent) = try await run(HTTPResponse(status: status, json: ["message": "why"]))
    #expect(records == nil && error?.kind == kind && error?.status == status && sent.count == 1)
    #expect(error?.description.contains("\"why\"") == true)
  }

  @Test(arguments: [429, 502, 503]) func `it changes nothing, so it is sent again where that may help`(_ status: Int)
    async throws
  {
    let answer: JSON = ["message": "x", "testResults": [["name": "1"]]]
    let (records, _, sent) = try await run(HTTPResponse(status: status), HTTPResponse(status: 400, json: answer))
    #expect(records?.count == 1 && sent.count == 2)
  }

  @Test func `a time-out is not tried again, because the code would run again`() async throws {
    let transport = StubTransport { _, _ in throw PantherError(.timedOut) }
    let error = try await failure { .array(try await PantherClient(transport).runTests("rules/r", body: body)) }
    #expect(error?.kind == .timedOut && transport.requests.count == 1)
  }

  @Test(arguments: [
    #"{"message":"x","testResults":[]}"#, #"{"message":"x","testResults":null}"#, #"{"message":"x","testResults":7}"#,
    "[]", "no", "",
  ])
  func `a refusal without records is a refusal of the detection`(_ text: String) async throws {
    let (records, error, _) = try await run(HTTPResponse(status: 400, headers: [:], body: Array(text.utf8)))
    #expect(records == nil && error?.kind == .invalid)
  }

  @Test func `records may take more than other refusals`() async throws {
    let long = String(repeating: "x", count: 100_000)
    let answer: JSON = [
      "message": "x",
      "testResults": .array((0..<25).map { ["name": JSON("\($0)"), "error": ["message": .string(long)]] }),
    ]
    let (records, _, _) = try await run(HTTPResponse(status: 400, json: answer))
    #expect(records?.count == 25)
  }
}
