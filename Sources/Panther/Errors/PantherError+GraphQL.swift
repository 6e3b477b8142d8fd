import JSON
import Text

extension PantherError {
  /// The errors of a GraphQL answer; nil when there are none. The first decides the kind.
  init?(graphQL answer: JSON, status: Int) {
    guard let errors = answer["errors"]?.array, let first = errors.first else { return nil }
    let messages = errors.compactMap { $0["message"]?.string }
    let code = first["extensions"]?["code"]?.string ?? ""
    let message = (messages.isEmpty ? nil : messages.joined(separator: "; ")) ?? (code.isEmpty ? nil : code)
    self.init(Self.kind(of: first, status), status: status, message: message.map(Wording.quote))
    if errors.count > 1 { details = .array(errors) }
    // The path of an error begins with the operation's field. A longer one leads into what that field has returned.
    // One refusal among several errors does not rule out what the others leave open.
    mayHaveRun = errors.contains { ($0["path"]?.array?.count ?? 0) > 1 || !Self.kind(of: $0, status).isRefusal }
  }

  private static func kind(of error: JSON, _ status: Int) -> Kind {
    kind(ofCode: error["extensions"]?["code"]?.string ?? "") ?? kind(ofMessage: error["message"]?.string ?? "")
      ?? (status == 200 ? .graphQL : kind(of: status))
  }

  private static func kind(ofCode code: String) -> Kind? {
    switch code.beginning(100).uppercased().replacing("_", with: "") {
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
    let words = message.beginning(2_000).lowercased()
    // Faults come first, because one may name what it was about: "timed out while checking permissions".
    let faults = [
      "internal server error", "internal error", "internal system error", "unknown error", "panic", "timed out",
      "timeout", "deadline exceeded", "unavailable",
    ]
    if faults.contains(where: words.containsBytes) { return .serverFault }
    let refusals = ["permission", "access denied", "not authorized", "unauthorized", "forbidden"]
    return refusals.contains(where: words.containsBytes) ? .forbidden : nil
  }
}
