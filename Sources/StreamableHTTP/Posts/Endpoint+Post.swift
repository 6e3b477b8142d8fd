import HTTPServer
import MCP
import JSON

extension Endpoint {
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
      return logged(what(), request, caller, .now(response(.insufficient(scopes: scopes))))
    }
    return logged(what(), request, caller, post(message, request.head, caller))
  }

  private func post(_ message: JSON, _ head: RequestHead, _ caller: Caller) -> WebAnswer {
    let meta = message["params"]?["_meta"]
    let isMarked = meta?[MetaKey.version] != nil || meta?[MetaKey.capabilities] != nil
    // A client may know the newest revision only and begin with what opens an older one.
    let isModern =
      isMarked || message["method"] != "initialize" && head.headers["MCP-Protocol-Version"] == Revision.modern.rawValue
    return isModern ? postModern(message, meta, head, caller) : postLegacy(message, head, caller)
  }
}

enum MetaKey {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"
}

/// The answer to a posted message that was given to a session.
struct Outcome: Sendable {
  let exchange: Exchange
  let head: RequestHead
  /// Whether something may come before the response.
  let speaks: Bool
  /// The status of an error code, nil for a success.
  let status: @Sendable (_ errorCode: Int?) -> Int

  /// What can be answered at once: a 202 to what has no response, an error, or a result if it may come as JSON.
  var known: WebResponse? {
    guard let known = exchange.known else { return nil }
    return known?.errorCode == nil && known != nil && !head.accepts("application/json") ? nil : whole(known)
  }

  /// Answers as a stream where something may come before the response, or where the client wants nothing else.
  func answer(_ writer: ResponseWriter) async {
    if head.accepts("text/event-stream"), speaks || !head.accepts("application/json") {
      await ServerSentEvents.send(exchange.lines, to: writer)
    } else {
      await writer.respond(whole(await exchange.response()))
    }
  }

  private func whole(_ response: Response?) -> WebResponse {
    guard let response else { return WebResponse(status: 202) }
    return .json(status(response.errorCode), response.line)
  }
}
