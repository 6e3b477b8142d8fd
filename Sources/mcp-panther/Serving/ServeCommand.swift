import Foundation
import Logging

/// `mcp-panther serve`, also without its name: serves MCP.
enum ServeCommand: Subcommand {
  static let name = "serve"
  static let purpose =
    "serve one client over standard input and output, or many over HTTP; what happens without a command"
  static let details = """
    Over HTTP it serves 127.0.0.1:3000/mcp; on any other address than loopback, or for a public host that a proxy
    serves (--allowed-hosts), only with tokens or OAuth. SIGHUP reads the tokens anew, SIGTERM lets calls end. Of
    several replicas, let each caller stay with one (sticky sessions) where --ask is used.

      mcp-panther serve --transport streamable-http --http-token-file tokens
      mcp-panther serve --transport streamable-http --demo
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    // A write to a client that has gone must fail, not end the process.
    signal(SIGPIPE, SIG_IGN)
    guard let http = invocation.settings.http else {
      let program = Program(invocation.settings)
      program.warnOfOpenFiles()
      serveOverStdio(program)
    }
    return try await serve(invocation.settings, over: http)
  }
}

extension Program {
  /// Warns of files with secrets that everybody can read.
  func warnOfOpenFiles() {
    for warning in settings.rightsOfSecretFiles { log.warning(warning) }
  }
}
