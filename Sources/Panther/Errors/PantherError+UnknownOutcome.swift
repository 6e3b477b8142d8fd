extension PantherError {
  /// The failure of a mutation that Panther answered without an error, but also without what would confirm it.
  ///
  /// - Parameter what: what the answer does not name, such as `the id of the query`.
  package init(unconfirmed what: String, _ mutation: Operation) {
    self.init(
      .unknownOutcome, message: "Panther's answer does not name \(what)", request: mutation.requestName)
  }

  /// This failure as that of a write: when the change may have been made, the error says so above all.
  var ofWrite: PantherError {
    var error = self
    switch kind {
    case .timedOut, .disconnected, .tooLarge, .unreadable: break
    // Not 503: a server that answers with it has not taken the request. A fault may also come with status 200, as the
    // error of a GraphQL answer.
    case .serverFault where status != 503: break
    case _ where hasRun: break
    default: return self
    }
    error.kind = .unknownOutcome
    if error.message == nil {
      error.message = kind == .timedOut ? "no answer in time" : kind == .disconnected ? "the connection broke" : nil
    }
    return error
  }
}
