import JSON
import Text

extension PantherError {
  /// What an answer says whose status is not 2xx; nil for 2xx.
  init?(_ answer: HTTPResponse) {
    guard !(200..<300).contains(answer.status) else { return nil }
    let json = answer.body.count > Self.mostOfRefusal ? nil : try? JSON(parsing: answer.body)
    var message = Self.message(in: json)
    if message == nil, !answer.body.isEmpty, json == nil {
      message = "it sent \(UnexpectedBody.words(for: answer.body))"
    }
    if (300..<400).contains(answer.status) {
      message = Self.target(of: answer).map { "to the host \($0)" }
    }
    let kind = Self.kind(of: answer.status)
    self.init(
      kind, status: answer.status, message: message, details: json?["testResults"],
      retryAfter: answer.headers["retry-after"].flatMap { RetryAfter.delay($0, sentAt: answer.headers["date"]) })
  }

  /// The largest body of a refusal that is read as JSON, in bytes. Only a few words of it are shown.
  private static let mostOfRefusal = 1 << 20

  static func kind(of status: Int) -> Kind {
    switch status {
    case 300..<400: .redirected
    case 401: .unauthorized
    case 403: .forbidden
    case 404, 410: .notFound
    case 408: .timedOut
    case 409: .conflict
    case 413: .invalid
    case 429: .rateLimited
    case 400..<500: .invalid
    default: .serverFault
    }
  }

  /// The members in which a body says what failed.
  static let membersOfRefusal: Set = ["message", "error", "errors"]

  /// The words in a body of the shape `{message}`, `{error}`, `{error: {message}}` or `{errors: [{message}]}`.
  static func message(in json: JSON?) -> String? {
    guard let json else { return nil }
    let errors = (json["errors"]?.array ?? []).compactMap { $0["message"]?.string ?? $0.string }
    let text =
      json["message"]?.string ?? json["error"]?.string ?? json["error"]?["message"]?.string
      ?? (errors.isEmpty ? nil : errors.joined(separator: "; "))
    return text.flatMap { $0.isEmpty ? nil : Wording.quote($0) }
  }

  /// The host that a redirect leads to. Its path and query are left out, because they may hold a secret.
  private static func target(of answer: HTTPResponse) -> String? {
    answer.headers["location"].flatMap { $0.containsBytes(of: "://") ? InstanceURL($0)?.host : nil }
  }
}
