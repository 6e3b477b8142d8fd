import JSON
import Panther
import TestSupport
import Testing

/// An instance without end: many requests for one call, and answers of many values.
@Suite(.fewAtOnce) struct AnswerBudgetTests {
  private func client(_ budget: AnswerBudget) -> (PantherClient, StubTransport) {
    let transport = StubTransport(HTTPResponse(json: ["results": .array(Array(repeating: 1, count: 1_000))]))
    var client = PantherClient(transport)
    client.budget = budget
    return (client, transport)
  }

  @Test func `a call that has sent as many requests as it may sends no more`() async throws {
    let (client, transport) = client(AnswerBudget(requests: 3))
    for _ in 0..<3 { _ = try await client.get("/alerts") }
    let error = try await failure { try await client.get("/alerts") }
    #expect(error?.kind == .overBudget)
    #expect(error?.request == "GET /alerts")
    #expect(try await failure { try await client.send(.patch, "/alerts") }?.kind == .overBudget)
    #expect(transport.requests.count == 3)
  }

  @Test func `the answers of a call are bounded together, those of another call anew`() async throws {
    let budget = AnswerBudget(memory: 150_000)
    let (client, _) = client(budget)
    for _ in 0..<3 { _ = try await client.get("/alerts") }
    let error = try await failure { try await client.get("/alerts") }
    #expect(error?.kind == .tooLarge)
    #expect(error?.message == "the answer has too many values")
    var other = client
    other.budget = AnswerBudget(memory: 150_000)
    #expect(try await other.page("/alerts").items.count == 1_000)
  }

  @Test func `the long body of a refusal is not read as JSON`() async throws {
    let body: JSON = ["message": "Go away", "rest": .string(String(repeating: "x", count: 2 << 20))]
    let error = try await failure {
      try await PantherClient(StubTransport(HTTPResponse(status: 403, json: body))).get("/alerts")
    }
    #expect(error?.kind == .forbidden)
    #expect(error?.message?.hasPrefix("it sent text") == true)
  }
}
