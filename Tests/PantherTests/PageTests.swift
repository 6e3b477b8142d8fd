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

  @Test func `a connection's page`() {
    let edges: JSON = [["node": ["id": "a"]], ["node": .null]]
    let page = Page(connection: ["edges": edges, "pageInfo": ["hasNextPage": true, "endCursor": "c"]])
    #expect(page.items == [["id": "a"]])
    #expect(page.next == "c")
    #expect(Page(connection: ["edges": edges, "pageInfo": ["hasNextPage": false, "endCursor": "c"]]).next == nil)
    #expect(Page(connection: nil).items.isEmpty)
  }
}
