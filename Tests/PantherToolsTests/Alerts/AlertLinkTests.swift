import JSON
import Panther
import TestSupport
import Testing

/// The link to an alert's page in the Console.
@Suite(.fewAtOnce) struct AlertLinkTests {
  private static let console =
    #"<script id="__PANTHER_CONFIG__" type="application/json">{"rest": "https://acme.example/api"}</script>"#

  @Test func `an alert has a link where the Console served its settings`() async throws {
    let bench = Bench(knowsAPI: false)
    bench.answer("GET https://acme.example/") { _ in HTTPResponse(status: 200, body: Array(Self.console.utf8)) }
    bench.answer("GET /alerts/", ["id": "a/1 2"])
    bench.answer("GET /alerts?", ["results": [["id": "a1"], ["id": "a2"]]])
    let alert = try await bench.call("get_alert", ["alert_id": "a1"])
    #expect(alert["alert"]?["url"] == "https://acme.example/alerts-and-errors/a%2F1%202", "\(alert)")
    let list = try await bench.call("list_alerts")
    #expect(list["url"] == "https://acme.example/alerts-and-errors/<id>")
  }

  @Test(arguments: ["", "<html>Sign in</html>"])
  func `no link where it did not, rather than a wrong one`(_ page: String) async throws {
    let bench = Bench(knowsAPI: false)
    bench.answer("GET https://acme.example/") { request in
      guard request.url != "https://acme.example/" else { return HTTPResponse(status: 200, body: Array(page.utf8)) }
      return HTTPResponse(json: request.url.contains("/alerts/") ? ["id": "a1"] : ["results": [["id": "a1"]]])
    }
    #expect(try await bench.call("get_alert", ["alert_id": "a1"])["alert"]?["url"] == nil)
    #expect(try await bench.call("list_alerts")["url"] == nil)
  }

  @Test func `no link where the address of the API is given, so that nobody has seen the Console`() async throws {
    let bench = Bench()
    bench.answer("GET /alerts/", ["id": "a1"])
    #expect(try await bench.call("get_alert", ["alert_id": "a1"])["alert"] == ["id": "a1"])
  }
}
