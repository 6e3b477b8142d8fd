/// How to start the server that is measured.
struct ServerLaunch {
  let command: [String]
  var environment: [String: String]

  init(_ command: [String], _ stub: String) {
    self.command = command
    environment = [
      "PANTHER_INSTANCE_URL": stub, "PANTHER_REST_API_URL": stub, "PANTHER_GQL_API_URL": "\(stub)/public/graphql",
      "PANTHER_API_TOKEN": "benchmark-token", "PATH": "/usr/bin:/bin",
    ]
  }

  /// Starts the server and begins a conversation.
  func conversation() throws -> MeasuredServer {
    let server = try MeasuredServer(self)
    _ = try server.ask(ClientLine.initialize)
    server.send(ClientLine.initialized)
    return server
  }
}
