import HTTPServer

/// What a browser is told, so that a page of another origin can use this server (Fetch, 3.3, CORS protocol). Programs
/// that are no browsers do not look at it.
enum CrossOrigin {
  /// The fields of a request that this server looks at and a page must be allowed to send.
  private static let requestHeaders = [
    "Authorization", "Content-Type", "Accept", "Last-Event-ID", "Mcp-Session-Id", "MCP-Protocol-Version", "Mcp-Method",
    "Mcp-Name",
  ]

  /// The fields of a response that a page of an origin may read.
  static func headers(for origin: String) -> Headers {
    [
      "Access-Control-Allow-Origin": origin, "Vary": "Origin",
      "Access-Control-Expose-Headers": "Mcp-Session-Id, WWW-Authenticate, Retry-After",
    ]
  }

  /// Whether a browser asks here what a page may send, before the page sends it.
  static func isPreflight(_ head: RequestHead) -> Bool {
    head.method == "OPTIONS" && head.headers["Access-Control-Request-Method"] != nil
  }

  /// The answer to that question. Tokens are header fields that the page knows, so no cookies are needed.
  static func preflight(_ methods: [String]) -> WebResponse {
    WebResponse(
      status: 204,
      headers: [
        "Access-Control-Allow-Methods": methods.joined(separator: ", "),
        "Access-Control-Allow-Headers": requestHeaders.joined(separator: ", "),
        "Access-Control-Max-Age": "600",
      ])
  }
}
