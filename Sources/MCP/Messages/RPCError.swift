package import JSON

/// A protocol fault, answered as a JSON-RPC error.
package struct RPCError: Error, Sendable, Equatable {
  package let code: Int
  package let message: String
  package let data: JSON?

  package init(code: Int, _ message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  package static func parse(_ reason: String) -> RPCError { RPCError(code: -32700, "Parse error: \(reason)") }
  package static func invalidRequest(_ reason: String) -> RPCError {
    RPCError(code: -32600, "Invalid Request: \(reason)")
  }
  package static func methodNotFound(_ method: String) -> RPCError {
    RPCError(code: -32601, "Method not found: \(method.prefix(100))")
  }
  package static func invalidParams(_ reason: String, data: JSON? = nil) -> RPCError {
    RPCError(code: -32602, reason, data: data)
  }
  package static func `internal`(_ reason: String) -> RPCError { RPCError(code: -32603, reason) }

  /// A version that is not served (A-054).
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
