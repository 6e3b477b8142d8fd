import JSON

extension PantherError {
  /// The errors of a GraphQL answer; nil when there are none. The first decides the kind.
  init?(graphQL answer: JSON, status: Int) {
    guard let errors = answer["errors"]?.array, let first = errors.first else { return nil }
    let messages = errors.compactMap { $0["message"]?.string }
    let code = first["extensions"]?["code"]?.string ?? ""
    let kind = Self.kind(ofCode: code) ?? Self.kind(ofMessage: messages.first ?? "")
    let message = (messages.isEmpty ? nil : messages.joined(separator: "; ")) ?? (code.isEmpty ? nil : code)
    self.init(kind ?? (status == 200 ? .graphQL : Self.kind(of: status)), status: status, message: message)
    if errors.count > 1 { details = .array(errors) }
    // The path of an error begins with the operation's field. A longer one leads into what that field has returned.
    hasRun = errors.contains { ($0["path"]?.array?.count ?? 0) > 1 }
  }

  private static func kind(ofCode code: String) -> Kind? {
    switch code.uppercased().replacing("_", with: "") {
    case "FORBIDDEN", "UNAUTHORIZED", "ACCESSDENIED", "PERMISSIONDENIED": .forbidden
    case "UNAUTHENTICATED": .unauthorized
    case "NOTFOUND": .notFound
    case "ALREADYEXISTS", "CONFLICT": .conflict
    case "BADUSERINPUT", "INVALIDINPUT", "GRAPHQLVALIDATIONFAILED", "GRAPHQLPARSEFAILED": .invalid
    case "RATELIMITED", "THROTTLED", "TOOMANYREQUESTS": .rateLimited
    case "INTERNALSERVERERROR", "INTERNALERROR", "INTERNAL", "SERVERERROR", "UNKNOWNERROR", "TIMEOUT": .serverFault
    default: nil
    }
  }

  private static func kind(ofMessage message: String) -> Kind? {
    let words = message.lowercased()
    let refusals = ["permission", "access denied", "not authorized", "unauthorized", "forbidden"]
    if refusals.contains(where: words.contains) { return .forbidden }
    let faults = ["internal server error", "internal error", "internal system error", "unknown error"]
    return faults.contains(where: words.contains) ? .serverFault : nil
  }
}
