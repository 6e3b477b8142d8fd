import JSON

extension PantherError {
  /// What an answer of another status than 2xx says; nil for 2xx.
  init?(_ answer: HTTPResponse) {
    guard !(200..<300).contains(answer.status) else { return nil }
    let json = try? JSON(parsing: answer.body)
    var message = Self.message(in: json)
    if message == nil, !answer.body.isEmpty, json == nil { message = "it sent \(Wording.nature(of: answer.body))" }
    if (300..<400).contains(answer.status) {
      message = Self.target(of: answer).map { "to the host \($0)" }
    }
    let kind = Self.kind(of: answer.status)
    self.init(
      kind, status: answer.status, message: message, details: json?["testResults"],
      retryAfter: answer.headers["retry-after"].flatMap { RetryAfter.delay($0, sentAt: answer.headers["date"]) })
  }

  /// The first error of a GraphQL answer; nil when there is none.
  init?(graphQL answer: JSON, status: Int) {
    guard let errors = answer["errors"]?.array, let first = errors.first else { return nil }
    let messages = errors.compactMap { $0["message"]?.string }
    let code = first["extensions"]?["code"]?.string ?? ""
    let kind = Self.kind(ofCode: code) ?? Self.kind(ofMessage: messages.first ?? "")
    let message = (messages.isEmpty ? nil : messages.joined(separator: "; ")) ?? (code.isEmpty ? nil : code)
    self.init(kind ?? (status == 200 ? .graphQL : Self.kind(of: status)), status: status, message: message)
    if errors.count > 1 { details = .array(errors) }
  }

  private static func kind(of status: Int) -> Kind {
    switch status {
    case 300..<400: .redirected
    case 401: .unauthorized
    case 403: .forbidden
    case 404, 410: .notFound
    case 409: .conflict
    case 413: .invalid
    case 429: .rateLimited
    case 400..<500: .invalid
    default: .serverFault
    }
  }

  private static func kind(ofCode code: String) -> Kind? {
    switch code.uppercased().replacing("_", with: "") {
    case "FORBIDDEN", "UNAUTHORIZED", "ACCESSDENIED", "PERMISSIONDENIED": .forbidden
    case "UNAUTHENTICATED": .unauthorized
    case "NOTFOUND": .notFound
    case "ALREADYEXISTS", "CONFLICT": .conflict
    case "BADUSERINPUT", "INVALIDINPUT", "GRAPHQLVALIDATIONFAILED", "GRAPHQLPARSEFAILED": .invalid
    case "RATELIMITED", "THROTTLED", "TOOMANYREQUESTS": .rateLimited
    case "INTERNALSERVERERROR", "SERVERERROR": .serverFault
    default: nil
    }
  }

  private static func kind(ofMessage message: String) -> Kind? {
    let words = message.lowercased()
    let signs = ["permission", "access denied", "not authorized", "unauthorized", "forbidden"]
    return signs.contains { words.contains($0) } ? .forbidden : nil
  }

  /// `{message}`, `{error}`, `{error: {message}}`, `{errors: [{message}]}`.
  private static func message(in json: JSON?) -> String? {
    guard let json else { return nil }
    let errors = (json["errors"]?.array ?? []).compactMap { $0["message"]?.string ?? $0.string }
    let text =
      json["message"]?.string ?? json["error"]?.string ?? json["error"]?["message"]?.string
      ?? (errors.isEmpty ? nil : errors.joined(separator: "; "))
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The host alone: a path or query may hold what is secret.
  private static func target(of answer: HTTPResponse) -> String? {
    answer.headers["location"].flatMap { $0.contains("://") ? InstanceURL($0)?.host : nil }
  }
}

extension PantherError {
  /// This failure with its request named, and with no trace of the token.
  func naming(_ request: String, hiding token: Token, note: String?) -> PantherError {
    var error = self
    error.request = token.scrubbed(from: request)
    error.message = message.map(token.scrubbed)
    if let text = details?.text, token.scrubbed(from: text) != text { error.details = nil }
    if let note, [.unreadable, .redirected, .notFound, .unauthorized, .unreachable, .tls].contains(kind) {
      error.message = [error.message, note].compactMap(\.self).joined(separator: ". ")
    }
    return error
  }

  /// This failure as that of a write: where it may have been made, that is the news.
  var ofWrite: PantherError {
    var error = self
    switch (kind, status) {
    case (.timedOut, _), (.disconnected, _), (.tooLarge, _): error.kind = .unknownOutcome
    // 503 is said by who has not taken the request.
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
