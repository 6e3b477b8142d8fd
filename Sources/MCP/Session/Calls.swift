import Dispatch
import Synchronization

/// The requests in flight.
final class Calls: Sendable {
  /// More than this at once are refused, so that a hostile client cannot fill memory.
  static let limit = 256

  private let open = Mutex<[RequestID: InFlight]>([:])
  private let running = DispatchGroup()

  /// - Returns: why the request cannot start, if so.
  func start(
    _ id: RequestID, _ call: InFlight, _ work: @escaping @Sendable @concurrent () async -> Response
  ) -> RPCError? {
    if let refusal = register(id, call) { return refusal }
    running.enter()
    call.run { @concurrent in
      let response = await work()
      // First free, then answered: the client may use the id again as soon as it reads the answer.
      self.remove(id, call)
      call.finish(response)
      self.running.leave()
    }
    return nil
  }

  /// Registers a request that stays open without working, such as a subscription.
  func register(_ id: RequestID, _ call: InFlight) -> RPCError? {
    open.withLock { open in
      if open[id] != nil { return .invalidRequest("a request with this id is still in flight") }
      if open.count >= Self.limit {
        return .internal("too many requests in flight (\(Self.limit)): wait for answers, then send this one again")
      }
      open[id] = call
      return nil
    }
  }

  /// A cancel of an unknown or finished id finds nothing and does nothing.
  func cancel(_ id: RequestID) {
    open.withLock { $0.removeValue(forKey: id) }?.cancel()
  }

  func cancelAll() {
    let calls = open.withLock { open in
      defer { open = [:] }
      return open.values
    }
    for call in calls { call.cancel() }
  }

  /// Blocks until the work in flight has ended, at most `timeout`; true when it has.
  func wait(timeout: DispatchTimeInterval) -> Bool {
    running.wait(timeout: .now() + timeout) == .success
  }

  private func remove(_ id: RequestID, _ call: InFlight) {
    open.withLock { open in
      // After a cancel, the id may belong to a newer request already.
      if open[id] === call { open[id] = nil }
    }
  }
}
