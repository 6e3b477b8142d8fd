import Cleaning
import JSON

extension PantherError {
  /// This failure with the name of its request, and with secrets hidden.
  ///
  /// - Parameter note: what to add when the instance does not answer as Panther would.
  func naming(_ request: String, hiding secrets: KnownSecrets, note: String?) -> PantherError {
    var error = self
    // It has the caller's arguments in it.
    error.request = ErrorText.bounded(secrets.hidden(in: request), to: 200)
    error.message = message.map { secrets.hidden(in: $0) }
    if let bytes = details?.bytes, secrets.hidden(in: bytes) != bytes { error.details = nil }
    let puzzling: [Kind] = [
      .unreadable, .redirected, .notFound, .invalid, .unauthorized, .forbidden, .unreachable, .tls,
    ]
    if let note, puzzling.contains(kind) {
      error.message = [error.message, note].compactMap(\.self).joined(separator: ". ")
    }
    return error
  }
}
