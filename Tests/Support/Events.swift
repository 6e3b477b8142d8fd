/// Lets a test and the code under test wait for each other: for events of the code, and for permissions of the test.
package final class Events: Sendable {
  private let happened = AsyncStream<String>.makeStream()
  private let allowed = AsyncStream<Void>.makeStream()

  /// Makes one with no events and no permissions.
  package init() {}

  /// Tells the test that something has happened.
  package func note(_ event: String) { happened.continuation.yield(event) }

  /// Waits for the next event.
  package func next() async -> String? { await happened.stream.first { _ in true } }

  /// Lets one task go on that waits in `permission`.
  package func goOn() { allowed.continuation.yield() }

  /// Waits until the test lets one task go on.
  ///
  /// - Returns: false when the waiting task was cancelled.
  @discardableResult package func permission() async -> Bool { await allowed.stream.first { true } != nil }
}
