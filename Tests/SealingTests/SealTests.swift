import JSON
import TestSupport
import Testing

@testable import Sealing

@Suite(.fewAtOnce) struct SealTests {
  private let clock = TestClock()

  private func seal(_ key: [UInt8]? = nil) -> Seal { Seal(key: key) { [clock] in clock.now } }

  @Test func `what is sealed opens with its key, for its purpose, in its time`() {
    let seal = seal([1, 2, 3])
    let text = seal.seal(["a": 1], for: ["x"], life: 10)
    #expect(seal.open(text, for: ["x"]) == .valid(["a": 1]))
    #expect(self.seal([1, 2, 3]).open(text, for: ["x"]) == .valid(["a": 1]))
    #expect(seal.open(text, for: ["y"]) == .invalid)
    #expect(self.seal([1, 2, 4]).open(text, for: ["x"]) == .invalid)
    #expect(self.seal().open(text, for: ["x"]) == .invalid)
    clock.advance(9)
    #expect(seal.open(text, for: ["x"]) == .valid(["a": 1]))
    clock.advance(2)
    #expect(seal.open(text, for: ["x"]) == .expired)
    // Whoever opens it for another purpose does not learn that it has expired.
    #expect(seal.open(text, for: ["y"]) == .invalid)
  }

  @Test func `another spelling of the same bytes is not taken`() throws {
    let seal = seal()
    let text = seal.seal("claims", for: [], life: 10)
    let (body, code) = (String(text.split(separator: ".")[0]), String(text.split(separator: ".")[1]))
    // 32 bytes leave two bits of the last character unused.
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let last = try #require(alphabet.firstIndex(of: code.last ?? " "))
    #expect([UInt8](base64URL: code.dropLast() + String(alphabet[last + 1])) == [UInt8](base64URL: code))
    for other in ["\(body).\(code.dropLast())\(alphabet[last + 1])", "\(body)=.\(code)", " \(text)", "\(text)\n"] {
      #expect(seal.open(other, for: []) == .invalid)
    }
  }

  @Test(arguments: [
    "", ".", "..", "a.b", "a", "\u{1F600}.\u{1F600}", "bnVsbA.bnVsbA", String(repeating: ".", count: 9),
  ])
  func `what is no sealed text is invalid`(_ text: String) {
    #expect(seal().open(text, for: []) == .invalid)
  }
}
