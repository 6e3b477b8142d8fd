import HTTPServer
import MCP

extension WebResponse {
  /// A response with a JSON body.
  static func json(_ status: Int, _ body: [UInt8]) -> WebResponse {
    WebResponse(status: status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// A response whose body is a JSON-RPC error.
  static func failure(_ status: Int, _ error: RPCError, id: RequestID? = nil) -> WebResponse {
    json(status, Response(error, id: id).line)
  }
}
