import JSON
import Synchronization

/// What one call may cost: how many requests it may still send, and how much memory their answers may take. Copies of a
/// client share it.
///
/// An instance whose lists never end, or whose answers are made of millions of small values, can then neither fill the
/// memory nor keep a call going. What was read counts until the budget is released, which is when the call has ended.
package final class AnswerBudget: Sendable {
  /// The most memory that the answers of all calls hold at the same time, in bytes.
  private static let mostHeld = 512 << 20
  private static let held = Mutex(0)

  private struct Left {
    var requests: Int
    var memory: Int
  }
  private let memory: Int
  private let left: Mutex<Left>

  /// Makes the budget of a call.
  ///
  /// - Parameters:
  ///   - requests: the most requests to send.
  ///   - memory: the most memory that the values of all answers may take, in bytes.
  package init(requests: Int = .max, memory: Int = JSON.maximumMemory) {
    self.memory = memory
    left = Mutex(Left(requests: requests, memory: memory))
  }

  deinit {
    let taken = memory - left.withLock(\.memory)
    Self.held.withLock { $0 -= taken }
  }

  /// Takes one request out of it; each attempt counts.
  ///
  /// - Throws: `overBudget` when none is left.
  func takeRequest() throws(PantherError) {
    let isOver = left.withLock { left in
      left.requests -= 1
      return left.requests < 0
    }
    if isOver { throw PantherError(.overBudget) }
  }

  /// Reads an answer within the memory that is left, and counts what its values take.
  ///
  /// - Parameter body: reads the answer; it subtracts what it takes from the memory that it may take.
  /// - Throws: what `body` throws.
  func read<Value>(_ body: (_ memory: inout Int) throws(PantherError) -> Value) throws(PantherError) -> Value {
    let allowed = max(0, min(left.withLock(\.memory), Self.mostHeld - Self.held.withLock(\.self)))
    var memory = allowed
    defer {
      let taken = allowed - memory
      left.withLock { $0.memory -= taken }
      Self.held.withLock { $0 += taken }
    }
    return try body(&memory)
  }
}
