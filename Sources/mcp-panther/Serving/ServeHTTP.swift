import Logging
import Foundation
import HTTPServer
import JSON
import MCP
import Panther
import PantherTools
import Stdio
import StreamableHTTP

/// Serves clients over HTTP until SIGTERM or SIGINT comes. SIGHUP reads the tokens again.
///
/// - Returns: the exit code.
func serve(_ settings: Settings, over http: HTTPSettings) async throws -> Int32 {
  let program = Program(settings, state: try http.stateKey().map { .amongReplicas(key: $0) } ?? .inThisProcess)
  let log = program.log
  let callers = try Callers(http, program)
  let introspection = http.oauth.map { makeIntrospection($0, callers, program) }
  var tokens = try http.tokens()
  let endpoint = Endpoint(
    realm: "mcp-panther",
    allowedHosts: AllowedHosts(
      listensOnLoopback: http.isLoopback, allowed: http.allowedHosts + (http.isLoopback ? [http.host] : [])),
    authenticator: authenticator(http, callers, introspection, program), log: log, audit: program.audit
  ) { program.problem }
  program.warnOfOpenFiles()
  let server: WebServer
  do {
    server = try WebServer(host: http.host, port: http.port, log: { log.info($0) }, handler: endpoint)
  } catch {
    throw Failure("\(error) (port \(http.port)). \(Flag.host.rawValue) and \(Flag.port.rawValue) choose others.")
  }
  let (numbers, continuation) = AsyncStream.makeStream(of: Int32.self)
  let signals = SignalWatcher([SIGTERM, SIGINT, SIGHUP]) { continuation.yield($0) }
  defer { withExtendedLifetime(signals) {} }
  await server.start()
  let host = http.host.contains(":") ? "[\(http.host)]" : http.host
  standardError(
    "mcp-panther \(Program.version) serves MCP at http://\(host):\(server.port)\(Endpoint.path)\n"
      + (try http.access(toDemo: program.configuration.isDemo)))
  if !http.hasAuthentication, !http.servesThisMachineAlone {
    log.error(
      "ANYBODY who can reach \(host):\(server.port) uses this server with your Panther token: --insecure-no-auth")
  }

  if let problem = endpoint.problem() { log.warning("no call to Panther can succeed yet: \(problem)") }

  program.recordStart(over: "streamable-http", ["listens": .string("\(host):\(server.port)")], tokens)

  var reason = ""
  for await number in numbers {
    guard number == SIGHUP else {
      reason = Program.name(ofSignal: number)
      break
    }
    do {
      let new = try http.tokens()
      try callers.read()
      introspection?.judgeAnew()
      log.warning("the tokens were read anew")
      program.recordReload(from: tokens, to: new)
      tokens = new
    } catch {
      log.error("the tokens were not read anew, the old ones stay: \(error)")
      program.recordReload(of: tokens, failing: error)
    }
  }
  endpoint.endStreams()
  await server.stop(drain: .seconds(10))
  endpoint.endSessions()
  // Calls that were cancelled now need a moment to cancel their queries at Panther.
  try? await Task.sleep(for: .milliseconds(200))
  program.gates.finish()
  endpoint.finish()
  program.recordStop(reason)
  log.flush()
  return 0
}

/// The authenticator that the settings ask for: none, static tokens, or static tokens and an authorization server.
private func authenticator(
  _ http: HTTPSettings, _ callers: Callers, _ introspection: Introspection?, _ program: Program
) -> any Authenticator {
  guard http.hasAuthentication else { return NoAuthentication(program.service) }
  return introspection.map { EitherAuthentication(callers.table, or: $0) } ?? callers.table
}

private func makeIntrospection(_ oauth: OAuthSettings, _ callers: Callers, _ program: Program) -> Introspection {
  let toolbox = program.surface.toolbox
  let resource = ProtectedResource(
    url: oauth.resource, issuer: oauth.issuer, name: "Panther (mcp-panther)", scopes: Effect.allCases.map(\.scope))
  return Introspection(
    resource, log: program.log,
    offer: { subject, held in
      callers.offer(toSubject: subject, Set(Effect.allCases.filter { held.contains($0.scope) }))
    },
    scope: { toolbox.tool(named: $0)?.effect.scope }, ask: introspectionClient(oauth).claims)
}

private func introspectionClient(_ oauth: OAuthSettings) -> IntrospectionClient {
  let transport = URLSessionTransport()
  return IntrospectionClient(
    url: oauth.introspectionURL, clientID: oauth.clientID, clientSecret: oauth.clientSecret
  ) { url, headers, body in
    // It changes nothing, but a read could be sent over a connection that is closed already.
    let answer = try await transport.send(
      HTTPRequest(.post, url, headers: headers, body: body, isRead: false, timeout: Introspection.longestQuestion))
    return (answer.status, answer.body)
  }
}
