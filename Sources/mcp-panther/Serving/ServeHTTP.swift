import Logging
import Sealing
import Foundation
import HTTPServer
import MCP
import Panther
import PantherTools
import Stdio
import StreamableHTTP

/// Serves clients over HTTP until a signal comes: SIGTERM and SIGINT end it, SIGHUP reads the tokens anew.
/// - Returns: the exit code.
func serve(_ settings: Settings, over http: HTTPSettings) async throws -> Int32 {
  let program = Program(settings, seal: Seal(key: try http.stateKey()))
  let log = program.log
  let offers = Offers(program)
  let table = try TokenTable(http.tokens()) { entry in try offers.service(for: entry) }
  let endpoint = Endpoint(
    access: Access(
      listensOnLoopback: http.isLoopback, allowed: http.allowedHosts + (http.isLoopback ? [http.host] : [])),
    authenticator: authenticator(http, table, offers, program), log: log
  ) {
    do throws(ConfigurationError) {
      _ = try program.configuration.instance()
      return nil
    } catch {
      return error.description
    }
  }
  let server: Server
  do {
    server = try Server(host: http.host, port: http.port, log: { log.info($0) }, handler: endpoint)
  } catch {
    throw UsageError("\(error) (port \(http.port))")
  }
  let (numbers, continuation) = AsyncStream.makeStream(of: Int32.self)
  let signals = Signals([SIGTERM, SIGINT, SIGHUP]) { continuation.yield($0) }
  defer { withExtendedLifetime(signals) {} }
  await server.start()
  let host = http.host.contains(":") ? "[\(http.host)]" : http.host
  standardError("mcp-panther \(Program.version) serves MCP at http://\(host):\(server.port)\(Endpoint.path)")
  if !http.hasAuthentication, !http.isLoopback {
    log.error(
      "ANYBODY who can reach \(host):\(server.port) uses this server with your Panther token: --insecure-no-auth")
  }

  for await number in numbers {
    guard number == SIGHUP else { break }
    do {
      try table.replace(with: http.tokens()) { entry in try offers.service(for: entry) }
      log.warning("the tokens were read anew")
    } catch {
      log.error("the tokens were not read anew, the old ones stay: \(error)")
    }
  }
  endpoint.endStreams()
  await server.stop(drain: .seconds(10))
  endpoint.endSessions()
  // What was cancelled cancels what it started upstream.
  try? await Task.sleep(for: .milliseconds(200))
  log.flush()
  return 0
}

private func authenticator(
  _ http: HTTPSettings, _ table: TokenTable, _ offers: Offers, _ program: Program
) -> any Authenticator {
  guard http.hasAuthentication else { return NoAuthentication(program.service) }
  guard let oauth = http.oauth else { return table }
  let effects = Dictionary(
    program.policy.tools.flatMap { entry in
      ([entry.tool.name] + entry.tool.aliases).map { ($0, entry.tool.effect) }
    }
  ) { first, _ in first }
  let transport = URLSessionTransport()
  let introspection = Introspection(
    oauth.resource, log: program.log, offer: { offers.service(for: $0) }, effect: { effects[$0] }
  ) { try await oauth.ask($0, over: transport) }
  return EitherAuthentication(table, or: introspection)
}

extension Offers {
  fileprivate func service(for entry: TokenTable.Entry) throws(UsageError) -> Service {
    do {
      return try service(narrowedBy: entry.flags)
    } catch {
      throw UsageError("the token of \(entry.name): \(error)")
    }
  }
}
