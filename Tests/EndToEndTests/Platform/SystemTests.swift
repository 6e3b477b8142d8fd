import Foundation
import TestSupport
import Testing

@testable import mcp_panther

@Suite(.fewAtOnce) struct SystemTests {
  @Test func `Claude Desktop has its folder on each system`() {
    let folders = [System.linux, .macOS].map { $0.claudeFolder(home: "/dana", configuration: "/dana/.config") }
    #expect(folders == ["/dana/.config/Claude", "/dana/Library/Application Support/Claude"])
  }
}
