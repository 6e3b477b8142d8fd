import Dispatch
import Synchronization

/// The requests in flight, by their ids.
final class Calls: Sendable {
  /// More than this at once are refused, so that a hostile client cannot fill memory.
  static let limit = 256

  private let open = Mutex<[RequestID: InFlight]>([:])
  private let running = DispatchGroup()

  /// Registers a request and runs its work.
  /// - Returns: why the request cannot start; nil when it has started.
  func start(
    _ id: RequestID, _ call: InFlight, _ work: @escaping @Sendable @concurrent () async -> Response
  ) -> RPCError? {
    if let refusal = register(id, call) { return refusal }
    running.enter()
    call.run { @concurrent in
      let response = await work()
      // The id is free before the answer leaves: the client may use it again as soon as it reads the answer.
      self.remove(id, call)
      call.finish(response)
      self.running.leave()
    }
    return nil
  }

  /// Registers a request that stays open without working, such as a subscription.
  /// - Returns: why it cannot be taken; nil when it was.
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

  /// Cancels a request. For an id that is unknown, or whose request has ended, it does nothing.
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

  /// Blocks until the work in flight has ended, at most `timeout`.
  /// - Returns: whether it has ended.
  func wait(timeout: DispatchTimeInterval) -> Bool {
    running.wait(timeout: .now() + timeout) == .success
  }

  private func remove(_ id: RequestID, _ call: InFlight) {
    open.withLock { open in
      // After a cancel the id may already belong to a newer request.
      if open[id] === call { open[id] = nil }
    }
  }
}
