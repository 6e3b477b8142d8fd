import Concurrency
import Foundation
package import Testing

/// Lets only a few tests run at the same time, over all suites. Every suite has it.
///
/// Left alone, Swift Testing starts all tests at once. On two cores each step of each test then waits for all the
/// others: half a minute and more, which is longer than a call, a connection or a query may take.
package struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  private static let turnstile = Turnstile(max(8, 2 * ProcessInfo.processInfo.activeProcessorCount))

  package var isRecursive: Bool { true }

  @concurrent
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await Self.turnstile.enter()
    defer { Self.turnstile.leave() }
    try await function()
  }
}

extension Trait where Self == FewAtOnce {
  /// Lets only a few tests run at the same time.
  package static var fewAtOnce: FewAtOnce { FewAtOnce() }
}
