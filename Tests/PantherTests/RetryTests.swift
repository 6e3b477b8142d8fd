import Foundation
import JSON
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce, .onOwnThreads) struct RetryTests {
  @Test(arguments: [429, 502, 503, 504]) func `a read is tried again`(status: Int) async throws {
    let transport = StubTransport(HTTPResponse(status: status), HTTPResponse(json: ["ok": true]))
    #expect(try await PantherClient(transport).get("/alerts") == ["ok": true])
    #expect(transport.requests.count == 2)
  }

  @Test(arguments: [400, 401, 403, 404, 409, 500, 501]) func `a read is not tried again`(status: Int) async throws {
    let transport = StubTransport(HTTPResponse(status: status), HTTPResponse(json: ["ok": true]))
    #expect(try await failure { try await PantherClient(transport).get("/alerts") }?.status == status)
    #expect(transport.requests.count == 1)
  }

  @Test(arguments: [400, 408, 429, 500, 502, 503, 504, 520]) func `a write is never tried again`(status: Int)
    async throws
  {
    let transport = StubTransport(HTTPResponse(status: status), HTTPResponse(json: ["id": 1]))
    let error = try await failure { try await PantherClient(transport).send(.post, "/alert-comments", body: [:]) }
    #expect(error?.status == status)
    #expect((error?.kind == .unknownOutcome) == ![400, 429].contains(status))
    #expect(transport.requests.count == 1)
  }

  @Test func `a read is given up after four attempts`() async throws {
    let transport = StubTransport { _, _ in throw PantherError(.disconnected) }
    let error = try await failure { try await PantherClient(transport).get("/alerts") }
    #expect(error?.kind == .disconnected)
    #expect(transport.requests.count == 4)
  }

  @Test func `the next attempt comes no earlier than Retry-After`() async throws {
    let transport = StubTransport(
      HTTPResponse(status: 429, headers: ["retry-after": "1"]), HTTPResponse(json: ["id": 1]))
    let start = ContinuousClock.now
    _ = try await PantherClient(transport).get("/alerts")
    #expect(ContinuousClock.now - start >= .seconds(1))
  }

  @Test(arguments: [
    ["retry-after": "120"],
    ["retry-after": "Sun, 01 Mar 2026 12:02:00 GMT", "date": "Sun, 01 Mar 2026 12:00:00 GMT"],
  ])
  func `a Retry-After beyond the deadline fails at once and says when to try again`(headers: [String: String])
    async throws
  {
    let transport = StubTransport(HTTPResponse(status: 429, headers: headers))
    var client = PantherClient(transport)
    client.deadline = .now + .seconds(50)
    let error = try await failure { [client] in try await client.get("/alerts") }
    #expect(error?.kind == .rateLimited)
    #expect(error?.retryAfter == .seconds(120))
    #expect(error?.description.contains("in 120 seconds") == true)
    #expect(transport.requests.count == 1)
  }

  @Test func `the deadline limits each time-out, and nothing is sent after it`() async throws {
    let transport = StubTransport(HTTPResponse(json: ["id": 1]))
    var client = PantherClient(transport)
    client.deadline = .now + .seconds(14)
    _ = try await client.get("/alerts")
    #expect(try #require(transport.requests.first).timeout <= .seconds(14))
    client.deadline = .now - .seconds(1)
    let error = try await failure { [client] in try await client.send(.post, "/alert-comments") }
    #expect(error?.kind == .timedOut)
    #expect(transport.requests.count == 1)
  }

  @Test(arguments: [PantherError.Kind.timedOut, .disconnected]) func `a write without an answer may have been made`(
    kind: PantherError.Kind
  ) async throws {
    let transport = StubTransport { _, _ in throw PantherError(kind) }
    let error = try await failure { try await PantherClient(transport).send(.delete, "/rules/x") }
    #expect(error?.kind == .unknownOutcome)
    #expect(error?.description.contains("may or may not have been made") == true)
    #expect(transport.requests.count == 1)
  }

  @Test(
    arguments: [
      (["extensions": ["code": "INTERNAL_SERVER_ERROR"]], true), (["message": "internal system error"], true),
      (["message": "half", "path": ["a", "b"]], true), (["message": "context deadline exceeded"], true),
      (["message": "request timed out"], true), (["message": "panic: nil"], true), (["message": "boom"], true),
      (["message": "timed out while checking permissions"], true), ([:], true),
      (["message": "x", "extensions": ["code": "SERVICE_UNAVAILABLE"]], true),
      (["message": "no", "extensions": ["code": "FORBIDDEN"], "path": ["a"]], false),
      (["message": "you lack the permission"], false), (["extensions": ["code": "BAD_USER_INPUT"]], false),
      (["extensions": ["code": "NOT_FOUND"]], false), (["extensions": ["code": "CONFLICT"]], false),
    ] as [(JSON, Bool)])
  func `a GraphQL error leaves the outcome of a mutation unknown where it does not rule it out`(
    _ error: JSON, _ isUnknown: Bool
  ) async throws {
    for (document, kind) in [("mutation A { a }", PantherError.Kind.unknownOutcome), ("query A { a }", nil)] {
      let transport = StubTransport(HTTPResponse(json: ["data": .null, "errors": [error]]))
      let failed = try await failure { try await PantherClient(transport).run(Operation(document)) }
      #expect((failed?.kind == .unknownOutcome) == (isUnknown && kind != nil))
      #expect(transport.requests.count == 1)
    }
  }

  @Test func `of several GraphQL errors the worst decides about a mutation`() async throws {
    let refusal: JSON = ["message": "no", "extensions": ["code": "FORBIDDEN"]]
    let fault: JSON = ["message": "x", "extensions": ["code": "INTERNAL_SERVER_ERROR"]]
    for (errors, kind) in [
      ([refusal, fault], .unknownOutcome), ([fault, refusal], .unknownOutcome), ([refusal, refusal], .forbidden),
    ] as [([JSON], PantherError.Kind)] {
      let transport = StubTransport(HTTPResponse(json: ["data": .null, "errors": .array(errors)]))
      let failed = try await failure { try await PantherClient(transport).run(Operation("mutation A { a }")) }
      #expect(failed?.kind == kind)
    }
  }

  @Test func `a status of a server's fault counts more than the refusal in its body`() async throws {
    let refusal: JSON = ["errors": [["message": "no", "extensions": ["code": "FORBIDDEN"]]]]
    let transport = StubTransport(HTTPResponse(status: 503, json: refusal))
    let failed = try await failure { try await PantherClient(transport).run(Operation("mutation A { a }")) }
    #expect(failed?.kind == .unknownOutcome)
  }

  @Test func `a write that reached nobody was not made`() async throws {
    let transport = StubTransport { _, _ in throw PantherError(.unreachable) }
    let error = try await failure { try await PantherClient(transport).send(.delete, "/rules/x") }
    #expect(error?.kind == .unreachable)
    #expect(error?.description.contains("Nothing was sent") == true)
  }
}
