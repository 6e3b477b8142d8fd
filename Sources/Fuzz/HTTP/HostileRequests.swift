import Foundation
import JSON
import MCP

/// Makes requests that carry lines as bodies, as clients of both eras send them: most are right, some a little wrong.
struct HostileRequests {
  /// A session that `initialize` opened.
  struct Opened {
    let id: String
    let revision: String?
    let token: String?
  }

  var chance: Chance
  let needsToken: Bool
  /// The sessions that are open, as far as the client knows.
  var sessions: [Opened] = []

  init(seed: UInt64, needsToken: Bool) {
    (chance, self.needsToken) = (Chance(seed: seed &* 37), needsToken)
  }

  /// A request that opens a session.
  mutating func opening(_ revision: Revision) -> HostileRequest {
    let message: JSON = [
      "jsonrpc": "2.0", "id": "opening", "method": "initialize",
      "params": [
        "protocolVersion": .string(revision.rawValue), "capabilities": ["elicitation": [:]],
        "clientInfo": ["name": "fuzz", "version": "1"],
      ],
    ]
    return right(message.bytes)
  }

  mutating func next(_ body: [UInt8]) -> HostileRequest {
    var request = right(body)
    switch chance.below(40) {
    case 0: request.method = "GET"
    case 1: request.method = "DELETE"
    case 2: request.method = chance.pick(Self.methods)
    case 3: request.target = chance.once(in: 5) ? chance.text() : chance.pick(Self.targets)
    case 4: request.version = chance.pick(["HTTP/1.0", "HTTP/1.9", "HTTP/2.0", "http/1.1", ""])
    default: break
    }
    request.isChunked = chance.once(in: 10)
    if chance.once(in: 3) { for _ in 0...chance.below(3) { spoil(&request) } }
    let session = sessions.first { $0.id == request["Mcp-Session-Id"] }
    request.allowsBatches = session?.revision == Revision.march2025.rawValue
    return request
  }

  /// A request whose header agrees with its body.
  private mutating func right(_ body: [UInt8]) -> HostileRequest {
    let message = (try? JSON(parsing: body)) ?? .null
    var token: String? = needsToken ? chance.pick(ServedEndpoint.tokens) : nil
    var headers = [
      ("Host", "localhost"), ("Accept", "application/json, text/event-stream"), ("Content-Type", "application/json"),
    ]
    if RequestMetadata(of: message).isModern {
      headers.append(("MCP-Protocol-Version", Revision.modern.rawValue))
      if let method = message["method"]?.string { headers.append(("Mcp-Method", method)) }
      if let name = message["params"]?["name"]?.string ?? message["params"]?["uri"]?.string {
        let isPlain = name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        headers.append(("Mcp-Name", isPlain ? name : "=?base64?\(Data(name.utf8).base64EncodedString())?="))
      }
    } else if message["method"] != "initialize", let session = sessions.randomElement(using: &chance) {
      token = session.token
      headers.append(("Mcp-Session-Id", session.id))
      if let revision = session.revision { headers.append(("MCP-Protocol-Version", revision)) }
    }
    if let token { headers.append(("Authorization", "Bearer \(token)")) }
    return HostileRequest(headers: headers, body: body)
  }

  private mutating func spoil(_ request: inout HostileRequest) {
    guard let (name, values) = Self.values.randomElement(using: &chance) else { return }
    var value = chance.pick(values + sessions.suffix(3).map(\.id))
    if chance.once(in: 8) { value = chance.text() }
    let index = request.headers.firstIndex { $0.name == name }
    switch chance.below(8) {
    case 0: request.headers.append((name, value))
    case 1: if let index { request.headers.remove(at: index) }
    case 2: request.headers.append((chance.text(), value))
    default: if let index { request.headers[index].value = value } else { request.headers.append((name, value)) }
    }
  }

  private static let methods = [
    "HEAD", "OPTIONS", "PUT", "PATCH", "TRACE", "CONNECT", "post", "P@ST", "PO ST", "", "PRI",
  ]
  private static let targets = [
    "/", "/healthz", "/readyz", "/mcp/", "/mcp?x=1", "/MCP", "//mcp", "/mcp#x", "/%6dcp", "/mcp/../healthz", "*", "mcp",
    "http://localhost/mcp", "http://evil.example/mcp", "localhost:80", "/.well-known/oauth-protected-resource/mcp",
  ]
  /// An array, because the order of a dictionary would not follow from the seed.
  private static let values: [(name: String, values: [String])] = [
    ("Host", ["localhost:3000", "127.0.0.1", "[::1]:80", "evil.example", "", "[", "localhost:", "a b", "localhost@x"]),
    ("Origin", ["http://localhost", "https://acme.example", "https://evil.example", "null", "http://localhost:99999"]),
    (
      "Accept",
      [
        "*/*", "application/json", "text/event-stream", "application/*;q=0, text/event-stream;q=1e400", "text/html",
        ";;,,q=", "application/json;q=nan", "application/json;q=-1,*/*;q=0x1p3",
      ]
    ),
    ("Content-Type", ["application/json; charset=utf-8", "APPLICATION/JSON;", "text/plain", "application/jsonx", ";"]),
    (
      "Authorization", ["Bearer", "bearer  x", "Basic eDp4", "Bearer \(ServedEndpoint.tokens[1])", "Bearer 0123456789"]
    ),
    ("MCP-Protocol-Version", Revision.allCases.map(\.rawValue) + ["1999-01-01", "2025-03-26, 2025-03-26"]),
    ("Mcp-Method", ["tools/call", "initialize", "ping", "subscriptions/listen"]),
    ("Mcp-Name", ["=?base64?", "=?base64??=", "=?base64?!?=", "=?base64?/w==?=", "list_alerts"]),
    ("Mcp-Session-Id", ["made-up", "0", "=?base64?MA==?="]),
    ("X-Forwarded-For", ["1.2.3.4, ::1", ",,,", "not an address"]),
    ("Expect", ["100-continue", "200-ok"]), ("Connection", ["close", "keep-alive, close", "upgrade"]),
    ("Content-Length", ["0", "5", "-1", "+1", "99999999999999999999", "0x10"]),
    ("Transfer-Encoding", ["chunked", "gzip, chunked", "chunked, identity", "x"]),
  ]
}
