import JSON
import Synchronization

/// Collects the responses to a batch into one array (MCP 2025-03-26, Basic). A batch without any response is not
/// answered.
final class Batch: Sendable {
  private struct State {
    /// The number of responses that are still missing, and one more until the whole batch was read.
    var missing = 1
    var lines: [[UInt8]] = []
  }

  private let state = Mutex(State())
  private let respond: Respond

  init(respond: @escaping Respond) {
    self.respond = respond
  }

  /// The function that takes the response to the next member; nil means that there is none, as after a cancel.
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

extension Session {
  /// Takes the members of a batch one by one. Only one revision has batches.
  func receive(
    batch members: [JSON], _ notify: @escaping @Sendable ([UInt8]) -> Void, _ respond: @escaping Respond
  ) {
    guard revision?.allowsBatches == true else {
      return respond(Response(.invalidRequest("this protocol revision has no batches"), id: nil))
    }
    guard !members.isEmpty else { return respond(Response(.invalidRequest("an empty batch"), id: nil)) }
    let batch = Batch(respond: respond)
    for member in members { receive(member, true, notify, batch.nextResponse()) }
    batch.close()
  }
}
