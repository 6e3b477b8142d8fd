import JSON

extension PantherError {
  /// This failure with the name of its request, and with the token hidden.
  ///
  /// - Parameter note: what to add when the instance does not answer as Panther would.
  func naming(_ request: String, hiding token: Token, note: String?) -> PantherError {
    var error = self
    error.request = token.scrubbed(from: request)
    error.message = message.map(token.scrubbed)
    if let text = details?.text, token.scrubbed(from: text) != text { error.details = nil }
    let puzzling: [Kind] = [
      .unreadable, .redirected, .notFound, .invalid, .unauthorized, .forbidden, .unreachable, .tls,
    ]
    if let note, puzzling.contains(kind) {
      error.message = [error.message, note].compactMap(\.self).joined(separator: ". ")
    }
    return error
  }
}
