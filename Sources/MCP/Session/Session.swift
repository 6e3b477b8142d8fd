import Cleaning
package import Dispatch
package import JSON
import Logging
import Synchronization

/// One client's conversation, in both eras: legacy after `initialize`, stateless where a request carries its own
/// metadata.
///
/// A line goes in by `receive(line:)`. Its envelope is read here; requests go on in `Session+Requests.swift`.
package final class Session: Sendable {
  let service: Service
  let caller: String
  /// What `initialize` settled. Modern requests never look at it.
  let legacy: LegacyEra
  let calls: Calls
  let subscriptions: Subscriptions
  let serverRequests: ServerRequests
  private let write: @Sendable ([UInt8]) -> Void
  private let observation = Mutex<(any AnyObject & Sendable)?>(nil)

  /// - Parameters:
  ///   - service: what is offered to the client.
  ///   - caller: who it is, as far as the transport has proved it.
  ///   - write: takes one whole line, without its end. It must not block.
  package init(
    _ service: Service, caller: String = "local", write: @escaping @Sendable ([UInt8]) -> Void = { _ in }
  ) {
    self.service = service
    self.caller = caller
    self.write = write
    (legacy, calls, subscriptions, serverRequests) = (LegacyEra(), Calls(), Subscriptions(), ServerRequests())
  }

  private init(_ session: Session, offering service: Service) {
    self.service = service
    (caller, write) = (session.caller, session.write)
    (legacy, calls) = (session.legacy, session.calls)
    (subscriptions, serverRequests) = (session.subscriptions, session.serverRequests)
  }

  /// The same conversation for a message whose sender is offered this: a token with more scopes than before, or a caller
  /// for whom the operator has changed something.
  package func offering(_ service: Service) -> Session {
    service === self.service ? self : Session(self, offering: service)
  }

  /// The revision that `initialize` negotiated; nil before it.
  package var revision: Revision? { legacy.withLock { $0?.revision } }

  /// Whether its calls may send requests to the client: it said that it can show forms (MCP 2025-06-18, Elicitation).
  package var mayAsk: Bool { legacy.withLock { $0.map { $0.revision >= .june2025 && $0.client.takesForms } ?? false } }

  /// Tells a legacy client from now on when the list of tools has changed.
  func tellChanges() {
    observation.withLock { $0 = whenToolsChange(write) }
  }

  /// Sends a legacy client a notification whenever the list of tools has changed, as long as the result is kept. Nil
  /// where that never happens.
  package func whenToolsChange(_ send: @escaping @Sendable ([UInt8]) -> Void) -> (any AnyObject & Sendable)? {
    service.toolChanges?.observe { send(notification("notifications/tools/list_changed", [:])) }
  }

  // MARK: A line

  /// Takes one line of input, without its end. It never waits for a call.
  package func receive(line bytes: [UInt8]) {
    // A byte order mark before the first message, CR before LF, and blank lines do no harm.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    guard text.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
    do throws(JSONError) {
      receive(try JSON(parsing: text), notify: write) { [write] response in
        if let response { write(response.line) }
      }
    } catch {
      service.log.debug("unreadable line: \(error)")
      write(RPCError.parse("\(error)").line(id: nil))
    }
  }

  /// Answers a line that the transport did not keep, because it was too long.
  /// - Parameter limit: the longest line that the transport takes, in bytes.
  package func refuseLine(longerThan limit: Int) {
    write(RPCError.parse("a line is longer than \(limit >> 20) MB").line(id: nil))
  }

  // MARK: A message

  /// Takes one message, or a batch of them. It never waits for a call.
  ///
  /// - Parameters:
  ///   - notify: takes what belongs to the message but is no response to it: progress, and questions to the client.
  ///   - respond: called once for the message: at once, or when its call ends.
  package func receive(
    _ json: JSON, notify: @escaping @Sendable ([UInt8]) -> Void, respond: @escaping Respond
  ) {
    // Everything that leaves the session for this message passes here.
    let secrets = service.secrets
    let notify: @Sendable ([UInt8]) -> Void = { notify(secrets.hidden(in: $0)) }
    let respond: Respond = { respond($0?.hiding(secrets)) }
    guard case .array(let members) = json else { return receive(json, false, notify, respond) }
    receive(batch: members, notify, respond)
  }

  func receive(
    _ json: JSON, _ isInBatch: Bool, _ notify: @escaping @Sendable ([UInt8]) -> Void, _ respond: @escaping Respond
  ) {
    do throws(Message.Malformed) {
      switch try Message(json) {
      // A subscription lasts until the client ends it, and would keep back the answers to the whole batch until then.
      case .request(let id, let method, _) where isInBatch && ["initialize", "subscriptions/listen"].contains(method):
        respond(Response(.invalidRequest("\(method) must not be in a batch"), id: id))
      case .request(let id, let method, let params):
        do throws(RPCError) {
          try answer(id, method, params, notify, respond)
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
    subscriptions.remove(id)
    calls.cancel(id)
  }

  // MARK: The end

  /// Lets calls end for `grace` after the end of input, then cancels them, and ends at the latest five seconds later.
  /// It blocks.
  package func finish(grace: DispatchTimeInterval) {
    endSubscriptions()
    if !calls.wait(timeout: grace) { cancelAll(within: .seconds(5)) }
  }

  /// Cancels every call, without waiting for them to end.
  package func cancelCalls() {
    calls.cancelAll()
  }

  /// Cancels every call and gives them `time` to cancel what they started upstream. It blocks.
  package func cancelAll(within time: DispatchTimeInterval) {
    calls.cancelAll()
    _ = calls.wait(timeout: time)
  }
}
