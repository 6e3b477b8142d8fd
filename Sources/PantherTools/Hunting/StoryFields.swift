import JSON
import Text

/// The few fields of an event that tell what happened: who did what, from where, and what came of it. Each log type calls
/// them otherwise.
enum StoryFields {
  static let columns = ["who", "what", "from", "outcome"]

  /// Where each of them stands in the logs that Panther reads, the best place first.
  private static let places: [[String]] = [
    [
      "userIdentity.arn", "userIdentity.userName", "actor.alternateId", "actor.email", "actor.name", "actor_email",
      "actor.login",
      "user.email", "user.name", "user.id", "userPrincipalName", "initiatedBy.user.userPrincipalName", "principalEmail",
      "protoPayload.authenticationInfo.principalEmail", "userName", "username", "user_name", "login", "email", "actor",
      "user",
      "created_by.login", "p_any_emails", "p_any_usernames", "p_any_aws_arns",
    ],
    [
      "eventName", "eventType", "event_type", "actionName", "protoPayload.methodName", "operationName", "operation",
      "activityType",
      "event.type", "action", "displayMessage", "event", "name", "type", "method", "requestMethod", "dstPort",
      "query_name",
    ],
    [
      "sourceIPAddress", "client.ipAddress", "ipAddress", "ip_address", "clientIp", "client_ip", "callerIpAddress",
      "actor_ip",
      "srcAddr", "srcaddr", "remote_ip", "source_ip", "access_device.ip", "ip", "p_any_ip_addresses",
    ],
    [
      "errorCode", "outcome.result", "responseElements.ConsoleLogin", "result.status", "resultType", "result", "status",
      "is_success",
      "outcome", "action_result", "severity",
    ],
  ]

  /// The fields of an event, null where it has none of them.
  static func of(_ event: JSON) -> [JSON] {
    var used: Set<String> = []
    return places.map { paths in
      for path in paths where !used.contains(path) {
        guard let value = value(at: path.split(separator: ".").map { $0.lowercased() }[...], in: event) else {
          continue
        }
        used.insert(path)
        return value
      }
      return .null
    }
  }

  /// The text or number at a path, whatever the case of its keys; the first one of a list.
  private static func value(at path: ArraySlice<String>, in json: JSON) -> JSON? {
    guard let key = path.first else {
      switch json {
      case .array(let values): return values.first.flatMap { value(at: [], in: $0) }
      case .object, .null: return nil
      case .bool, .number: return json
      case .string: return json == "" ? nil : .string((json.string ?? "").beginning(160))
      }
    }
    let member = json.object?.members.first { $0.key.lowercased() == key }
    return member.flatMap { value(at: path.dropFirst(), in: $0.value) }
  }
}
