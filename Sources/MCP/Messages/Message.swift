import JSON

/// A message: what one JSON value on the line is.
enum Message {
  case request(RequestID, method: String, params: JSON?)
  case notification(method: String, params: JSON?)
  case response(RequestID, Result<JSON, RPCError>)
  /// A response whose id cannot be read. Nobody waits for it, so it is dropped.
  case stray

  /// Reads the envelope of a message (JSON-RPC 2.0).
  /// - Throws: `Malformed` for what is no message, with its id where that can be read.
  init(_ json: JSON) throws(Malformed) {
    guard case .object(let object) = json else { throw Malformed(nil, "expected an object, got \(json.kind)") }
    let id = object["id"]
    let readableID = id.flatMap(RequestID.init)
    guard object["jsonrpc"]?.string == "2.0" else { throw Malformed(readableID, #"jsonrpc must be "2.0""#) }
    guard let method = object["method"] else {
      // A response has only one of them. With both, it is no yes to anything.
      if let error = object["error"] {
        let fault = RPCError(code: error["code"]?.int ?? 0, error["message"]?.string ?? "")
        self = readableID.map { .response($0, .failure(fault)) } ?? .stray
      } else if let result = object["result"] {
        self = readableID.map { .response($0, .success(result)) } ?? .stray
      } else {
        throw Malformed(readableID, "method is missing")
      }
      return
    }
    guard let name = method.string else { throw Malformed(readableID, "method must be a string") }
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
