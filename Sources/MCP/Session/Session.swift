import Logging
package import Dispatch
import Synchronization
package import JSON

/// One client's conversation, in both eras: legacy after `initialize`, stateless where a request carries its own
/// metadata. Lines come in by `receive` and go out through `write`.
package final class Session: Sendable {
  private let service: Service
  private let write: @Sendable ([UInt8]) -> Void
  /// What `initialize` settled; modern requests never look at it (A-055).
  private let legacy = Mutex<Era?>(nil)
  private let calls = Calls()
  private let subscriptions = Mutex<[RequestID: InFlight]>([:])
  private let serverRequests = ServerRequests()
  private let caller: String

  private var log: Log { service.log }
  private var identity: Identity { service.identity }

  /// - Parameters:
  ///   - caller: who it is, as far as the transport has proved it.
  ///   - write: takes one whole line, without its end; must not block.
  package init(
    _ service: Service, caller: String = "local", write: @escaping @Sendable ([UInt8]) -> Void = { _ in }
  ) {
    self.service = service
    self.caller = caller
    self.write = write
  }

  /// What `initialize` negotiated.
  package var revision: Revision? { legacy.withLock { $0?.revision } }

  /// Whether its calls may send requests to the client (A-150).
  package var mayAsk: Bool { legacy.withLock { $0.map { $0.revision >= .june2025 && $0.client.takesForms } ?? false } }

  // MARK: In

  /// Answers a line that the transport did not keep, because it was too long.
  ///
  /// - Parameter limit: the longest line that the transport takes, in bytes.
  package func refuseLine(longerThan limit: Int) {
    write(RPCError.parse("a line is longer than \(limit >> 20) MB").line(id: nil))
  }

  /// Takes one line of input, without its end. It never waits for a call.
  package func receive(line bytes: [UInt8]) {
    // A byte order mark before the first message, CR before LF and blank lines are harmless (A-168 to A-170).
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard text.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
    do throws(JSONError) {
      receive(try JSON(parsing: text))
    } catch {
      log.debug("unreadable line: \(error)")
      write(RPCError.parse("\(error)").line(id: nil))
    }
  }

  private func receive(_ json: JSON) {
    receive(json, notify: write) { [write] response in
      if let response { write(response.line) }
    }
  }

  /// Takes one message, or a batch of them; never waits for a call.
  ///
  /// - Parameters:
  ///   - notify: takes what belongs to the message but is no response to it: progress, and questions to the client.
  ///   - respond: called once for the message: at once, or when its call ends.
  package func receive(
    _ json: JSON, notify: @escaping @Sendable ([UInt8]) -> Void, respond: @escaping Respond
  ) {
    guard case .array(let members) = json else { return receive(json, false, notify, respond) }
    guard revision?.allowsBatches == true else {
      return respond(Response(.invalidRequest("this protocol revision has no batches"), id: nil))
    }
    guard !members.isEmpty else { return respond(Response(.invalidRequest("an empty batch"), id: nil)) }
    let batch = Batch(respond: respond)
    for member in members { receive(member, true, notify, batch.nextResponse()) }
    batch.close()
  }

  private func receive(
    _ json: JSON, _ isInBatch: Bool, _ notify: @escaping @Sendable ([UInt8]) -> Void, _ respond: @escaping Respond
  ) {
    do throws(Message.Malformed) {
      switch try Message(json) {
      case .request(let id, "initialize", _) where isInBatch:
        respond(Response(.invalidRequest("initialize must not be in a batch"), id: id))
      case .request(let id, let method, let params):
        do throws(RPCError) {
          try handle(id, method, params, notify, respond)
        } catch {
          respond(Response(error, id: id))
        }
      case .notification(let method, let params):
        if method == "notifications/cancelled", let id = params?["requestId"].flatMap(RequestID.init) { cancel(id) }
        respond(nil)
      case .response(let id, let result):
        serverRequests.settle(id, result)
        respond(nil)
      case .stray: respond(nil)
      }
    } catch {
      respond(Response(error.error, id: error.id))
    }
  }

  private func cancel(_ id: RequestID) {
    _ = subscriptions.withLock { $0.removeValue(forKey: id) }
    calls.cancel(id)
  }

  // MARK: Requests

  private func handle(
    _ id: RequestID, _ method: String, _ params: JSON?, _ notify: @escaping @Sendable ([UInt8]) -> Void,
    _ respond: @escaping Respond
  ) throws(RPCError) {
    guard case .object(let params) = params ?? [:] else { throw .invalidParams("params must be an object") }
    guard case .object(let meta) = params["_meta"] ?? [:] else { throw .invalidParams("_meta must be an object") }

    if method == "initialize" { return respond(result(of: id, try initialize(params), .newestLegacy)) }
    guard let era = try Era(meta: meta, legacy: legacy.withLock { $0 }) else {
      // The only request that needs neither era (A-035, A-036).
      guard method == "ping" else { throw Era.missing }
      return respond(result(of: id, Reply([:]), .newestLegacy))
    }
    let revision = era.revision
    switch (method, revision.isModern) {
    case ("ping", false): return respond(result(of: id, Reply([:]), revision))
    case ("server/discover", true): return respond(result(of: id, discover(), revision))
    case ("subscriptions/listen", true): return try listen(id, params, notify, respond)
    case ("server/discover", false), ("subscriptions/listen", false): throw Era.missing
    default: break
    }

    guard let handling = service.methods[method] else { throw .methodNotFound(method) }
    let call = InFlight(write: notify, respond: respond)
    let request = Request(
      method: method, params: params, revision: revision, client: era.client,
      progress: try progress(meta, revision, call), ask: ask(in: revision, notify), caller: caller)
    switch handling {
    case .immediate(let answer): respond(result(of: id, try answer(request), revision))
    case .concurrent(let answer):
      let refusal = calls.start(id, call) { @concurrent [self] in
        do {
          return result(of: id, try await answer(request), revision)
        } catch let error as RPCError {
          return Response(error, id: id)
        } catch {
          if !(error is CancellationError) { log.error("\(method) failed: \(type(of: error))") }
          return Response(.internal("\(method) failed"), id: id)
        }
      }
      if let refusal { throw refusal }
    }
  }

  /// Elicitation came with 2025-06-18, and the modern era sends no requests (A-040, A-058).
  private func ask(in revision: Revision, _ notify: @escaping @Sendable ([UInt8]) -> Void) -> Request.Ask? {
    guard revision >= .june2025, !revision.isModern else { return nil }
    return { [serverRequests] in try await serverRequests.send($0, $1, $2, notify) }
  }

  private func progress(_ meta: JSON.Object, _ revision: Revision, _ call: InFlight) throws(RPCError) -> CallProgress? {
    guard let token = meta["progressToken"] else { return nil }
    guard RequestID(token) != nil else { throw .invalidParams("progressToken must be a string or an integer") }
    return CallProgress(token: token, revision: revision) { call.notify($0) }
  }

  private func initialize(_ params: JSON.Object) throws(RPCError) -> Reply {
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("protocolVersion must be a string")
    }
    // Whatever is asked for, the answer is a revision that `initialize` opens (A-032, A-033).
    let known = Revision(rawValue: requested).flatMap { $0.isModern ? nil : $0 }
    let revision = known ?? .newestLegacy
    let client = Request.Client(info: params["clientInfo"], capabilities: params["capabilities"])
    let isFirst = legacy.withLock { legacy in
      defer { legacy = legacy ?? Era(revision, client) }
      return legacy == nil
    }
    guard isFirst else { throw .invalidRequest("already initialized") }
    log.info("initialized by \(client.name) \(client.version), \(revision.rawValue)")
    return Reply([
      "protocolVersion": .string(revision.rawValue), "capabilities": .object(capabilities(for: revision)),
      "serverInfo": identity.info(for: revision), "instructions": .string(identity.instructions),
    ])
  }

  private func discover() -> Reply {
    Reply(
      [
        "supportedVersions": JSON([Revision.modern.rawValue]),
        "capabilities": .object(capabilities(for: .modern)), "instructions": .string(identity.instructions),
      ], caching: .public)
  }

  /// `completions` came with 2025-03-26 (A-040).
  private func capabilities(for revision: Revision) -> JSON.Object {
    var known = service.capabilities
    if revision < .march2025 { known["completions"] = nil }
    return known
  }

  /// Nothing here changes while the process lives, so a subscription is acknowledged with nothing in it and stays
  /// open until the client cancels it or the process ends (A-130 to A-139).
  private func listen(
    _ id: RequestID, _ params: JSON.Object, _ notify: @escaping @Sendable ([UInt8]) -> Void,
    _ respond: @escaping Respond
  ) throws(RPCError) {
    guard params["notifications"]?.object != nil else { throw .invalidParams("notifications must be an object") }
    let call = InFlight(write: notify, respond: respond)
    if let refusal = calls.register(id, call) { throw refusal }
    subscriptions.withLock { $0[id] = call }
    call.notify(
      notification(
        "notifications/subscriptions/acknowledged",
        ["_meta": .object([Self.subscriptionID: id.json]), "notifications": [:]]))
  }

  private static let subscriptionID = "io.modelcontextprotocol/subscriptionId"

  /// The line of a result, with the members that the modern era adds to every one (A-049, A-050, A-061).
  private func result(of id: RequestID, _ reply: Reply, _ revision: Revision, meta: JSON.Object = [:]) -> Response {
    var writer = JSONWriter(capacity: reply.body.count + 256)
    writer.raw(#"{"jsonrpc":"2.0","id":"#)
    writer.raw(id.bytes)
    writer.raw(#","result":"#)
    if revision.isModern {
      var members: JSON.Object = ["resultType": .string(reply.resultType)]
      if let caching = reply.caching {
        members["ttlMs"] = JSON(caching.milliseconds)
        members["cacheScope"] = .string(service.isPersonal ? "private" : caching.scope)
      }
      var meta = meta
      meta["io.modelcontextprotocol/serverInfo"] = identity.info(for: revision)
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

  // MARK: The end

  /// No more input will come: lets calls end for `grace`, then cancels them (DESIGN.md, decision 13). Blocks.
  package func finish(grace: DispatchTimeInterval) {
    endSubscriptions()
    if !calls.wait(timeout: grace) { cancelAll() }
  }

  /// Answers the subscriptions, which ends them (A-136).
  package func endSubscriptions() {
    let listening = subscriptions.withLock { subscriptions in
      defer { subscriptions = [:] }
      return subscriptions
    }
    for (id, call) in listening {
      call.finish(result(of: id, Reply([:]), .modern, meta: [Self.subscriptionID: id.json]))
    }
  }

  /// Cancels every call, without waiting for them to end.
  package func cancelCalls() {
    calls.cancelAll()
  }

  /// Cancels every call and gives them a second to cancel what they started upstream. Blocks.
  package func cancelAll() {
    calls.cancelAll()
    _ = calls.wait(timeout: .seconds(1))
  }
}
