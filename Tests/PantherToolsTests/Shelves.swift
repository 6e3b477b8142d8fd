import Foundation
import JSON
import Panther
import Testing

/// Lists of the stub that are paged as Panther does it, and a walk through all pages of a tool.
extension Bench {
  /// A REST list: pages of `limit`, and cursors that are not safe in a URL.
  /// - Parameter end: what its last page says in `next`; nil leaves it out.
  func shelve(_ match: String, _ items: [JSON], end: JSON? = nil) {
    answer(match) { request in
      let start = Listing.offset(of: request.query("cursor"))
      let after = min(items.count, start + (request.query("limit").flatMap { Int($0) } ?? 100))
      var page: JSON.Object = ["results": .array(Array(items[min(start, after)..<after]))]
      page["next"] = after < items.count ? .string("c+/=&\(after)") : end
      return HTTPResponse(json: .object(page))
    }
  }

  /// A GraphQL connection with pages of a size of its own.
  func connect(_ match: String, in field: String, _ items: [JSON], pageSize: Int = 10) {
    answer(match) { request in
      let start = Listing.offset(of: request.variables["input"]?["cursor"]?.string)
      let after = min(items.count, start + pageSize)
      let connection: JSON = [
        "edges": .array(items[start..<after].map { ["node": $0] }),
        "pageInfo": [
          "hasNextPage": .bool(after < items.count), "endCursor": after < items.count ? "c+/=&\(after)" : .null,
        ],
      ]
      return HTTPResponse(json: ["data": .object([field: connection])])
    }
  }

  /// Calls a tool, then goes on with the cursor alone, or with these arguments besides, to the end or the first error.
  func walk(_ tool: String, _ arguments: JSON.Object, again: JSON.Object = [:]) async throws -> [ToolResult] {
    var pages = [try await call(tool, arguments)]
    while let cursor = pages.last?["next_cursor"] {
      try #require(pages.count < 300, "no end")
      var next = again
      next["cursor"] = cursor
      pages.append(try await call(tool, next))
    }
    return pages
  }
}

extension [ToolResult] {
  /// One field of all items of all pages.
  func all(_ name: String, _ field: String) -> [String] {
    flatMap { $0.items(name) }.map { $0[field]?.string ?? "?" }
  }
}

extension HTTPRequest {
  /// The decoded segments of its path within the API.
  var segments: [String] {
    let path = url.replacing(Bench.base, with: "").split(separator: "?")[0]
    return path.split(separator: "/").map { $0.removingPercentEncoding ?? "?" }
  }
}
