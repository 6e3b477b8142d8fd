import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct QueryTests {
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

  @Test func `items are added at the end, and nothing adds nothing`() {
    var query: Query = ["cursor": "a", "empty": ""]
    query.append("status", ["OPEN", "CLOSED"])
    query.append("limit", nil)
    #expect(query.text == "cursor=a&empty=&status=OPEN&status=CLOSED")
    #expect(!query.isEmpty && Query().isEmpty)
  }

  enum Severity: String, QueryValue {
    case high = "HIGH"
  }
  @Test func `an enum is sent as its raw value`() {
    #expect((["severity": Severity.high] as Query).text == "severity=HIGH")
  }
}
