/// What happens on the side under test, which tests wait for, and what that side waits for.
package final class Events: Sendable {
  private let happened = AsyncStream<String>.makeStream()
  private let allowed = AsyncStream<Void>.makeStream()

  package init() {}

  package func note(_ event: String) { happened.continuation.yield(event) }

  package func next() async -> String? { await happened.stream.first { _ in true } }

  /// Lets one go on that waits in `permission`.
  package func goOn() { allowed.continuation.yield() }

  /// False when the waiting task was cancelled.
  @discardableResult package func permission() async -> Bool { await allowed.stream.first { true } != nil }
}
