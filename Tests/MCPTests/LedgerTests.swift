import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

@testable import MCP

/// A flood of refused calls leaves some lines and a count, and nothing is lost.
@Suite(.fewAtOnce) struct LedgerTests {
  private let thing = "thing-\(UUID().uuidString)"
  private static let tools = TestTools.all + [AnyTool(ChangeThing.self)]

  /// Each kind of call that is refused before anything is done.
  private static let refused: [String] = [
    Conversation.modernCall("drop_all_tables", #"{"a":1}"#), Conversation.modernCall("echo_arguments", "[]"),
    Conversation.modernCall("echo_arguments", "{}"), Conversation.modernCall("echo_arguments", #"{"nope":1}"#),
    Conversation.modern("tools/call", #""name":"echo_arguments","arguments":{"text":"a"},"requestState":"x""#),
    Conversation.modern(
      "tools/call", #""name":"change_thing","arguments":{"thing":"t"},"requestState":"x""#, capabilities: Asking.forms),
    Conversation.modernCall("change_thing", #"{"thing":"t","confirm_token":"made.up"}"#),
    Conversation.modernCall("change_thing", #"{"thing":"t","confirm_token":"abc~made.up"}"#),
  ]

  private func sum(_ trail: Trail) -> (lines: Int, counted: Int) {
    let counts = trail.entries.filter { $0["event"] == "left_out" }
    return (trail.entries.count - counts.count, counts.reduce(0) { $0 + ($1["calls"]?.int ?? 0) })
  }

  /// On a busy machine the calls take a while, and one more line a second is written.
  private func seconds(since began: ContinuousClock.Instant) -> Int { Int((ContinuousClock.now - began) / .seconds(1)) }

  @Test(arguments: refused.indices, [false, true])
  func `of refused calls some are written, and the others counted`(_ index: Int, _ isRequired: Bool) async throws {
    let began = ContinuousClock.now
    let trail = Trail(isRequired: isRequired)
    let gates = Gates(asks: ["change_thing"], audit: trail)
    let conversation = Conversation(Self.tools, gates: gates)
    var limited = 0
    for _ in 0..<200 {
      let answer = try await conversation.request(Self.refused[index])
      #expect(answer["error"] != nil || answer.isToolError)
      if answer.resultText.hasPrefix("Rate limit: many calls were refused") { limited += 1 }
    }
    gates.finish()
    let (lines, counted) = sum(trail)
    #expect(lines + counted == 200)
    #expect(limited == counted)
    #expect(lines >= 20 && lines <= 21 + seconds(since: began))
    #expect(trail.entries.filter { $0["event"] == "left_out" }.allSatisfy { $0["callers"]?["local"] == $0["calls"] })
  }

  @Test func `calls over the rate limit are counted too, and answered as ever`() async throws {
    let began = ContinuousClock.now
    let trail = Trail()
    let gates = Gates(rateLimit: RateLimit(perSecond: 0.001, costly: 0.001), audit: trail)
    let conversation = Conversation(Self.tools, gates: gates)
    for index in 0..<200 {
      let answer = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"text":"a"}"#))
      if index > 0 { #expect(answer.resultText.hasPrefix("Rate limit: 0.001 calls a second")) }
    }
    gates.finish()
    let (lines, counted) = sum(trail)
    #expect(lines + counted == 200 && lines <= 21 + seconds(since: began))
  }

  @Test func `what is done is written in the midst of a flood, and another caller's refusals too`() async throws {
    let trail = Trail()
    let gates = Gates(audit: trail)
    let conversation = Conversation(Self.tools, gates: gates)
    for _ in 0..<100 { _ = try await conversation.request(Self.refused[0]) }
    let change = try await conversation.request(Conversation.modernCall("change_thing", #"{"thing":"\#(thing)"}"#))
    #expect(change["result"]?["isError"] == false)
    _ = try await conversation.request(Conversation.modernCall("fail_in_words"))
    let done = trail.entries.filter { ["change_thing", "fail_in_words"].contains($0["tool"]?.string) }
    #expect(done.map { $0["event"]?.string } == ["intent", "call", "intent", "call"])
    let other = Conversation(Self.tools, gates: gates, caller: "alice")
    let answer = try await other.request(Self.refused[0])
    #expect(answer["error"]?["message"] == "Unknown tool: drop_all_tables")
    #expect(trail.entries.contains { $0["caller"] == "alice" })
  }

  @Test func `a person's no is always written`() async throws {
    let began = ContinuousClock.now
    let trail = Trail()
    let conversation = Conversation(Self.tools, gates: Gates(asks: ["change_thing"], audit: trail))
    for _ in 0..<100 { _ = try await conversation.request(Self.refused[0]) }
    let call = #""name":"change_thing","arguments":{"thing":"\#(thing)"}"#
    let question = try await conversation.request(Conversation.modern("tools/call", call, capabilities: Asking.forms))
    let state = try #require(question["result"]?["requestState"]?.string)
    let no = #"\#(call),"requestState":"\#(state)","inputResponses":{"confirm":{"action":"decline"}}"#
    for _ in 0..<50 {
      _ = try await conversation.request(Conversation.modern("tools/call", no, capabilities: Asking.forms))
    }
    #expect(trail.entries.count { $0["decision"] == "asked: declined" } == 1)
    #expect(trail.entries.count { $0["decision"] == "asked: answer used" } <= 1 + seconds(since: began))
  }

  @Test func `the count is written by itself, soon after the flood`() async throws {
    let trail = Trail()
    let conversation = Conversation(Self.tools, gates: Gates(audit: trail))
    for _ in 0..<100 { _ = try await conversation.request(Self.refused[0]) }
    try await conversation.wait { _ in sum(trail).lines + sum(trail).counted == 100 ? true : nil }
    #expect(sum(trail).counted > 0)
  }

  @Test func `with --audit-required nothing is told that is not recorded`() async throws {
    for index in Self.refused.indices {
      let full = Trail(isRequired: true, room: 0)
      let conversation = Conversation(Self.tools, gates: Gates(asks: ["change_thing"], audit: full))
      let answer = try await conversation.request(Self.refused[index])
      #expect(answer.isToolError && answer.resultText.hasPrefix("Refused, because the audit log"), "\(answer)")
    }
  }

  @Test func `a count that cannot be written is kept for the next one`() throws {
    let trail = MovingTrail()
    let ledger = Ledger(trail)
    for _ in 0..<30 { _ = try ledger.refused("a") { ["event": "call"] } }
    trail.isFull.withLock { $0 = true }
    ledger.writeCount()
    #expect(try ledger.refused("a") { [:] } != nil)
    trail.isFull.withLock { $0 = false }
    ledger.writeCount()
    ledger.writeCount()
    let counts = trail.entries.withLock { $0.filter { $0["event"] == "left_out" } }
    #expect(counts.map { $0["calls"] } == [11])
    #expect(counts.map { $0["callers"] } == [["a": 11]])
  }

  @Test func `many callers make no long line`() throws {
    let trail = Trail()
    let ledger = Ledger(trail)
    for caller in 0..<500 {
      for _ in 0..<22 { _ = try ledger.refused("caller-\(caller)") { [:] } }
    }
    ledger.writeCount()
    let counts = trail.entries.filter { $0["event"] == "left_out" }
    #expect(counts.reduce(0) { $0 + ($1["calls"]?.int ?? 0) } + trail.entries.count - counts.count == 11_000)
    #expect(counts.allSatisfy { ($0["callers"]?.object?.count ?? 0) <= 50 })
  }

  @Test func `the line of a refused call is short`() async throws {
    let trail = Trail()
    let conversation = Conversation(Self.tools, gates: Gates(audit: trail))
    let text = String(repeating: "x", count: 100_000)
    _ = try await conversation.request(Conversation.modernCall("nope", #"{"text":"\#(text)"}"#))
    _ = try await conversation.request(Conversation.modernCall("echo_arguments", #"{"nope":"\#(text)"}"#))
    #expect(trail.entries.count == 2)
    #expect(trail.entries.allSatisfy { $0.text.utf8.count < 4_000 })
  }
}

/// A trail that can be full for a while.
private final class MovingTrail: AuditTrail {
  let isRequired = false
  let isFull = Mutex(false)
  let entries = Mutex<[JSON.Object]>([])

  func record(_ entry: JSON.Object) throws {
    if isFull.withLock({ $0 }) { throw Trail.Full() }
    entries.withLock { $0.append(entry) }
  }
}
