import TestSupport
import Testing

@testable import Concurrency

@Suite(.fewAtOnce) struct ConcurrentMapTests {
  private struct Odd: Error, Equatable { let number: Int }

  @Test func `results are in the order of the elements, whoever ends first`() async throws {
    let gate = Gate()
    let values = try await [0, 1, 2].concurrentMap { number in
      if number == 0 { try await gate.pass() }
      if number == 2 { gate.open() }
      return number * 10
    }
    #expect(values == [0, 10, 20])
  }

  @Test func `the first element's error is thrown, as the type that it is`() async {
    do throws(Odd) {
      _ = try await [2, 3, 4, 5].concurrentMap { (number) throws(Odd) in
        guard number % 2 == 0 else { throw Odd(number: number) }
        return number
      }
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.number == 3)
    }
  }

  @Test func `nothing makes nothing`() async {
    let values = await [Int]().concurrentMap { $0 }
    #expect(values.isEmpty)
  }
}
