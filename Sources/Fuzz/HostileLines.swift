import MCP
import PantherTools
import JSON

/// Makes lines as clients of both eras of the protocol send them: some are right, most a little wrong, some nonsense.
struct HostileLines {
  var chance: Chance
  /// Texts that lines should use again: ids, cursors, tokens and states that the server gave out.
  var pool: [String] = []
  private var number = 0

  private static let tools = Toolset.all.flatMap(\.tools)
  private static let methods = [
    "ping", "initialize", "server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list",
    "prompts/get", "resources/read", "completion/complete", "subscriptions/listen", "logging/setLevel", "tools/CALL",
    "",
    "notifications/initialized", "notifications/cancelled", "notifications/progress",
    "notifications/roots/list_changed",
  ]
  private static let uris = [
    "config://panther", "panther://alerts/", "panther://detections/rules/", "panther://schemas/", "panther://queries/",
    "x://",
  ]

  init(seed: UInt64) { chance = Chance(seed: seed) }

  mutating func next() -> [UInt8] {
    switch chance.below(50) {
    case 0: return chance.bytes(chance.below(300))
    case 1: return chance.json(4, pool).bytes
    case 2: return JSON.array((0..<chance.below(6)).map { _ in message() }).bytes
    case 3: return Array(repeating: UInt8(ascii: "["), count: chance.below(3000))
    case 4: return answer().bytes
    case 5..<15: return chance.mutated(message().bytes)
    case 15..<22: return chance.mutated(message(), pool).bytes
    default: return message().bytes
    }
  }

  private mutating func message() -> JSON {
    switch chance.below(20) {
    case 0: return notification("notifications/cancelled", ["requestId": JSON(number - chance.below(20))])
    case 1: return notification(chance.pick(Self.methods), ["x": chance.json(2, pool)])
    case 2...7: return request(chance.pick(Self.methods), parameters())
    default: return request("tools/call", call())
    }
  }

  private mutating func request(_ method: String, _ params: JSON.Object) -> JSON {
    number += 1
    var params = params
    if chance.once(in: 2) { params["_meta"] = meta() }
    if chance.once(in: 40) { params = JSON.Object([("_meta", chance.json(2, pool))]) }
    let id: JSON = chance.once(in: 10) ? .string("\(number)") : JSON(number)
    return ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
  }

  private func notification(_ method: String, _ params: JSON) -> JSON {
    ["jsonrpc": "2.0", "method": .string(method), "params": params]
  }

  /// An answer to a request of the server.
  private mutating func answer() -> JSON {
    let response = chance.once(in: 3) ? chance.json(2) : elicited()
    return [
      "jsonrpc": "2.0", "id": .string("server-\(chance.below(30))"), chance.once(in: 5) ? "error" : "result": response,
    ]
  }

  private mutating func elicited() -> JSON {
    [
      "action": .string(chance.pick(["accept", "decline", "cancel", "?"])),
      "content": ["confirm": .bool(chance.once(in: 2))],
    ]
  }

  private mutating func meta() -> JSON {
    var meta: JSON.Object = [
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": chance.once(in: 2) ? ["elicitation": [:]] : [:],
    ]
    if chance.once(in: 3) { meta["progressToken"] = chance.json(0, pool) }
    if chance.once(in: 3) { meta["traceparent"] = .string(chance.text()) }
    if chance.once(in: 5) { meta["io.modelcontextprotocol/clientInfo"] = ["name": .string(chance.text())] }
    return .object(meta)
  }

  private mutating func parameters() -> JSON.Object {
    let ref: JSON = [
      "type": .string(chance.pick(["ref/prompt", "ref/resource", "?"])), "name": .string(chance.text(pool)),
      "uri": .string(chance.pick(Self.uris) + chance.text(pool)),
    ]
    return [
      "protocolVersion": .string(chance.pick(Revision.allCases.map(\.rawValue) + ["1"])),
      "capabilities": ["elicitation": [:]],
      "clientInfo": ["name": "fuzz", "version": "1"], "name": .string(chance.text(pool)),
      "arguments": chance.json(2, pool),
      "uri": .string(chance.pick(Self.uris) + chance.text(pool)), "notifications": [:], "ref": ref,
      "argument": ["name": .string(chance.text(pool)), "value": .string(chance.text(pool))],
    ]
  }

  private mutating func call() -> JSON.Object {
    guard let tool = Self.tools.randomElement(using: &chance) else { return [:] }
    var arguments: JSON.Object = [:]
    let required = tool.inputSchema["required"]?.array?.compactMap(\.string) ?? []
    for member in tool.inputSchema["properties"]?.object?.members ?? []
    where required.contains(member.key) || chance.once(in: 6) {
      arguments[member.key] = chance.once(in: 25) ? chance.json(3, pool) : value(member.value, member.key)
    }
    if chance.once(in: 20) { arguments[chance.text(pool)] = chance.json(2, pool) }
    if chance.once(in: 20) { arguments["confirm_token"] = .string(chance.text(pool)) }
    var params: JSON.Object = ["name": .string(tool.name), "arguments": .object(arguments)]
    if chance.once(in: 20) {
      params["requestState"] = .string(chance.text(pool))
      params["inputResponses"] = chance.once(in: 4) ? chance.json(2) : ["confirm": elicited()]
    }
    return params
  }

  /// A value that fits a schema, and mostly the meaning of its name, too.
  private mutating func value(_ schema: JSON, _ name: String) -> JSON {
    if let values = schema["enum"]?.array { return chance.pick(values, or: .null) }
    switch schema["type"]?.string {
    case "integer", "number":
      let least = schema["minimum"]?.int ?? 0
      return JSON(least + chance.below(min(1000, (schema["maximum"]?.int ?? 1000) - least) + 1))
    case "boolean": return .bool(chance.once(in: 2))
    case "array":
      let item = schema["items"] ?? [:]
      return .array((0...chance.below(3)).map { _ in value(item, name) })
    case "object": return .object([chance.text(pool): chance.json(2, pool)])
    default: break
    }
    if chance.once(in: 8) { return .string(chance.text(pool)) }
    let likely = Self.likely.first { name.contains($0.key) }?.values ?? pool
    return .string(likely.isEmpty ? chance.text() : chance.pick(likely))
  }

  /// Values that the demo instance knows, by a part of the argument's name; other values come out of the pool.
  private static let likely: [(key: String, values: [String])] = [
    ("date", ["24h", "7d", "2026-11-01", "2026-11-20T08:00:00Z", "now"]),
    ("database", ["panther_logs.public", "panther_views"]),
    ("table", ["aws_cloudtrail", "okta_systemlog"]), ("schema", ["AWS.CloudTrail", "Okta.SystemLog"]),
    ("sql", Chance.texts.filter { $0.lowercased().hasPrefix("select") || $0.hasPrefix("WITH") }),
    ("comment", Chance.texts),
    ("prompt", Chance.texts), ("interval", ["1d", "1h"]), ("month", ["11"]), ("year", ["2026"]),
  ]
}
