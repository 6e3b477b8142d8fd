import Concurrency
import Foundation
package import Testing

/// Lets only a few tests run at the same time, over all suites, and none for longer than ten minutes. Every suite has
/// it.
///
/// Left alone, Swift Testing starts all tests at once. On two cores each step of each test then waits for all the
/// others: half a minute and more, which is longer than a call, a connection or a query may take. Its own time limits
/// include the time for which a test waits here, so they are of no use.
package struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  private static let turnstile = Turnstile(max(8, 2 * ProcessInfo.processInfo.activeProcessorCount))
  /// Enough for any test on a slow machine, and not for one whose time grows with the square of its input.
  private static let mostMinutes = 10

  package var isRecursive: Bool { true }

  @concurrent
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await Self.turnstile.enter()
    defer { Self.turnstile.leave() }
    try await withThrowingTaskGroup { group in
      group.addTask {
        try await Task.sleep(for: .seconds(60 * Self.mostMinutes))
        Issue.record("The test has not ended after \(Self.mostMinutes) minutes.")
      }
      defer { group.cancelAll() }
      try await function()
    }
  }
}

extension Trait where Self == FewAtOnce {
  /// Lets only a few tests run at the same time.
  package static var fewAtOnce: FewAtOnce { FewAtOnce() }
}
