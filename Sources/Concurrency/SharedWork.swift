import Synchronization

/// Work that runs once for all who ask for the same thing at the same time.
///
/// It remembers nothing: a result is handed to those who wait for it, and the next caller starts the work again.
/// Whoever wants to keep results keeps them in a store that `known` reads and that the work fills before it returns.
package final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// The callers that wait for each piece of work.
  private let waiting = Mutex<[Key: [AsyncStream<Value>.Continuation]]>([:])

  /// Shared work of which nothing is running yet.
  package init() {}

  /// The number of pieces of work that are running.
  var count: Int { waiting.withLock { $0.count } }

  /// The result of the work for a key. It joins the work that is running, or starts it.
  ///
  /// A caller whose task is cancelled leaves at once; the work goes on for the others.
  ///
  /// - Parameters:
  ///   - known: looks for a result that was kept. No work for this key can end between that look and the decision to
  ///     join or start, so nothing is done twice.
  ///   - work: makes the result.
  /// - Throws: `CancellationError`.
  package func value(
    for key: Key, known: () -> Value? = { nil }, _ work: @escaping @Sendable () async -> Value
  ) async throws -> Value {
    let (results, continuation) = AsyncStream.makeStream(of: Value.self)
    let isFirst = waiting.withLock { waiting in
      if let known = known() {
        continuation.yield(known)
        return false
      }
      waiting[key, default: []].append(continuation)
      return waiting[key]?.count == 1
    }
    if isFirst {
      Task {
        let value = await work()
        let callers = waiting.withLock { $0.removeValue(forKey: key) ?? [] }
        for caller in callers { caller.yield(value) }
      }
    }
    for await value in results { return value }
    throw CancellationError()
  }
}
