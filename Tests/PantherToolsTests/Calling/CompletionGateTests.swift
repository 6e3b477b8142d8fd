import JSON
import PantherTools
import TestSupport
import Testing

/// Completions show data that tools show, so what the operator has switched off holds for them too.
@Suite(.fewAtOnce) struct CompletionGateTests {
  private func suggestions(_ policy: Policy) async throws -> (values: JSON?, sent: [String]) {
    let bench = Bench(policy: policy)
    bench.answer("GET /rules", ["results": [["id": "AWS.Root"]]])
    let answer = try await bench.converse(
      "completion/complete",
      params: [
        "ref": ["type": "ref/prompt", "name": "tune-noisy-rule"], "argument": ["name": "rule_id", "value": "AWS"],
      ])
    return (answer["result"]?["completion"]?["values"], bench.sent)
  }

  @Test func `suggests what a tool may tell`() async throws {
    #expect(try await suggestions(try Policy()).values == ["AWS.Root"])
  }

  @Test func `suggests nothing that a hidden tool would tell, or one that asks`() async throws {
    for policy in [try Policy(toolsets: ["metrics"]), try Policy(ask: ["all"]), try Policy(block: ["reads"])] {
      let (values, sent) = try await suggestions(policy)
      #expect(values == [])
      #expect(sent.isEmpty)
    }
  }
}

/// A secret that is hidden in a whole answer is hidden as well when its value is read alone.
@Suite(.fewAtOnce) struct FieldRedactionTests {
  @Test func `a header read by itself is redacted by its name`() async throws {
    let bench = Bench()
    let headers: JSON = [["name": "X-Api-Key", "value": "Zx9Qw8Er7Ty6Ui5Op4As3"]]
    bench.answer("GET /alerts/a1", ["id": "a1", "context": ["h": headers]])
    let whole = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(!whole.text.contains("Zx9Q"))
    let alone = try await bench.call("get_alert", ["alert_id": "a1", "field": "context.h.0.value"])
    #expect(!alone.isError)
    #expect(!alone.text.contains("Zx9Q"))
  }
}
