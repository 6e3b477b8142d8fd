import Synchronization
import JSON

/// The requests that this server sends to a legacy client, and the answers to them.
final class ServerRequests: Sendable {
  private struct State {
    var count = 0
    var waiting: [RequestID: CheckedContinuation<JSON, any Error>] = [:]
  }

  private let state = Mutex(State())

  struct NoAnswer: Error, CustomStringConvertible {
    let description: String
  }

  /// Sends a request and waits for its answer, at most `patience`.
  /// - Throws: `NoAnswer`, also when the client answers with an error; `CancellationError` when the call is cancelled.
  func send(
    _ method: String, _ params: JSON.Object, _ patience: Duration, _ write: @escaping @Sendable ([UInt8]) -> Void
  ) async throws -> JSON {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    guard let id = RequestID(.string("server-\(number)")) else { throw NoAnswer(description: "no id") }
    let line = JSON.object([
      "jsonrpc": "2.0", "id": id.json, "method": .string(method), "params": .object(params),
    ]).bytes
    let timer = Task {
      try await Task.sleep(for: patience)
      giveUp(id, NoAnswer(description: "no answer within \(patience.components.seconds) s"), write)
    }
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { $0.waiting[id] = continuation }
        write(line)
        if Task.isCancelled { giveUp(id, CancellationError(), write) }
      }
    } onCancel: {
      giveUp(id, CancellationError(), write)
    }
  }

  /// Takes what the client answered. An answer that nobody waits for is dropped.
  func settle(_ id: RequestID, _ result: Result<JSON, RPCError>) {
    let continuation = state.withLock { $0.waiting.removeValue(forKey: id) }
    switch result {
    case .success(let value): continuation?.resume(returning: value)
    case .failure(let error): continuation?.resume(throwing: NoAnswer(description: error.message))
    }
  }

  private func giveUp(_ id: RequestID, _ error: any Error, _ write: @Sendable ([UInt8]) -> Void) {
    guard let continuation = state.withLock({ $0.waiting.removeValue(forKey: id) }) else { return }
    write(notification("notifications/cancelled", ["requestId": id.json]))
    continuation.resume(throwing: error)
  }
}
