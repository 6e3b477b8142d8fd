import Synchronization
import JSON
import Logging

/// Requests: the era is chosen, then the protocol answers by itself, or one of the service's features does.
extension Session {
  /// Answers one request: at once, or when its call ends.
  func answer(
    _ id: RequestID, _ method: String, _ params: JSON?, _ notify: @escaping @Sendable ([UInt8]) -> Void,
    _ respond: @escaping Respond
  ) throws(RPCError) {
    guard case .object(let params) = params ?? [:] else { throw .invalidParams("params must be an object") }
    guard case .object(let meta) = params["_meta"] ?? [:] else { throw .invalidParams("_meta must be an object") }

    if method == "initialize" { return respond(response(to: id, try initialize(params), .newestLegacy)) }
    guard let era = try Era(RequestMetadata(.object(meta)), legacy: legacy.withLock { $0 }) else {
      // Only a ping may come before `initialize` (MCP 2025-11-25, Lifecycle).
      guard method == "ping" else { throw Era.missing }
      return respond(response(to: id, Reply([:]), .newestLegacy))
    }
    switch (method, era.revision.isModern) {
    case ("ping", false): return respond(response(to: id, Reply([:]), era.revision))
    case ("server/discover", true): return respond(response(to: id, discover(), era.revision))
    case ("subscriptions/listen", true): return try listen(id, params, notify, respond)
    case ("server/discover", false), ("subscriptions/listen", false): throw Era.missing
    default: break
    }
    guard let handling = service.methods[method] else { throw .methodNotFound(method) }
    let call = InFlight(write: notify, respond: respond)
    let request = Request(
      method: method, params: params, revision: era.revision, client: era.client,
      progress: try progress(meta, era.revision, call), ask: ask(in: era.revision, notify), caller: caller)
    switch handling {
    case .immediate(let answer): respond(response(to: id, try answer(request), era.revision))
    case .concurrent(let answer): try start(id, call, request, answer)
    }
  }

  /// Runs a feature's answer in a task of its own, so that it never holds up anything else.
  private func start(
    _ id: RequestID, _ call: InFlight, _ request: Request,
    _ answer: @escaping @Sendable @concurrent (Request) async throws -> Reply
  ) throws(RPCError) {
    let refusal = calls.start(id, call) { @concurrent [self] in
      do {
        return response(to: id, try await answer(request), request.revision)
      } catch let error as RPCError {
        return Response(error, id: id)
      } catch {
        if !(error is CancellationError) { service.log.error("\(request.method) failed: \(type(of: error))") }
        return Response(.internal("\(request.method) failed"), id: id)
      }
    }
    if let refusal { throw refusal }
  }

  /// How a call asks the client: forms came with 2025-06-18, and in the modern era a server sends no requests.
  private func ask(in revision: Revision, _ notify: @escaping @Sendable ([UInt8]) -> Void) -> Request.Ask? {
    guard revision >= .june2025, !revision.isModern else { return nil }
    return { [serverRequests] in try await serverRequests.send($0, $1, $2, notify) }
  }

  private func progress(_ meta: JSON.Object, _ revision: Revision, _ call: InFlight) throws(RPCError) -> CallProgress? {
    guard let token = meta["progressToken"] else { return nil }
    guard RequestID(token) != nil else { throw .invalidParams("progressToken must be a string or an integer") }
    return CallProgress(token: token, revision: revision) { call.notify($0) }
  }

  /// The response with a result. The modern era adds members to every result.
  ///
  /// - Parameter meta: further members of the result's `_meta`.
  func response(to id: RequestID, _ reply: Reply, _ revision: Revision, meta: JSON.Object = [:]) -> Response {
    var writer = JSONWriter(capacity: reply.body.count + 256)
    writer.raw(#"{"jsonrpc":"2.0","id":"#)
    writer.raw(id.bytes)
    writer.raw(#","result":"#)
    if revision.isModern {
      var members: JSON.Object = ["resultType": .string(reply.resultType)]
      if let caching = reply.caching {
        // What a caller is offered may change: by a token with other scopes, or when the operator's files are read anew.
        members["ttlMs"] = JSON(service.isPersonal ? min(caching.milliseconds, 300_000) : caching.milliseconds)
        members["cacheScope"] = .string(service.isPersonal ? "private" : caching.scope)
      }
      var meta = meta
      meta["io.modelcontextprotocol/serverInfo"] = service.identity.info(for: revision)
      members["_meta"] = .object(meta)
      writer.raw(JSON.object(members).bytes.dropLast())
      if reply.body.count > 2 { writer.raw(",") }
      writer.raw(reply.body.dropFirst())
    } else {
      writer.raw(reply.body)
    }
    writer.raw("}")
    return Response(writer.bytes)
  }
}
