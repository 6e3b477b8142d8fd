import HTTPServer
import JSON
import MCP

/// Sends lines as requests over HTTP, most of them one after another, and checks the answer to each.
struct HTTPConversation {
  private let served: ServedEndpoint
  private var client: HostileClient?
  private var requests: HostileRequests
  private(set) var problems: [String] = []
  private var harvest: [String] = []
  /// Requests whose answers are read later, so that the server has several at once.
  private var waiting: [(request: HostileRequest, client: HostileClient)] = []

  init(_ service: Service, seed: UInt64) throws {
    let needsToken = !seed.isMultiple(of: 3)
    served = try ServedEndpoint(service, needsToken: needsToken)
    requests = HostileRequests(seed: seed, needsToken: needsToken)
  }

  /// - Returns: texts of the answer that later lines should use.
  mutating func send(_ line: [UInt8]) -> [String] {
    harvest = []
    if requests.sessions.isEmpty {
      for revision in Revision.allCases { exchange(requests.opening(revision)) }
    }
    exchange(requests.next(line))
    return harvest
  }

  mutating func stop() {
    readWaiting()
    served.stop()
  }

  private mutating func exchange(_ request: HostileRequest) {
    collectProblems(request) { conversation in
      if conversation.client?.hasMore() ?? false {
        conversation.client = nil
        throw HostileClient.Failure(reason: "after the last answer there is another, or the connection has ended")
      }
      let client = try conversation.client ?? HostileClient(port: conversation.served.port)
      conversation.client = nil
      try conversation.exchange(request, on: client)
    }
  }

  private mutating func exchange(_ request: HostileRequest, on client: HostileClient) throws {
    if request.isSplit { return try sendMutated(request, on: client) }
    let body = request.body(&requests.chance)
    switch requests.chance.below(60) {
    case 0...3: return try sendMutated(request, on: client)
    case 4: return client.send(request.head + body)
    case 5: return client.send(request.head.prefix(requests.chance.below(300)))
    case 6:
      client.send(request.head)
      client.send(body)
    default: client.send(request.head + body)
    }
    if requests.chance.once(in: waiting.isEmpty ? 30 : 2) {
      waiting.append((request, client))
      if waiting.count == 4 { readWaiting() }
    } else {
      try read(request, from: client)
    }
  }

  private mutating func readWaiting() {
    for (request, client) in waiting { collectProblems(request) { try $0.read(request, from: client) } }
    waiting = []
  }

  /// Sends a request of which some bytes were changed, on a connection that is not used again.
  private mutating func sendMutated(_ request: HostileRequest, on client: HostileClient) throws {
    let isHeadAlone = requests.chance.once(in: 2)
    let body = request.body(&requests.chance)
    client.send(
      isHeadAlone ? requests.chance.mutated(request.head) + body : requests.chance.mutated(request.head + body))
    // The server may rightly wait for more, so it is told that there is no more.
    if !client.hasMore(within: 50) { client.finishSending() }
    do {
      let reply = try client.reply(isToHead: request.method == "HEAD", patience: 0.05)
      collect(ReplyCheck(reply, to: request, isMutated: true), reply, request)
    } catch let failure as HostileClient.Failure where failure == .ended {}
  }

  private mutating func read(_ request: HostileRequest, from client: HostileClient) throws {
    let reply = try client.reply(isToHead: request.method == "HEAD", patience: request.listens ? 0.02 : 30)
    let check = ReplyCheck(reply, to: request, mayLack: !waiting.isEmpty)
    collect(check, reply, request)
    harvest += check.harvest
    if let id = reply.headers["Mcp-Session-Id"] {
      let token = request["Authorization"].map { String($0.dropFirst("Bearer ".count)) }
      requests.sessions.append(.init(id: id, revision: check.revision, token: token))
    }
    if request.method == "DELETE", reply.status == 204 {
      requests.sessions.removeAll { $0.id == request["Mcp-Session-Id"] }
    }
    guard reply.isWhole, reply.headers["Connection"] != "close", request.method != "HEAD" else { return }
    self.client = client
  }

  private mutating func collectProblems(_ request: HostileRequest, _ work: (inout HTTPConversation) throws -> Void) {
    do {
      try work(&self)
    } catch {
      problems.append("\(error)\n  for \(Self.text(request.head + request.body))")
    }
  }

  private mutating func collect(_ check: ReplyCheck, _ reply: HostileClient.Reply, _ request: HostileRequest) {
    problems += check.problems.map {
      "\($0)\n  in the answer \(reply.status) \(Self.text(reply.body))\n  to \(Self.text(request.head + request.body))"
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(1000), as: UTF8.self) }
}
