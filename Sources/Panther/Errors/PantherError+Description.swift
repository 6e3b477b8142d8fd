extension PantherError: CustomStringConvertible {
  /// What failed, the HTTP status, Panther's own message, and the next step.
  package var description: String {
    guard kind != .configuration else { return message ?? "The configuration is incomplete." }
    var text = "\(request ?? "The request") \(failure)"
    // Most GraphQL errors come with status 200, which would only puzzle the reader.
    if let status, status != 200 || kind == .unreadable { text += " (HTTP \(status))" }
    if let message { text += ": \(message)" }
    if !text.hasSuffix(".") { text += "." }
    return nextStep.isEmpty ? text : "\(text) \(nextStep)"
  }

  private var failure: String {
    switch kind {
    case .configuration, .invalid: "was refused as invalid"
    case .unreachable: "could not reach Panther"
    case .tls: "could not connect securely"
    case .timedOut: "timed out"
    case .disconnected: "lost its connection"
    case .unauthorized: "was refused: the API token was not accepted"
    case .forbidden: "was refused: the API token lacks a permission"
    case .notFound: "found nothing"
    case .conflict: "conflicts with what exists"
    case .rateLimited: "was refused: too many requests"
    case .serverFault: "failed inside Panther"
    case .redirected: "was redirected, which is not followed"
    case .tooLarge: "was answered with more than can be read"
    case .unreadable: "was answered with something that is not Panther's JSON"
    case .graphQL: "failed"
    case .overBudget: "was not sent, because this call has sent too many requests already"
    case .unknownOutcome: "has an unknown outcome: the change may or may not have been made"
    }
  }

  private var nextStep: String {
    switch kind {
    case .configuration, .graphQL: ""
    case .unreachable: "Nothing was sent. Check PANTHER_INSTANCE_URL, the network and any proxy."
    case .tls: CertificateAdvice.text
    case .timedOut: "Try again, or ask for less."
    case .disconnected, .serverFault, .rateLimited:
      "Try again \(retryAfter.flatMap { $0 > .seconds(86_400) ? nil : "in \(Self.seconds($0))" } ?? "later")."
    case .unauthorized:
      "Check PANTHER_API_TOKEN, or the caller's own token: it may be expired, revoked or of another instance than "
        + "PANTHER_INSTANCE_URL, or not allowed from this address; a new or changed token takes 30 to 60 seconds to work."
    case .forbidden: "Give the token the permission in the Panther console under Settings > API Tokens."
    case .notFound: "Check the id: list or search to find the right one."
    case .conflict: "Use another id, or update the one that exists."
    case .invalid: "Correct the arguments."
    case .redirected, .unreadable:
      "Is PANTHER_INSTANCE_URL right, or is a proxy or login page in between? PANTHER_REST_API_URL and "
        + "PANTHER_GQL_API_URL name the APIs directly."
    case .overBudget: "Ask for less in one call."
    case .tooLarge: "Ask for less: a smaller page, fewer columns, a shorter time."
    case .unknownOutcome: "Do not repeat it blindly: read or list the object first to see whether the change was made."
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    let seconds = duration.components.seconds + (duration.components.attoseconds > 0 ? 1 : 0)
    return seconds == 1 ? "1 second" : "\(seconds) seconds"
  }
}
