import Panther
import Testing

@Suite struct QueryTests {
  @Test func `nil and empty lists are not sent, lists are repeated, everything is encoded`() {
    let none: String? = nil
    let limit: Int? = 25
    let query: Query = [
      "cursor": none, "limit": limit, "ids": [String](), "severity": ["HIGH", "LOW"], "include-deactivated": true,
      "q": "a+b/c= &;#?한",
    ]
    #expect(
      query.text
        == "limit=25&severity=HIGH&severity=LOW&include-deactivated=true&q=a%2Bb%2Fc%3D%20%26%3B%23%3F%ED%95%9C")
  }

  @Test func `a query that was read from its text is the same`() {
    let query: Query = ["a": ["1", "2"], "b c": "x=y&z%2F+", "empty": "", "k": "규칙"]
    #expect(Query(text: query.text) == query)
    #expect(Query(text: "").isEmpty)
  }

  @Test func `assigning replaces, nil removes`() {
    var query: Query = ["cursor": "a", "limit": 5]
    query["cursor"] = "b"
    query.append("status", ["OPEN", "CLOSED"])
    #expect(query["cursor"] == "b")
    query["limit"] = nil
    #expect(query.text == "cursor=b&status=OPEN&status=CLOSED")
  }

  enum Severity: String, QueryValue {
    case high = "HIGH"
  }
  @Test func `an enum is sent as its raw value`() {
    #expect((["severity": Severity.high] as Query).text == "severity=HIGH")
  }
}
