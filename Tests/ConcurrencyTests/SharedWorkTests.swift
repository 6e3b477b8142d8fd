@testable import Concurrency
import Synchronization
import TestSupport
import Testing

@Suite(.fewAtOnce) struct SharedWorkTests {
  private let gate = Gate()
  private let runs = Counter()

  @Test func `callers at the same time share one run, for each key its own`() async throws {
    let shared = SharedWork<String, String>()
    async let first = shared.value(for: "a") { [gate, runs] in
      runs.add()
      try? await gate.pass()
      return "A"
    }
    while shared.count == 0 { await Task.yield() }
    async let second = shared.value(for: "a") { "never" }
    async let other = shared.value(for: "b") { "B" }
    #expect(try await other == "B")
    gate.open()
    let values = try await [first, second]
    // The second caller may have come late, which starts the work again.
    #expect(values[0] == "A")
    #expect(shared.count == 0)
    #expect(runs.value == 1)
  }

  @Test func `a caller that is cancelled leaves, and the others get their result`() async throws {
    let shared = SharedWork<Int, Int>()
    let tasks = (0..<2).map { _ in
      Task {
        try await shared.value(for: 1) { [gate] in
          try? await gate.pass()
          return 7
        }
      }
    }
    while shared.count == 0 { await Task.yield() }
    tasks[0].cancel()
    await #expect(throws: CancellationError.self) { try await tasks[0].value }
    gate.open()
    #expect(try await tasks[1].value == 7)
  }

  @Test func `what is known is not made`() async throws {
    let shared = SharedWork<Int, Int>()
    let value = try await shared.value(for: 1, known: { 5 }) { [runs] in
      runs.add()
      return 6
    }
    #expect(value == 5)
    #expect(runs.value == 0)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
