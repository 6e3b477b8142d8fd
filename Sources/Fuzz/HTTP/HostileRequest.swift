import JSON
import MCP

/// A request, as it is before it is bytes.
struct HostileRequest {
  var method = "POST"
  var target = "/mcp"
  var version = "HTTP/1.1"
  var headers: [(name: String, value: String)]
  let body: [UInt8]
  var isChunked = false
  /// Whether it belongs to a session in which the body may be a batch.
  var allowsBatches = false

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Whether the answer may be a stream that only the client ends.
  var listens: Bool {
    method == "GET" || (try? JSON(parsing: body))?["method"] == "subscriptions/listen"
  }

  /// Whether a part of the head contains a line end, so that the server reads another request than this one.
  var isSplit: Bool {
    ([method, target] + headers.flatMap { [$0.name, $0.value] }).contains { $0.utf8.contains(0x0A) }
  }

  /// The bytes up to the body.
  var head: [UInt8] {
    let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)"
    let lines = ["\(method) \(target) \(version)"] + headers.map { "\($0.name): \($0.value)" } + [framing]
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// The body in one piece or in chunks of random sizes.
  func body(_ chance: inout Chance) -> [UInt8] {
    guard isChunked else { return body }
    var (bytes, rest) = ([UInt8](), body[...])
    while !rest.isEmpty {
      let chunk = rest.prefix(1 + chance.below(400))
      rest = rest.dropFirst(chunk.count)
      bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    return bytes + Array("0\r\n\r\n".utf8)
  }
}
