import JSON
import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct PageTests {
  static let lasts: [JSON] = [["results": [1]], ["results": [1], "next": .null], ["results": [1], "next": ""]]
  @Test(arguments: lasts) func `an absent, null or empty cursor is the end`(answer: JSON) {
    #expect(Page(answer).next == nil)
    #expect(Page(answer).items == [1])
  }

  @Test func `a cursor goes on`() {
    #expect(Page(["results": .null, "next": "a+/="]).next == "a+/=")
    #expect(Page(["results": .null]).items.isEmpty)
  }

  @Test func `a connection's page`() throws {
    let edges: JSON = [["node": ["id": "a"]], ["node": .null]]
    let page = try Page(
      connection: ["edges": edges, "pageInfo": ["hasNextPage": true, "endCursor": "c"]], of: Self.list)
    #expect(page.items == [["id": "a"]])
    #expect(page.next == "c")
    #expect(
      try Page(connection: ["edges": edges, "pageInfo": ["hasNextPage": false, "endCursor": "c"]], of: Self.list).next
        == nil)
    #expect(try Page(connection: .null, of: Self.list).items.isEmpty)
    #expect(try Page(connection: ["edges": .null], of: Self.list).items.isEmpty)
  }

  private static let list = Operation("query Sources { sources { edges { node { id } } } }")

  @Test(arguments: [nil, 7, "x", [], [:], ["edges": 7], ["edges": [:]], ["pageInfo": [:]]] as [JSON?])
  func `what is no connection is refused`(_ json: JSON?) throws {
    let error = #expect(throws: PantherError.self) { try Page(connection: json, of: Self.list) }
    #expect(error?.kind == .unreadable && error?.description.hasPrefix("query Sources was answered") == true)
  }
}
