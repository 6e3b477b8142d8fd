import JSON

/// What was read of a resource.
struct ResourceContent {
  static let json = "application/json"
  /// Hosts compare it letter by letter.
  static let view = "text/html;profile=mcp-app"

  let uri: String
  var mimeType = Self.json
  let text: String
  var metadata: JSON.Object = [:]
  /// The data of an instance is its own, so no shared cache may keep it.
  var caching = Reply.Caching.private(seconds: 0)

  var reply: Reply {
    var content: JSON.Object = ["uri": .string(uri), "mimeType": .string(mimeType), "text": .string(text)]
    if !metadata.isEmpty { content["_meta"] = .object(metadata) }
    return Reply(["contents": [.object(content)]], caching: caching)
  }
}
