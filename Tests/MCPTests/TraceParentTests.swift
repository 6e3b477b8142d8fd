import TestSupport
import Testing

@testable import MCP

/// W3C Trace Context, 3.2: an invalid `traceparent` is ignored.
@Suite(.fewAtOnce) struct TraceParentTests {
  private static let rest = "-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  @Test func `a valid one is taken as it is`() {
    for flags in ["00", "01", "ff"] {
      let text = "00\(Self.rest.dropLast(2))\(flags)"
      #expect(TraceParent.valid(text) == text)
    }
  }

  @Test(arguments: ["01", "cc", "fe"]) func `of a newer version, the known fields go on`(_ version: String) {
    for more in ["", "-", "-what-comes"] { #expect(TraceParent.valid(version + Self.rest + more) == "00" + Self.rest) }
  }

  @Test(arguments: [
    "", "00", "00\(rest) ", " 00\(rest)", "00\(rest)-", "00\(rest)-more", "00\(rest)0", "01\(rest)0", "ff\(rest)",
    "0g\(rest)", "00" + rest.uppercased(), "00\(rest.replacing("c-b", with: "c_b"))",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333é-1", "00\(rest.dropLast(1))\r\nX-API-Key: x",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-\u{FF10}1",
  ])
  func `anything else is ignored`(_ text: String) {
    #expect(TraceParent.valid(text) == nil)
  }
}
