import JSON
import Testing

@testable import Cleaning

@Suite struct SanitizerCostTests {
  /// Counted from 2 for each of them, this took minutes, and every other call waited.
  @Test func `thousands of keys that become the same stay apart`() {
    let members = (0..<20_000).map { JSON.Member("password=abc\(1_000_000 + $0)", 1) }
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(.object(JSON.Object(unique: members))).object
    #expect(Set(clean?.keys ?? []).count == 20_000)
  }
}
