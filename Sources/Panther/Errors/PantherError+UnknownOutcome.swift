extension PantherError {
  /// The failure of a mutation that Panther answered without an error, but also without what would confirm it.
  ///
  /// - Parameter what: what the answer does not name, such as `the id of the query`.
  package init(unconfirmed what: String, _ mutation: Operation) {
    self.init(unconfirmed: what, mutation.requestName)
  }

  /// The same for any request that changes something, such as `POST /alert-comments`.
  package init(unconfirmed what: String, _ request: String) {
    self.init(.unknownOutcome, message: "Panther's answer does not name \(what)", request: request)
  }

  /// This failure as that of a write: when the change may have been made, the error says so above all.
  var ofWrite: PantherError {
    guard !changedNothing else { return self }
    var error = self
    error.kind = .unknownOutcome
    if error.message == nil {
      error.message = kind == .timedOut ? "no answer in time" : kind == .disconnected ? "the connection broke" : nil
    }
    return error
  }

  /// Whether a write that failed in this way was certainly not made.
  private var changedNothing: Bool {
    // All of 5xx, whatever the body says: a load balancer answers 502, 503 and 504 for a server that may have taken the
    // request.
    !mayHaveRun && (status ?? 0) < 500 && kind.isRefusal
  }
}

extension PantherError.Kind {
  /// Whether a request that failed in this way was refused before anything was done, or was never sent.
  var isRefusal: Bool {
    switch self {
    case .configuration, .unreachable, .tls, .overBudget: true
    case .unauthorized, .forbidden, .notFound, .conflict, .invalid, .rateLimited, .redirected: true
    case .timedOut, .disconnected, .serverFault, .tooLarge, .unreadable, .graphQL, .unknownOutcome: false
    }
  }
}
