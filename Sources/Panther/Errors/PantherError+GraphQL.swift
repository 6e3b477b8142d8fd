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
}
