import JSON
import Logging
import MCP
import Synchronization
import TestSupport
import Testing

@testable import StreamableHTTP

/// How tokens that nobody knows yet share an authorization server that answers slowly.
@Suite(.fewAtOnce) struct QuestionQueueTests {
  private static let resource = ProtectedResource(
    url: "https://mcp.acme.example/mcp", issuer: "https://login.acme.example", name: "Panther", scopes: ["panther:read"]
  )
  private static let claims: JSON = [
    "active": true, "sub": "alice", "aud": "https://mcp.acme.example/mcp", "scope": "panther:read",
  ]

  private static func introspection(
    life: Duration = .seconds(60), _ ask: @escaping Introspection.Ask
  ) -> Introspection {
    let events = Events()
    return Introspection(
      resource, life: life, log: Log(level: .error), offer: { _, _ in Offer(Stage.service(events)) },
      scope: { _ in nil },
      ask: ask)
  }

  private static func isAccepted(_ verdict: Verdict) -> Bool {
    if case .accepted = verdict { true } else { false }
  }

  private static func wait(until isSo: () -> Bool) async throws {
    while !isSo() { try await Task.sleep(for: .milliseconds(2)) }
  }

  @Test func `made-up tokens at a slow server do not keep a good one out`() async throws {
    let (first, others) = (Gate(), Gate())
    let asked = Mutex<[String]>([])
    let introspection = Self.introspection { token in
      asked.withLock { $0.append(token) }
      if token == "good" { return Self.claims }
      try await (token == "made-up-0" ? first : others).pass()
      return ["active": false]
    }
    func ask(_ token: String, _ asker: Asker) -> Task<Verdict, Never> {
      Task { await introspection.verdict(on: token, from: asker) }
    }
    let attacker = Asker(peer: "203.0.113.7")
    var flood = (0..<64).map { ask("made-up-\($0)", attacker) }
    try await Self.wait { asked.withLock { $0.count } == 64 }
    flood += (64..<200).map { ask("made-up-\($0)", attacker) }
    try await Self.wait { introspection.queue.waiting == 136 }
    let good = ask("good", Asker(peer: "198.51.100.1"))
    try await Self.wait { introspection.queue.waiting == 137 }
    first.open()
    #expect(Self.isAccepted(await good.value))
    #expect(asked.withLock { $0.contains("good") })
    others.open()
    for task in flood { #expect(!Self.isAccepted(await task.value)) }
  }

  @Test func `a token that was good before goes first`() async throws {
    let gate = Gate()
    let asked = Mutex<[String]>([])
    let introspection = Self.introspection(life: .zero) { token in
      asked.withLock { $0.append(token) }
      if token == "good" { return Self.claims }
      try await gate.pass()
      return ["active": false]
    }
    let asker = Asker(peer: "127.0.0.1")
    #expect(Self.isAccepted(await introspection.verdict(on: "good", from: asker)))
    let flood = (0..<100).map { index in Task { await introspection.verdict(on: "made-up-\(index)", from: asker) } }
    try await Self.wait { introspection.queue.waiting == 36 }
    let good = Task { await introspection.verdict(on: "good", from: asker) }
    try await Self.wait { introspection.queue.waiting == 37 }
    gate.open()
    #expect(Self.isAccepted(await good.value))
    for task in flood { _ = await task.value }
    let place = try #require(asked.withLock { $0.dropFirst().firstIndex(of: "good") })
    #expect(place <= 66, "\(place)")
  }

  @Test func `whoever has the most waiting loses the newest`() async throws {
    let queue = QuestionQueue(places: 1, room: 3, patience: .seconds(60))
    let gate = Gate()
    func ask(_ peer: String, _ client: String? = nil) -> Task<Bool, Never> {
      Task {
        await queue.ask(Asker(peer: peer, forwarded: client), isFamiliar: false) {
          try? await gate.pass()
          return true
        } ?? false
      }
    }
    var tasks = [ask("proxy", "1.1.1.1")]
    try await gate.arrival()
    for count in 1...3 {
      tasks.append(ask("proxy", "forged, 1.1.1.1"))
      try await Self.wait { queue.waiting == count }
    }
    let newcomer = ask("proxy", "1.1.1.1, 2.2.2.2")
    #expect(await tasks[3].value == false)
    let refused = ask("proxy", "1.1.1.1")
    #expect(await refused.value == false)
    gate.open()
    #expect(await newcomer.value)
    for task in tasks.prefix(3) { #expect(await task.value) }
  }

  @Test func `nobody waits for ever`() async throws {
    let queue = QuestionQueue(places: 1, room: 3, patience: .zero)
    let (gate, asker) = (Gate(), Asker(peer: "a"))
    let first = Task { await queue.ask(asker, isFamiliar: false) { try? await gate.pass() } != nil }
    try await gate.arrival()
    let second = Task { await queue.ask(asker, isFamiliar: false) {} != nil }
    try await Self.wait { queue.waiting == 1 }
    gate.open()
    #expect(await first.value)
    #expect(await second.value == false)
  }

  @Test func `one IPv6 network is one asker, and only the last forwarded address counts`() {
    #expect(Asker(peer: "2001:db8:1:2::1") == Asker(peer: "2001:db8:1:2:ffff::9"))
    #expect(Asker(peer: "2001:db8:1:2::1") != Asker(peer: "2001:db8:1:3::1"))
    #expect(Asker(peer: "a", forwarded: "x, y ,10.0.0.1") == Asker(peer: "a", forwarded: "10.0.0.1"))
    #expect(Asker(peer: "a", forwarded: "10.0.0.1, 10.0.0.2") != Asker(peer: "a", forwarded: "10.0.0.1"))
    #expect(Asker(peer: "a", forwarded: "") == Asker(peer: "a"))
  }
}
