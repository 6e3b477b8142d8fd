import Panther
import TestSupport
import Testing

@Suite(.fewAtOnce) struct PathTests {
  @Test(arguments: [
    ("abc-1.2_3~", "/alerts/abc-1.2_3~/events"),
    ("../users?x=1", "/alerts/..%2Fusers%3Fx%3D1/events"),
    ("A B/C%2f?limit=1", "/alerts/A%20B%2FC%252f%3Flimit%3D1/events"),
    ("규칙", "/alerts/%EA%B7%9C%EC%B9%99/events"),
    ("a#b&c;d@e+f:\u{0}", "/alerts/a%23b%26c%3Bd%40e%2Bf%3A%00/events"),
    ("...", "/alerts/.../events"),
  ])
  func `an id stays within its one segment`(id: String, text: String) {
    let path: Path = "alerts/\(id)/events"
    #expect(path.text == text)
  }

  @Test func `a leading slash is optional`() {
    #expect(("alerts" as Path).text == "/alerts")
    #expect(("/alerts" as Path) == "alerts")
    let id = "x"
    #expect(("/alerts/\(id)" as Path).text == "/alerts/x")
  }
}
