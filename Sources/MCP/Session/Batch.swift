import JSON
import Synchronization

/// Collects the responses to a batch into one array (MCP 2025-03-26, Basic). A batch without any response is not
/// answered.
final class Batch: Sendable {
  /// The most messages in a batch. A batch of more is refused before any of them is looked at.
  static let longest = 100
  /// The most bytes that the responses have together, which is room for 100 usual answers. Without this limit a
  /// megabyte of short requests could ask for gigabytes.
  static let largest = 8 << 20

  private struct State {
    /// The number of responses that are still missing, and one more until the whole batch was read.
    var missing = 1
    var lines: [[UInt8]] = []
    /// The bytes of the responses that were not replaced by an error.
    var bytes = 0

    mutating func add(_ response: Response, to id: RequestID?) {
      let fits = bytes + response.line.count <= Batch.largest
      if fits { bytes += response.line.count }
      lines.append(fits ? response.line : RPCError.doesNotFitIntoBatch.line(id: id))
    }
  }

  private let state = Mutex(State())
  private let respond: Respond

  init(respond: @escaping Respond) {
    self.respond = respond
  }

  /// The function that takes the response to the next member; nil means that there is none, as after a cancel.
  func nextResponse(to member: JSON) -> Respond {
    state.withLock { $0.missing += 1 }
    let id = member["id"].flatMap(RequestID.init)
    return { self.settle($0, id) }
  }

  /// Says that the whole batch was read.
  func close() {
    settle(nil, nil)
  }

  private func settle(_ response: Response?, _ id: RequestID?) {
    let lines = state.withLock { state -> [[UInt8]]? in
      if let response { state.add(response, to: id) }
      state.missing -= 1
      return state.missing == 0 ? state.lines : nil
    }
    guard let lines else { return }
    respond(lines.isEmpty ? nil : Response([0x5B] + lines.joined(separator: [0x2C]) + [0x5D]))
  }
}

extension RPCError {
  fileprivate static let doesNotFitIntoBatch = RPCError.internal(
    "the answers to this batch have more than \(Batch.largest >> 20) MB together, so this one was left out. The request "
      + "itself was served: if it only reads, send it again alone; if it changes something, look whether it did")
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
    guard members.count <= Batch.longest else {
      let reason = "a batch of \(members.count) messages; send at most \(Batch.longest) in one. Nothing was done"
      return respond(Response(.invalidRequest(reason), id: nil))
    }
    let batch = Batch(respond: respond)
    for member in members { receive(member, true, notify, batch.nextResponse(to: member)) }
    batch.close()
  }
}
