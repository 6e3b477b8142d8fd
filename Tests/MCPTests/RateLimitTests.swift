import JSON
import TestSupport
import Testing

@testable import MCP

@Suite(.fewAtOnce) struct RateLimitTests {
  private let start = ContinuousClock.now

  /// How many of a hundred calls pass that are made at the same moment.
  private func passing(_ limit: RateLimit, _ caller: String = "a", _ effect: Effect = .reads, after: Duration) -> Int {
    (0..<100).count { _ in limit.refusal(of: caller, effect, at: start + after) == nil }
  }

  @Test func `a caller has two seconds' worth at once, then the rate`() {
    let limit = RateLimit(perSecond: 10, costly: 1)
    #expect(passing(limit, after: .zero) == 20)
    #expect(passing(limit, after: .seconds(1)) == 10)
    #expect(passing(limit, after: .milliseconds(1150)) == 1)
    #expect(passing(limit, after: .seconds(1000)) == 20)
  }

  @Test func `callers and classes of tools do not take from one another`() {
    let limit = RateLimit(perSecond: 10, costly: 1)
    #expect(passing(limit, after: .zero) == 20)
    #expect(passing(limit, "b", after: .zero) == 20)
    #expect(passing(limit, "a", .writes, after: .zero) == 2)
    // Tools that spend, write and destroy share one limit.
    #expect(passing(limit, "a", .spends, after: .zero) == 0)
    #expect(passing(limit, "a", .destructive, after: .seconds(1)) == 1)
  }

  @Test func `a rate under one a second lets one pass`() {
    let limit = RateLimit(perSecond: 0.1, costly: 0.1)
    #expect(passing(limit, after: .zero) == 1)
    #expect(passing(limit, after: .seconds(9)) == 0)
    #expect(passing(limit, after: .seconds(11)) == 1)
  }

  @Test func `the refusal says when to call again`() {
    let limit = RateLimit(perSecond: 10, costly: 0.5)
    #expect(limit.refusal(of: "a", .writes, at: start) == nil)
    let words = limit.refusal(of: "a", .writes, at: start)
    #expect(
      words == "Rate limit: 0.5 calls that spend or change something a second. Nothing was done; call again in 2.0 s.")
  }

  /// The limit lets two changes pass: the question and one more call.
  @Test(arguments: [#"{"action":"decline"}"#, #"{"action":"cancel"}"#, #"{"action":"accept"}"#])
  func `a no counts even when the caller has no calls left`(_ no: String) async throws {
    let gates = Gates(asks: ["change_thing"], rateLimit: RateLimit(perSecond: 0.001, costly: 1))
    let asking = Asking(gates: gates)
    let state = try await asking.state()
    #expect(state != "none")
    while try await !asking.modern().resultText.hasPrefix("Rate limit") {}
    let answer = try await asking.modern(state: state, answer: #"{"confirm":\#(no)}"#)
    #expect(answer.resultText.hasPrefix("The user d"), "\(answer.resultText)")
    // Only the first no passes the limit.
    while try await !asking.modern().resultText.hasPrefix("Rate limit") {}
    let second = try await asking.modern(state: state, answer: #"{"confirm":\#(no)}"#)
    // On a busy machine, a second may have passed since the limit was reached.
    let isRefused = second.resultText.hasPrefix("Rate limit") || second.resultText.contains("used already")
    #expect(isRefused, "\(second.resultText)")
    try await Task.sleep(for: .seconds(1.1))
    let late = try await asking.modern(state: state, answer: Asking.yes)
    #expect(late.isToolError && late.resultText.contains("used already"), "\(late.resultText)")
    #expect(asking.changes == 0)
  }

  @Test func `a call over the limit is a result that says so, and other requests go on`() async throws {
    let conversation = Conversation(gates: Gates(rateLimit: RateLimit(perSecond: 0.001, costly: 0.001)))
    let call = Conversation.modernCall("echo_arguments", #"{"text":"a"}"#)
    #expect(try await conversation.request(call)["result"]?["isError"] == false)
    let refused = try await conversation.request(call)
    #expect(refused.isToolError && refused.resultText.hasPrefix("Rate limit"))
    #expect(conversation.ask(Conversation.modern("tools/list"))[0]["result"]?["tools"] != nil)
  }
}
