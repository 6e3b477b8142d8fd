import Synchronization

/// Collects the responses of a 2025-03-26 batch into one array; one without any response stays silent.
final class Batch: Sendable {
  private struct State {
    /// Responses still missing, and one for the batch itself until all of it is read.
    var missing = 1
    var lines: [[UInt8]] = []
  }

  private let state = Mutex(State())
  private let respond: Respond

  init(respond: @escaping Respond) {
    self.respond = respond
  }

  /// What takes the response of the next member; nil stands for none, as after a cancel.
  func nextResponse() -> Respond {
    state.withLock { $0.missing += 1 }
    return { self.settle($0) }
  }

  /// Says that the whole batch was read.
  func close() {
    settle(nil)
  }

  private func settle(_ response: Response?) {
    let lines = state.withLock { state -> [[UInt8]]? in
      if let response { state.lines.append(response.line) }
      state.missing -= 1
      return state.missing == 0 ? state.lines : nil
    }
    guard let lines else { return }
    respond(lines.isEmpty ? nil : Response([0x5B] + lines.joined(separator: [0x2C]) + [0x5D]))
  }
}
