import Cleaning

extension HTTPResponse {
  /// The answer without secrets, so that a server that repeats the token does not bring it into a result or a log.
  func hiding(_ secrets: KnownSecrets) -> HTTPResponse {
    var clean = self
    clean.headers = headers.mapValues { secrets.hidden(in: $0) }
    clean.body = secrets.hidden(in: body)
    return clean
  }
}
