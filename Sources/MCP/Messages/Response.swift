/// The response to a request.
package struct Response: Sendable {
  /// One line of JSON, without its end.
  package let line: [UInt8]
  /// Of the error it is, for transports that have status codes of their own.
  package let errorCode: Int?

  init(_ line: [UInt8]) {
    self.line = line
    errorCode = nil
  }

  package init(_ error: RPCError, id: RequestID?) {
    line = error.line(id: id)
    errorCode = error.code
  }
}

/// Takes the response to one message, or nil when there is none to give. Called once.
package typealias Respond = @Sendable (Response?) -> Void
