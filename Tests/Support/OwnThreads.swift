import Dispatch
import Foundation
import Synchronization
package import Testing

/// Runs tests on threads of their own, so that each of their steps comes when it is due.
///
/// All tests of all suites share one pool of about one thread per core. While others compute there, a step may wait for
/// half a minute, and a test that ends a call or a program at the right moment would come too late.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  @concurrent
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(Threads.shared) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  /// Runs the tests on threads of their own.
  package static var onOwnThreads: OwnThreads { OwnThreads() }
}

/// A few threads that take jobs in their order. They are not Dispatch's, whose threads the servers under test need.
private final class Threads: TaskExecutor {
  static let shared = Threads(8)

  private let jobs = Mutex<[UnownedJob]>([])
  private let waiting = DispatchSemaphore(value: 0)

  private init(_ count: Int) {
    for _ in 0..<count {
      Thread.detachNewThread { [self] in
        while true {
          waiting.wait()
          let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
          job?.runSynchronously(on: asUnownedTaskExecutor())
        }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    waiting.signal()
  }
}
