/// How to start the server that is measured.
struct Launch {
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
  func conversation() throws -> Server {
    let server = try Server(self)
    _ = try server.ask(Message.initialize)
    server.send(Message.initialized)
    return server
  }
}

/// Lines that a client sends, of the era that every server knows.
enum Message {
  static let initialize = """
    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
    "clientInfo":{"name":"benchmark","version":"1"}}}
    """
  static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

  static func request(_ method: String, id: Int = 1, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
  }

  static func call(_ tool: String, id: Int = 1, _ arguments: String) -> String {
    request("tools/call", id: id, #"{"name":"\#(tool)","arguments":\#(arguments)}"#)
  }
}
