import Cleaning

/// The response to a request.
package struct Response: Sendable {
  /// One line of JSON, without its end.
  package let line: [UInt8]
  /// The code of the error that it is, for transports that have status codes of their own; nil for a result.
  package let errorCode: Int?

  private init(line: [UInt8], errorCode: Int?) {
    (self.line, self.errorCode) = (line, errorCode)
  }

  /// A result.
  init(_ line: [UInt8]) {
    self.line = line
    errorCode = nil
  }

  /// An error.
  /// - Parameter id: nil when the request's id could not be read.
  package init(_ error: RPCError, id: RequestID?) {
    line = error.line(id: id)
    errorCode = error.code
  }
}

extension Response {
  /// The response without secrets.
  func hiding(_ secrets: KnownSecrets) -> Response {
    Response(line: secrets.hidden(in: line), errorCode: errorCode)
  }
}

/// Takes the response to one message, or nil when there is none to give. It is called once.
package typealias Respond = @Sendable (Response?) -> Void
