import Dispatch
import HTTPServer
import Logging
import MCP
import StreamableHTTP

/// The MCP endpoint on a free port of this machine, with tokens or without.
struct ServedEndpoint {
  /// The tokens of the callers, which must not appear in anything that the server writes.
  static let tokens = ["fuzz-token-of-alice-0123456789", "fuzz-token-of-bob-0123456789"]

  private let endpoint: Endpoint
  private let server: WebServer

  var port: UInt16 { server.port }

  init(_ service: Service, needsToken: Bool) throws {
    let authenticator: any Authenticator =
      needsToken
      ? try TokenTable(Self.tokens.map { try .init(name: $0 == Self.tokens[0] ? "alice" : "bob", token: $0) }) { _ in
        Offer(service)
      }
      : NoAuthentication(service)
    endpoint = Endpoint(
      realm: "fuzz", allowedHosts: AllowedHosts(listensOnLoopback: true, allowed: ["https://acme.example"]),
      authenticator: authenticator, log: Log(level: .error)
    ) { nil }
    server = try WebServer(host: "127.0.0.1", port: 0, handler: endpoint)
    wait { [server] in await server.start() }
  }

  /// Stops as the program does.
  func stop() {
    endpoint.endStreams()
    wait { [server] in await server.stop(drain: .seconds(10)) }
    endpoint.endSessions()
    wait { try? await Task.sleep(for: .milliseconds(200)) }
  }

  private func wait(for work: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await work()
      done.signal()
    }
    done.wait()
  }
}
