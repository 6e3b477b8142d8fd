import JSON
import Synchronization

/// The subscriptions that are open (MCP 2026-07-28, Subscriptions).
///
/// Nothing that a client could subscribe to changes while the process lives. So a subscription is acknowledged with
/// nothing in it, and stays open until the client cancels it or the process ends.
final class Subscriptions: Sendable {
  /// The member of `_meta` that names a subscription.
  static let idKey = "io.modelcontextprotocol/subscriptionId"

  private let open = Mutex<[RequestID: InFlight]>([:])

  func add(_ id: RequestID, _ call: InFlight) {
    open.withLock { $0[id] = call }
  }

  func remove(_ id: RequestID) {
    _ = open.withLock { $0.removeValue(forKey: id) }
  }

  func removeAll() -> [RequestID: InFlight] {
    open.withLock { open in
      defer { open = [:] }
      return open
    }
  }
}

extension Session {
  /// Opens a subscription.
  func listen(
    _ id: RequestID, _ params: JSON.Object, _ notify: @escaping @Sendable ([UInt8]) -> Void,
    _ respond: @escaping Respond
  ) throws(RPCError) {
    guard let wanted = params["notifications"]?.object else { throw .invalidParams("notifications must be an object") }
    for name in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
      if let value = wanted[name], value.bool == nil { throw .invalidParams("notifications.\(name) must be a boolean") }
    }
    if let uris = wanted["resourceSubscriptions"], uris.array?.allSatisfy({ $0.string != nil }) != true {
      throw .invalidParams("notifications.resourceSubscriptions must be an array of strings")
    }
    let call = InFlight(write: notify, respond: respond)
    if let refusal = calls.register(id, call) { throw refusal }
    subscriptions.add(id, call)
    call.notify(
      notification(
        "notifications/subscriptions/acknowledged",
        ["_meta": .object([Subscriptions.idKey: id.json]), "notifications": [:]]))
  }

  /// Answers the subscriptions, which ends them.
  package func endSubscriptions() {
    for (id, call) in subscriptions.removeAll() {
      call.finish(response(to: id, Reply([:]), .modern, meta: [Subscriptions.idKey: id.json]))
    }
  }
}
