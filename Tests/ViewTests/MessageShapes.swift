import JSON

/// The shapes of the messages between a view and its host, as the schema of MCP Apps 2026-01-26 has them. No other
/// members may be there. Both are held to it: a host of the tests that says what no host says would prove nothing.
enum MessageShapes {
  private typealias Shape = @Sendable (JSON) -> Bool
  private typealias Methods = [String: (isRequest: Bool, params: Shape)]

  /// What is wrong with a conversation.
  static func problems(ofView view: [JSON], host: [JSON]) -> [String] {
    let asked = view.compactMap { $0["method"] == nil ? nil : $0["id"] }
    return view.compactMap { problem(of: $0, known: ofView, asked: host) }
      + host.compactMap { problem(of: $0, known: ofHost, asked: view) }
      + (Set(asked.map(\.text)).count == asked.count ? [] : ["Two requests have one id: \(asked)"])
  }

  private static func problem(of message: JSON, known: Methods, asked: [JSON]) -> String? {
    guard let members = message.object, members["jsonrpc"] == "2.0", members["id"].map(isID) != false else {
      return "no JSON-RPC: \(message.text)"
    }
    let names = Set(members.keys).subtracting(["jsonrpc", "params"])
    guard let method = members["method"]?.string else {
      let method = asked.first { $0["id"] == members["id"] && $0["method"] != nil }?["method"]?.string
      let isRight = names == ["id", "result"] || names == ["id", "error"]
      let shape = names.contains("error") ? error : results[method ?? ""] ?? { $0.object != nil }
      return isRight && method != nil && shape(members["result"] ?? members["error"] ?? .null)
        ? nil : "wrong answer: \(message.text)"
    }
    guard let (isRequest, params) = known[method] else {
      // A host may know more than this schema has.
      return known["ui/initialize"] == nil ? nil : "unknown method: \(method)"
    }
    guard names == (isRequest ? ["id", "method"] : ["method"]) else { return "wrong members: \(message.text)" }
    return params(members["params"] ?? .null) ? nil : "wrong params: \(message.text)"
  }

  // MARK: Messages

  private static let ofView: Methods = [
    "ui/initialize": (
      true,
      object([
        "protocolVersion": { $0 == "2026-01-26" }, "appInfo": object(["name": isText, "version": isText]),
        "appCapabilities": object(["availableDisplayModes": list(one(of: modes))]),
      ])
    ),
    "ui/notifications/initialized": (false, { $0.isNull }),
    // A width would become fixed in some hosts.
    "ui/notifications/size-changed": (false, object(["height": { ($0.int ?? 0) > 0 }])),
    "ui/message": (
      true, object(["role": { $0 == "user" }, "content": { list(block)($0) && $0.array?.isEmpty == false }])
    ),
    "ui/open-link": (true, object(["url": { $0.string?.hasPrefix("https://") == true }])),
    "ui/request-display-mode": (true, object(["mode": one(of: ["inline", "fullscreen"])])),
  ]

  private static let ofHost: Methods = [
    "ui/notifications/tool-input": (false, object(optional: ["arguments": isObject])),
    "ui/notifications/tool-input-partial": (false, object(optional: ["arguments": isObject])),
    "ui/notifications/tool-result": (
      false,
      object(
        ["content": list(block)], optional: ["isError": { $0.bool != nil }, "structuredContent": { _ in true }])
    ),
    "ui/notifications/tool-cancelled": (false, object(optional: ["reason": isText])),
    "ui/notifications/host-context-changed": (false, context),
    "ui/resource-teardown": (true, object()),
  ]

  /// The results of requests; that of any other is some object.
  private static let results: [String: Shape] = [
    // The schema asks for `hostContext`, the text of the specification only recommends it.
    "ui/initialize": object(
      [
        "protocolVersion": isText, "hostInfo": object(["name": isText, "version": isText]),
        "hostCapabilities": object(optional: [
          "openLinks": object(), "serverTools": object(optional: ["listChanged": { $0.bool != nil }]),
          "message": object(optional: ["text": object()]),
        ]),
      ], optional: ["hostContext": context]),
    "ui/message": object(optional: ["isError": { $0.bool != nil }]),
    "ui/open-link": object(optional: ["isError": { $0.bool != nil }]),
    "ui/request-display-mode": object(["mode": one(of: modes)]),
  ]

  private static let error: Shape = object(["code": { $0.int != nil }, "message": isText])

  private static let context: Shape = object(optional: [
    "theme": one(of: ["light", "dark"]), "displayMode": one(of: modes), "availableDisplayModes": list(one(of: modes)),
    "containerDimensions": object(optional: [
      "width": isNumber, "maxWidth": isNumber, "height": isNumber, "maxHeight": isNumber,
    ]),
    "locale": isText, "timeZone": isText,
    "safeAreaInsets": object(["top": isNumber, "right": isNumber, "bottom": isNumber, "left": isNumber]),
  ])

  // MARK: Parts

  private static let modes: [JSON] = ["inline", "fullscreen", "pip"]
  private static let block: Shape = object(["type": { $0 == "text" }, "text": isText])
  private static let isText: Shape = { $0.string != nil }
  private static let isNumber: Shape = { $0.int != nil }
  private static let isObject: Shape = { $0.object != nil }
  private static let isID: Shape = { $0.string != nil || $0.int != nil }

  private static func one(of values: [JSON]) -> Shape { { values.contains($0) } }

  private static func list(_ item: @escaping Shape) -> Shape { { $0.array?.allSatisfy(item) == true } }

  private static func object(_ members: [String: Shape] = [:], optional: [String: Shape] = [:]) -> Shape {
    let known = members.merging(optional) { one, _ in one }
    return { value in
      guard let object = value.object, Set(object.keys).isSuperset(of: members.keys) else { return false }
      return object.keys.allSatisfy { known[$0]?(object[$0] ?? .null) == true }
    }
  }
}
