extension PantherError {
  /// This failure as that of a write: when the change may have been made, the error says so above all.
  var ofWrite: PantherError {
    var error = self
    switch (kind, status) {
    case (.timedOut, _), (.disconnected, _), (.tooLarge, _): error.kind = .unknownOutcome
    // Not 503: a server that answers with it has not taken the request.
    case (.serverFault, 500), (.serverFault, 502), (.serverFault, 504): error.kind = .unknownOutcome
    case (.unreadable, _): error.kind = .unknownOutcome
    default: return self
    }
    if error.message == nil {
      error.message = kind == .timedOut ? "no answer in time" : kind == .disconnected ? "the connection broke" : nil
    }
    return error
  }
}
