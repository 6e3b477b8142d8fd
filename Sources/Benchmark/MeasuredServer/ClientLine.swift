/// Lines that a client sends, of a protocol revision that every server knows.
enum ClientLine {
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
