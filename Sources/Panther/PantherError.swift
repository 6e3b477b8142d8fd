package import Wire

/// Why Panther gave no usable answer.
package struct PantherError: Error, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case configuration
    /// Nothing was sent: no such host, refused, no route.
    case unreachable
    case tls
    case timedOut
    /// The connection broke after the request may have been sent.
    case disconnected
    case unauthorized
    case forbidden
    case notFound
    case conflict
    case invalid
    case rateLimited
    case serverFault
    case redirected
    case tooLarge
    /// An answer that is not the JSON that was asked for.
    case unreadable
    case graphQL
    /// A write that may or may not have been made.
    case unknownOutcome
  }

  package var kind: Kind
  package var status: Int?
  /// Panther's own words, or what else is known; control characters removed, at most 500 characters.
  package var message: String?
  /// What else Panther's answer says, such as its `testResults`.
  package var details: JSON?
  /// Such as `GET /alerts/x`.
  package var request: String?
  package var retryAfter: Duration?

  package init(
    _ kind: Kind, status: Int? = nil, message: String? = nil, details: JSON? = nil, request: String? = nil,
    retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.status = status
    self.message = message
    self.details = details
    self.request = request
    self.retryAfter = retryAfter
  }
}

extension PantherError: CustomStringConvertible {
  package var description: String { message ?? kind.rawValue }
}
