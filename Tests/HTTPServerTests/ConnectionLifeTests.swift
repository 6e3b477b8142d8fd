import Foundation
import TestSupport
import Testing

@testable import HTTPServer

/// How connections and the server end.
@Suite(.fewAtOnce) struct ConnectionLifeTests {
  @Test func `a client that goes cancels its handler`() async throws {
    try await Stage.with { stage in
      for end in [{ (client: RawClient) in client.hangUp() }, { $0.shutDown() }] {
        let client = try stage.client()
        client.request("GET", "/hang")
        #expect(await stage.events.next() == "started")
        end(client)
        #expect(await stage.events.next() == "cancelled")
      }
      try await stage.untilNoConnection()
    }
  }

  @Test func `a client that goes in a stream cancels its handler, which cannot send any more`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/endless")
      #expect(await client.read(through: "begun\r\n") != nil)
      client.hangUp()
      #expect(await stage.events.next() == "cancelled")
      #expect(await stage.events.next() == "gone")
    }
  }

  @Test(arguments: ["", "GET / HT", "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\r\nrest"])
  func `a reset right behind the input is noticed`(_ text: String) async throws {
    try await Stage.with {
      $0.headerTime = .seconds(600)
    } _: { stage in
      for _ in 0..<50 {
        let client = try stage.client()
        client.send(text)
        client.reset()
      }
      // Clients are accepted in order, so when this one is served, the others were served too.
      let last = try stage.client()
      last.request()
      #expect(await last.answer()?.status == 200)
      try await stage.until { $0 == 1 }
    }
  }

  @Test func `a stream waits for a client that does not read`() async throws {
    try await Stage.with {
      $0.unsentBytes = 100_000
    } _: { stage in
      let client = try stage.client()
      client.request("GET", "/flood")
      _ = await client.read(through: "\r\n\r\n")
      #expect(await stage.events.next() == "sending")
      client.hangUp()
      #expect(await stage.events.next() == "gone")
    }
  }

  @Test func `a complete answer still reaches a client that shut down its sending side`() async throws {
    try await Stage.with { stage in
      let client = try stage.client()
      client.request("GET", "/big")
      client.shutDown()
      #expect(await client.answer()?.body.utf8.count == 3 << 20)
      #expect(await client.rest() == "")
    }
  }

  @Test func `a slow header and a slow body are answered 408`() async throws {
    try await Stage.with {
      $0.headerTime = .milliseconds(100)
      $0.bodyTime = .milliseconds(100)
    } _: { stage in
      for start in [
        "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\nX:", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx",
      ] {
        let client = try stage.client()
        client.send(start)
        let answer = try #require(await client.answer())
        #expect(answer.status == 408 && answer.headers["connection"] == "close")
        #expect(await client.rest() == "")
      }
    }
  }

  @Test func `time for the header does not start anew with each byte`() async throws {
    try await Stage.with {
      $0.headerTime = .milliseconds(200)
    } _: { stage in
      let client = try stage.client()
      let drip = Task {
        while !Task.isCancelled {
          client.send("X")
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      #expect(await client.answer()?.status == 408)
      drip.cancel()
    }
  }

  @Test func `an idle connection is closed in silence, a new one as well as a used one`() async throws {
    try await Stage.with {
      $0.idleTime = .milliseconds(100)
    } _: { stage in
      let (new, used) = (try stage.client(), try stage.client())
      used.request()
      #expect(await used.answer()?.status == 200)
      #expect(await new.rest() == "")
      #expect(await used.rest() == "")
    }
  }

  @Test func `an answer that nobody takes is given up`() async throws {
    try await Stage.with {
      $0.stallTime = .milliseconds(100)
    } _: { stage in
      let client = try stage.client()
      client.request("GET", "/flood")
      #expect(await stage.events.next() == "sending")
      #expect(await stage.events.next() == "gone")
      try await stage.untilNoConnection()
    }
  }

  @Test func `more connections than the limit are turned away`() async throws {
    try await Stage.with {
      $0.connections = 2
    } _: { stage in
      var clients = try [stage.client(), stage.client()]
      for client in clients {
        client.request()
        #expect(await client.answer()?.status == 200)
      }
      let third = try stage.client()
      #expect(await third.answer()?.status == 503)
      #expect(await third.rest() == "")
      clients.removeLast().hangUp()
      try await stage.until { $0 < 2 }
      let fourth = try stage.client()
      fourth.request()
      #expect(await fourth.answer()?.status == 200)
    }
  }

  @Test func `stopping lets a request end, closes idle connections and takes no more`() async throws {
    let stage = try await Stage()
    let (idle, partial, busy) = (try stage.client(), try stage.client(), try stage.client())
    idle.request()
    #expect(await idle.answer()?.status == 200)
    partial.request()
    #expect(await partial.answer()?.status == 200)
    partial.send("GET / HT")
    busy.request("GET", "/slow")
    #expect(await stage.events.next() == "started")
    async let stopped: Void = stage.server.stop(drain: .seconds(300))
    #expect(await idle.rest() == "")
    #expect(await partial.rest() == "")
    #expect(throws: (any Error).self) { try stage.client() }
    stage.events.goOn()
    let answer = await busy.answer()
    #expect(answer?.status == 200 && answer?.headers["connection"] == "close")
    await stopped
    #expect(await stage.server.connectionCount == 0)
  }

  @Test func `stopping cancels what does not end in time`() async throws {
    let stage = try await Stage()
    let client = try stage.client()
    client.request("GET", "/hang")
    #expect(await stage.events.next() == "started")
    await stage.server.stop(drain: .milliseconds(50))
    #expect(await stage.events.next() == "cancelled")
    #expect(await client.rest() == "")
  }

  @Test func `a thousand connections at once are all served, and all let go`() async throws {
    TestSockets.allowDescriptors(4_096)
    try await Stage.with { stage in
      let before = Self.openDescriptors()
      var clients: [RawClient] = []
      for _ in 0..<1_000 { clients.append(try stage.client()) }
      for client in clients { client.request("GET", "/later?x") }
      for client in clients { #expect(await client.answer()?.body == "x") }
      #expect(await stage.server.connectionCount == 1_000)
      clients = []
      try await stage.untilNoConnection()
      // Other tests open descriptors at the same time.
      if let before, let after = Self.openDescriptors() { #expect(after < before + 900) }
    }
  }

  private static func openDescriptors() -> Int? {
    try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
  }
}

extension Stage {
  func untilNoConnection() async throws { try await until { $0 == 0 } }

  func until(_ condition: (Int) -> Bool) async throws {
    while await !condition(server.connectionCount) { try await Task.sleep(for: .milliseconds(5)) }
  }
}
