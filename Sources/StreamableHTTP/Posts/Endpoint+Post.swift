import HTTPServer
import JSON
import MCP

/// A POST, from its body to the era that answers it.
extension Endpoint {
  /// Answers a POST: reads its message, checks the caller's scopes, and chooses the era.
  func post(_ request: WebRequest, _ caller: Caller) -> WebAnswer {
    let message: JSON
    do throws(JSONError) {
      message = try JSON(parsing: request.body)
    } catch {
      return logged("POST", request, caller, .now(.failure(400, .parse("\(error)"))))
    }
    let method = message["method"]?.string
    let tool = method == "tools/call" ? message["params"]?["name"]?.string : nil
    let what: @Sendable () -> String = {
      ["POST", method.map(loggable), tool.map(loggable)].compactMap(\.self).joined(separator: " ")
    }
    if let tool, let scopes = caller.scopesNeeded(tool) {
      let details: JSON.Object = ["caller": .string(caller.name), "tool": .string(loggable(tool))]
      return logged(what(), request, caller, .now(refuse(.insufficient(scopes: scopes), request, details)))
    }
    let answer = Peer.$current.withValue(Peer(of: request)) { post(message, request, caller) }
    return logged(what(), request, caller, answer)
  }

  private func post(_ message: JSON, _ request: WebRequest, _ caller: Caller) -> WebAnswer {
    let head = request.head
    let metadata = RequestMetadata(of: message)
    // A client may name the newest revision in the header and still begin with `initialize`, which opens an older one.
    let isModern =
      metadata.isModern
      || message["method"] != "initialize" && head.headers["MCP-Protocol-Version"] == Revision.modern.rawValue
    return isModern ? postModern(message, metadata, request, caller) : postLegacy(message, head, caller)
  }
}
