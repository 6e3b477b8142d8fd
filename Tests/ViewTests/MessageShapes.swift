import JSON

/// The shapes of the messages that a view may send, as the schema of MCP Apps 2026-01-26 has them. It lets no other
/// members be there.
enum MessageShapes {
  private typealias Shape = @Sendable (JSON) -> Bool

  /// What is wrong with a message; nil where nothing is.
  static func problem(of message: JSON) -> String? {
    guard let members = message.object, members["jsonrpc"] == "2.0" else { return "no JSON-RPC: \(message.text)" }
    guard let method = members["method"]?.string else {
      let isResponse = members["id"] != nil && (members["result"]?.object != nil) != (members["error"] != nil)
      return isResponse && members.keys.count == 3 ? nil : "no response: \(message.text)"
    }
    guard let (isRequest, shape) = known[method] else { return "unknown method: \(method)" }
    let names = Set(members.keys).subtracting(["jsonrpc", "method", "params"])
    guard names == (isRequest ? ["id"] : []) else { return "wrong members: \(message.text)" }
    return shape(members["params"] ?? .null) ? nil : "wrong params: \(message.text)"
  }

  private static let known: [String: (isRequest: Bool, Shape)] = [
    "ui/initialize": (
      true,
      object([
        "protocolVersion": { $0 == "2026-01-26" }, "appInfo": object(["name": isText, "version": isText]),
        "appCapabilities": object(["availableDisplayModes": list { mode($0) }]),
      ])
    ),
    "ui/notifications/initialized": (false, { $0.isNull }),
    // A width would become fixed in some hosts.
    "ui/notifications/size-changed": (false, object(["height": { ($0.int ?? 0) > 0 }])),
    "ui/message": (
      true,
      object([
        "role": { $0 == "user" }, "content": list(object(["type": { $0 == "text" }, "text": isText])),
      ])
    ),
    "ui/open-link": (true, object(["url": { $0.string?.hasPrefix("https://") == true }])),
    "ui/request-display-mode": (true, object(["mode": { mode($0) }])),
  ]

  private static let isText: Shape = { $0.string != nil }

  private static func mode(_ value: JSON) -> Bool { ["inline", "fullscreen"].contains(value) }

  private static func list(_ item: @escaping Shape) -> Shape { { $0.array?.allSatisfy(item) == true } }

  private static func object(_ members: [String: Shape]) -> Shape {
    { value in
      guard let object = value.object, Set(object.keys) == Set(members.keys) else { return false }
      return members.allSatisfy { name, shape in shape(object[name] ?? .null) }
    }
  }
}
