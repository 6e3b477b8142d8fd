import HTTPServer
import TestSupport

/// A server on a free port whose handler does what the path says, and notes what it does in `events`.
struct Stage: Sendable {
  let server: WebServer
  let events = Events()

  init(host: String = "127.0.0.1", _ change: (inout ServerLimits) -> Void = { _ in }) async throws {
    var limits = ServerLimits()
    change(&limits)
    server = try WebServer(host: host, port: 0, limits: limits, handler: Script(events: events))
    await server.start()
  }

  func client() throws -> RawClient { try RawClient(port: server.port) }

  /// Runs a test against a stage and stops it.
  static func with(
    host: String = "127.0.0.1", _ change: (inout ServerLimits) -> Void = { _ in }, _ test: (Stage) async throws -> Void
  ) async throws {
    let stage = try await Stage(host: host, change)
    do {
      try await test(stage)
    } catch {
      await stage.server.stop(drain: .zero)
      throw error
    }
    await stage.server.stop(drain: .zero)
  }
}

private struct Script: RequestHandler {
  let events: Events

  func refusal(of request: WebRequest) -> WebResponse? {
    request.head.path == "/refused" ? WebResponse(status: 403, text: "no") : nil
  }

  func answer(_ request: WebRequest) -> WebAnswer {
    switch request.head.path {
    case "/later":
      return .later { writer in
        await Task.yield()
        await writer.respond(WebResponse(status: 200, body: Array(request.head.query.orEmpty.utf8)))
      }
    case "/forget": return .later { _ in }
    case "/hang":
      return .later { [events] _ in
        events.note("started")
        await Self.untilCancelled()
        events.note("cancelled")
      }
    case "/stream":
      return .later { writer in
        try? await writer.stream(headers: ["Content-Type": "text/event-stream"])
        for piece in ["one ", "", "two ", "three"] { try? await writer.send(Array(piece.utf8)) }
        await writer.finish()
        // Calls after the end have no effect.
        await writer.finish()
        await writer.respond(WebResponse(status: 200))
      }
    case "/unfinished":
      return .later { writer in
        try? await writer.stream(headers: [:])
        try? await writer.send(Array("all".utf8))
      }
    case "/endless":
      return .later { [events] writer in
        try? await writer.stream(headers: [:])
        try? await writer.send(Array("begun".utf8))
        await Self.untilCancelled()
        events.note("cancelled")
        do { try await writer.send(Array("more".utf8)) } catch { events.note("gone") }
      }
    case "/flood":
      return .later { [events] writer in
        try? await writer.stream(headers: [:])
        let piece = [UInt8](repeating: 0x61, count: 64 << 10)
        do {
          for count in 0... {
            try await writer.send(piece)
            if count == 16 { events.note("sending") }
          }
        } catch { events.note("gone") }
      }
    case "/slow":
      return .later { [events] writer in
        events.note("started")
        await events.permission()
        await writer.respond(WebResponse(status: 200, text: "done"))
      }
    case "/split":
      return .now(WebResponse(status: 200, headers: ["X": "a\r\nSet-Cookie: b"], body: Array("secret".utf8)))
    case "/split-stream":
      return .later { writer in
        do { try await writer.stream(headers: ["X\r\n": "a"]) } catch { return }
        try? await writer.send(Array("never".utf8))
      }
    case "/own":
      let headers: Headers = ["content-length": "9", "Transfer-Encoding": "x", "connection": "y", "X-Kept": "z"]
      return .now(WebResponse(status: 200, headers: headers, body: Array("four".utf8)))
    case "/empty": return .now(WebResponse(status: 204, body: Array("dropped".utf8)))
    case "/big": return .now(WebResponse(status: 200, body: [UInt8](repeating: 0x62, count: 3 << 20)))
    case "/remote": return .now(WebResponse(status: 200, body: Array(request.remoteAddress.utf8)))
    default:
      let text = "\(request.head.method) \(request.head.path) \(String(decoding: request.body, as: UTF8.self))"
      return .now(WebResponse(status: 200, body: Array(text.utf8)))
    }
  }

  private static func untilCancelled() async {
    try? await Task.sleep(for: .seconds(600))
  }
}

extension String? {
  fileprivate var orEmpty: String { self ?? "" }
}
