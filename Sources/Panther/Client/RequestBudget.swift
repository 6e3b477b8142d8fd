import Synchronization

/// How many requests a call may still send, whatever leads it to send them. Copies of a client share it.
package final class RequestBudget: Sendable {
  private let left: Mutex<Int>

  /// - Parameter most: the most requests, each attempt counted.
  package init(_ most: Int) {
    left = Mutex(most)
  }

  /// Takes one request out of it.
  /// - Throws: `PantherError` when none is left.
  func take() throws {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw PantherError(.overBudget) }
  }
}
