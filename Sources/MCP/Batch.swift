import Synchronization

/// Collects the responses of a 2025-03-26 batch into one array; one without any response stays silent.
final class Batch: Sendable {
  private struct State {
    /// Responses still missing, and one for the batch itself until all of it is read.
    var missing = 1
    var responses: [[UInt8]] = []
  }

  private let state = Mutex(State())
  private let write: @Sendable ([UInt8]) -> Void

  init(write: @escaping @Sendable ([UInt8]) -> Void) {
    self.write = write
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

  private func settle(_ response: [UInt8]?) {
    let line = state.withLock { state -> [UInt8]? in
      if let response { state.responses.append(response) }
      state.missing -= 1
      guard state.missing == 0, !state.responses.isEmpty else { return nil }
      return [UInt8(ascii: "[")] + state.responses.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }
    if let line { write(line) }
  }
}

/// Takes the response to one message: a line, or nil when there is none to give. Called once.
typealias Respond = @Sendable ([UInt8]?) -> Void
