import JSON
import Synchronization

/// The subscriptions that are open (MCP 2026-07-28, Subscriptions).
///
/// Only the list of tools can change while the process lives, and only where it follows the token's permissions. A
/// subscription to anything else is acknowledged with nothing in it. Each stays open until the client cancels it or the
/// process ends.
final class Subscriptions: Sendable {
  /// The member of `_meta` that names a subscription.
  static let idKey = "io.modelcontextprotocol/subscriptionId"

  private struct Subscription {
    let call: InFlight
    /// Nil for a subscription to what never changes.
    let observation: ListChanges.Observation?
  }

  private let open = Mutex<[RequestID: Subscription]>([:])

  func add(_ id: RequestID, _ call: InFlight, _ observation: ListChanges.Observation?) {
    open.withLock { $0[id] = Subscription(call: call, observation: observation) }
  }

  func remove(_ id: RequestID) {
    _ = open.withLock { $0.removeValue(forKey: id) }
  }

  func removeAll() -> [RequestID: InFlight] {
    open.withLock { open in
      defer { open = [:] }
      return open.mapValues(\.call)
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
    let meta: JSON.Object = ["_meta": .object([Subscriptions.idKey: id.json])]
    let changes = wanted["toolsListChanged"]?.bool == true ? service.toolChanges : nil
    let taken: JSON = changes == nil ? [:] : ["toolsListChanged": true]
    call.notify(
      notification("notifications/subscriptions/acknowledged", meta.merging(["notifications": taken])))
    subscriptions.add(
      id, call, changes?.observe { call.notify(notification("notifications/tools/list_changed", meta)) })
  }

  /// Answers the subscriptions, which ends them.
  package func endSubscriptions() {
    for (id, call) in subscriptions.removeAll() {
      call.finish(response(to: id, Reply([:]), .modern, meta: [Subscriptions.idKey: id.json]))
    }
  }
}
