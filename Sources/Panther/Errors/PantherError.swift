package import JSON

/// Why Panther gave no usable answer. `description` puts it into words for a person or a model, with the next step.
package struct PantherError: Error, Sendable {
  /// The kind of failure, which decides the words and whether another attempt may help.
  package enum Kind: String, Sendable, CaseIterable {
    /// The variables do not lead to an instance. The message is all there is to say.
    case configuration
    /// Nothing was sent: no such host, connection refused, no route.
    case unreachable
    /// Nothing was sent: no secure connection.
    case tls
    case timedOut
    /// The connection broke after the request may have been sent.
    case disconnected
    case unauthorized
    /// The token lacks a permission: a status 403, or a GraphQL error in an answer of status 200.
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
    /// Any other GraphQL error.
    case graphQL
    /// Nothing was sent: its call has sent as many requests as one call may.
    case overBudget
    /// A write that may or may not have been made.
    case unknownOutcome
  }

  /// The kind of failure.
  package var kind: Kind
  /// The HTTP status; nil when there was no answer.
  package var status: Int?
  /// Panther's own words, in quotes, or what else is known; one line.
  package var message: String?
  /// What else Panther's answer says: its `testResults`, or all `errors` of a GraphQL answer.
  package var details: JSON?
  /// The request that failed, such as `GET /alerts/x` or `query Databases`.
  package var request: String?
  /// How long Panther asks to wait before the next attempt.
  package var retryAfter: Duration?
  /// Whether the errors of a GraphQL answer leave open that the operation was carried out, or a part of it.
  var mayHaveRun = false

  /// Makes an error. The message is put on one line. What it repeats of Panther's words must be quoted already.
  package init(
    _ kind: Kind, status: Int? = nil, message: String? = nil, details: JSON? = nil, request: String? = nil,
    retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.status = status
    self.message = message.map(Wording.oneLine)
    self.details = details
    self.request = request
    self.retryAfter = retryAfter
  }
}
