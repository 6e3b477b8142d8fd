import JSON
import MCP
import Panther
import TestSupport
import Testing

@testable import PantherTools

@Suite(.fewAtOnce) struct PartialFailuresTests {
  private func failures(_ errors: any Error...) -> PartialFailures {
    var failures = PartialFailures()
    for (index, error) in errors.enumerated() { failures.append(error, of: "list\(index)") }
    return failures
  }

  @Test func `no failure is no fact`() {
    #expect(failures().facts == [:])
    #expect(failures(ToolFailure("a"), ToolFailure("b")).facts == ["failed": ["list0": "a", "list1": "b"]])
  }

  @Test func `one failure is thrown as it is`() {
    #expect((failures(PantherError(.notFound)).whole as? PantherError)?.kind == .notFound)
  }

  @Test func `like failures are said once, others each`() {
    let (gone, down) = (PantherError(.notFound, message: "gone"), PantherError(.serverFault, message: "down"))
    let alike = "\(failures(gone, gone, gone).whole)"
    #expect(alike == "\(gone)\nThe same for list1, list2.")
    #expect("\(failures(gone, down).whole)" == "list0: \(gone)\nlist1: \(down)")
    #expect("\(failures(ToolFailure("a"), ToolFailure("a")).whole)" == "list0: a\nlist1: a")
  }
}
