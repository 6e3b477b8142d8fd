import TestSupport
import Testing

@testable import Cleaning

@Suite(.fewAtOnce) struct ScalarKindTests {
  @Test func `what is looked up or known is what the rule says`() {
    let different = (0..<UInt32(0x10000)).filter { ScalarKind($0) != ScalarKind(propertiesOf: $0) }
    // Surrogates are no scalars, and ideographs that are not assigned yet have no mark or gap among them.
    let unexpected = different.filter { !(0x3400...0x9FFF).contains($0) && !(0xAC00...0xD7A3).contains($0) }
    #expect(unexpected.isEmpty, "\(unexpected.map { String($0, radix: 16) })")
  }
}
