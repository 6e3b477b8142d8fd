import Cleaning
package import JSON
import Text

/// A fault of the protocol, answered as a JSON-RPC error.
package struct RPCError: Error, Sendable, Equatable {
  /// The number that tells clients what kind of fault it is.
  package let code: Int
  /// The fault in words.
  package let message: String
  /// Further facts for the client, such as the versions that are served.
  package let data: JSON?

  /// Makes an error of any code. What the message and the data quote of the request is cleaned and cut.
  package init(code: Int, _ message: String, data: JSON? = nil) {
    self.code = code
    var sanitizer = Sanitizer(redacts: true)
    self.message = ErrorText.bounded(sanitizer.clean(message))
    self.data = data.flatMap { ErrorText.bounded(sanitizer.clean($0)) }
  }

  /// A line that is not JSON.
  package static func parse(_ reason: String) -> RPCError { RPCError(code: -32700, "Parse error: \(reason)") }
  /// JSON that is no message.
  package static func invalidRequest(_ reason: String) -> RPCError {
    RPCError(code: -32600, "Invalid Request: \(reason)")
  }
  /// A method that is not served.
  package static func methodNotFound(_ method: String) -> RPCError {
    RPCError(code: -32601, "Method not found: \(method.beginning(100))")
  }
  /// Parameters of the wrong shape or with wrong values.
  package static func invalidParams(_ reason: String, data: JSON? = nil) -> RPCError {
    RPCError(code: -32602, reason, data: data)
  }
  /// A fault of the server itself.
  package static func `internal`(_ reason: String) -> RPCError { RPCError(code: -32603, reason) }

  /// A version that is not served (MCP 2026-07-28, Versioning).
  static func unsupportedVersion(_ requested: String) -> RPCError {
    RPCError(
      code: -32022, "Unsupported protocol version",
      data: ["supported": JSON([Revision.modern.rawValue]), "requested": .string(requested)])
  }

  var json: JSON {
    var error: JSON.Object = ["code": JSON(code), "message": .string(message)]
    error["data"] = data
    return .object(error)
  }

  /// The line of the response, without its end.
  func line(id: RequestID?) -> [UInt8] {
    var writer = JSONWriter()
    writer.raw(#"{"jsonrpc":"2.0","id":"#)
    if let id { writer.raw(id.bytes) } else { writer.raw("null") }
    writer.raw(#","error":"#)
    writer.write(json)
    writer.raw("}")
    return writer.bytes
  }
}
