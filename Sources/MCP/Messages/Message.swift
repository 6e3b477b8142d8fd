package import JSON

/// A request id, kept as the JSON it came as: `7` and `"7"` are different, and 9007199254740993 stays exact (A-003, A-004).
package struct RequestID: Hashable, Sendable {
  /// Its JSON text; bytes, because equal `String`s may differ in their bytes.
  package let bytes: [UInt8]
  package let json: JSON

  /// - Returns: nil unless the value is a string or an integer (A-005).
  package init?(_ json: JSON) {
    switch json {
    case .string: break
    case .number(let number) where number.text.utf8.allSatisfy({ $0 != 0x2E && $0 | 0x20 != 0x65 }): break
    default: return nil
    }
    bytes = json.bytes
    self.json = json
  }

  package static func == (left: RequestID, right: RequestID) -> Bool { left.bytes == right.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

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

/// What one JSON value on the line turned out to be.
enum Message {
  case request(RequestID, method: String, params: JSON?)
  case notification(method: String, params: JSON?)
  case response(RequestID, Result<JSON, RPCError>)
  /// A response to nobody, for which there is nothing to do (A-013).
  case stray

  /// Reads the envelope once (A-005, A-009, A-012).
  init(_ json: JSON) throws(Malformed) {
    guard case .object(let object) = json else { throw Malformed(nil, "expected an object, got \(json.kind)") }
    let id = object["id"]
    let readableID = id.flatMap(RequestID.init)
    guard object["jsonrpc"]?.string == "2.0" else { throw Malformed(readableID, #"jsonrpc must be "2.0""#) }
    guard let method = object["method"] else {
      if let result = object["result"] {
        self = readableID.map { .response($0, .success(result)) } ?? .stray
      } else if let error = object["error"] {
        let fault = RPCError(code: error["code"]?.int ?? 0, error["message"]?.string ?? "")
        self = readableID.map { .response($0, .failure(fault)) } ?? .stray
      } else {
        throw Malformed(readableID, "method is missing")
      }
      return
    }
    guard case .string(let name) = method else { throw Malformed(readableID, "method must be a string") }
    switch (id, readableID) {
    case (nil, _): self = .notification(method: name, params: object["params"])
    case (_, let id?): self = .request(id, method: name, params: object["params"])
    case (_, nil): throw Malformed(nil, "id must be a string or an integer")
    }
  }

  struct Malformed: Error {
    let id: RequestID?
    let error: RPCError

    init(_ id: RequestID?, _ reason: String) {
      self.id = id
      self.error = .invalidRequest(reason)
    }
  }
}
