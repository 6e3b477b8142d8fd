import JSON
import Logging
import MCP
import Panther
import TestSupport
import Testing

/// What every tool does when Panther answers with an error, or not at all.
@Suite(.fewAtOnce) struct FailureTests {
  private func call(_ sample: Sample, answering response: HTTPResponse) async throws -> (ToolResult, Bench) {
    let bench = Bench()
    bench.answer(sample.answers[0].match) { _ in response }
    return (try await bench.call(sample.tool, sample.arguments), bench)
  }

  @Test(arguments: Sample.all) func `a good call is answered by one JSON object`(_ sample: Sample) async throws {
    let bench = Bench()
    sample.prepare(bench)
    let result = try await bench.call(sample.tool, sample.arguments)
    #expect(!result.isError, "\(result.text)")
    #expect(result.json.object != nil)
    #expect(bench.lines.map { $0.split(separator: "?")[0] } == sample.answers.map { Substring($0.match) })
  }

  @Test(arguments: Sample.all)
  func `403 is an error that names the permission by title and name`(_ sample: Sample) async throws {
    let (result, bench) = try await call(sample, answering: HTTPResponse(status: 403, json: ["error": "forbidden"]))
    #expect(result.isError)
    #expect(result.text.contains("HTTP 403"))
    #expect(result.text.contains("forbidden"))
    #expect(result.text.contains(sample.permission), "\(result.text)")
    #expect(bench.sent.count == 1)
  }

  @Test(arguments: Sample.all.filter(\.isGraphQL))
  func `a GraphQL refusal in HTTP 200 is an error that names the permission`(
    _ sample: Sample
  ) async throws {
    let refusal: JSON = [
      "data": .null, "errors": [["message": "no access", "extensions": ["code": "FORBIDDEN"]]],
    ]
    let (result, _) = try await call(sample, answering: HTTPResponse(json: refusal))
    #expect(result.isError)
    #expect(result.text.contains(sample.permission), "\(result.text)")
  }

  @Test(arguments: Sample.all.filter(\.isGraphQL))
  func `a GraphQL error in HTTP 200 is an error with Panther's words`(_ sample: Sample) async throws {
    let failure: JSON = ["data": .null, "errors": [["message": "the moon is not full"]]]
    let (result, bench) = try await call(sample, answering: HTTPResponse(json: failure))
    #expect(result.isError)
    #expect(result.text.contains("the moon is not full"))
    #expect(bench.sent.count == 1)
  }

  @Test(arguments: Sample.all.filter { $0.tool != "get_role" })
  func `400 keeps Panther's message`(_ sample: Sample) async throws {
    let (result, bench) = try await call(sample, answering: HTTPResponse(status: 400, json: ["message": "bad moon"]))
    #expect(result.isError)
    #expect(result.text.contains("bad moon"))
    #expect(bench.sent.count == 1)
  }

  /// A role that is not found by its id is looked up by its name.
  @Test(arguments: Sample.all.filter { $0.tool != "get_role" })
  func `404 says to look for the right id`(_ sample: Sample) async throws {
    let (result, _) = try await call(sample, answering: HTTPResponse(status: 404, json: ["message": "no such thing"]))
    #expect(result.isError)
    #expect(result.text.contains("no such thing (") || result.text.contains("HTTP 404"))
    #expect(result.text.contains("Check the id"))
  }

  @Test(arguments: Sample.all) func `401 says to check the token`(_ sample: Sample) async throws {
    let (result, _) = try await call(sample, answering: HTTPResponse(status: 401, json: ["message": "Unauthorized"]))
    #expect(result.isError)
    #expect(result.text.contains("PANTHER_API_TOKEN"))
    #expect(!result.text.contains(Bench.token))
    #expect(!result.text.uppercased().contains("STOP"))
  }

  @Test(arguments: Sample.all)
  func `429 says when to try again, and waits for no time beyond the call's`(_ sample: Sample) async throws {
    let busy = HTTPResponse(status: 429, headers: ["retry-after": "120"], body: Array(#"{"message":"slow"}"#.utf8))
    let (result, bench) = try await call(sample, answering: busy)
    #expect(result.isError)
    #expect(result.text.contains("120 seconds"), "\(result.text)")
    #expect(bench.sent.count == 1)
  }

  @Test(arguments: Sample.all)
  func `500 is told from the rest, and a write is not repeated`(_ sample: Sample) async throws {
    let (result, bench) = try await call(sample, answering: HTTPResponse(status: 500, json: ["message": "oh no"]))
    #expect(result.isError)
    #expect(result.text.contains("HTTP 500"))
    #expect(result.text.contains("oh no"))
    if sample.isWrite { #expect(result.text.contains("unknown outcome")) }
    #expect(bench.sent.count == 1)
  }

  @Test(arguments: Sample.all) func `an HTML page is not taken for an answer`(_ sample: Sample) async throws {
    let page = HTTPResponse(status: 200, body: Array("<html><title>Log in</title></html>".utf8))
    let (result, _) = try await call(sample, answering: page)
    #expect(result.isError)
    #expect(result.text.contains("Log in"))
  }

  @Test(arguments: Sample.all)
  func `an unknown argument is refused before anything is sent`(_ sample: Sample) async throws {
    let bench = Bench()
    var arguments = sample.arguments
    arguments["zzz"] = 1
    let result = try await bench.call(sample.tool, arguments)
    #expect(result.isError)
    #expect(result.text.contains("Unknown argument `zzz`"))
    #expect(bench.sent.isEmpty)
  }

  @Test func `a broken read is repeated, and then answered`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/a1", [:], status: 503)
    bench.answer("GET /alerts/a1", ["id": "a1"])
    #expect(try await bench.call("get_alert", ["alert_id": "a1"])["alert"]?["id"] == "a1")
    #expect(bench.sent == ["GET /alerts/a1", "GET /alerts/a1"])
  }

  @Test func `one call that ends does not break another`() async throws {
    let bench = Bench()
    let gate = Gate()
    bench.answer("GET /alerts/slow") { _ in
      try await gate.pass()
      return HTTPResponse(json: ["id": "slow"])
    }
    bench.answer("GET /alerts/quick", ["id": "quick"])
    async let slow = bench.call("get_alert", ["alert_id": "slow"])
    try await gate.arrival()
    for _ in 0..<3 { #expect(try await bench.call("get_alert", ["alert_id": "quick"])["alert"]?["id"] == "quick") }
    gate.open()
    #expect(try await slow["alert"]?["id"] == "slow")
  }
}
