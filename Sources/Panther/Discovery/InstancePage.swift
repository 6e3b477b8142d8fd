import Foundation
import JSON
import Text

/// The console's page, which carries its settings as JSON in a script element. This is not documented, so every step of
/// reading it may fail.
enum InstancePage {
  /// The APIs that the page names; nil when it names none. When the token may not be sent to the host that the page
  /// names, the result is the fallback with a note that says so.
  static func endpoints(in answer: HTTPResponse, of page: InstanceURL, or fallback: Endpoints) -> Endpoints? {
    guard answer.status == 200,
      let settings = settings(in: String(decoding: answer.body, as: UTF8.self).readyToCompare),
      let named = settings["rest"]?.string ?? settings["WEB_APPLICATION_GRAPHQL_API_ENDPOINT"]?.string,
      named.containsBytes(of: "://"), let url = InstanceURL(named)
    else { return nil }
    let api = url.removing(suffix: "/internal/graphql") ?? url.removing(suffix: Endpoints.graphQLPath) ?? url
    guard Trust.allows(api, namedBy: page) else {
      return Endpoints(
        rest: fallback.rest, graphQL: fallback.graphQL, console: page.text,
        note: "The page of \(page.host) names an API on another host, \(Wording.oneLine(api.host)), which is not under "
          + "the name of the first, so the token was not sent there. If that is your API, set PANTHER_REST_API_URL to "
          + "\(Wording.oneLine(api.text))")
    }
    // Only the Console serves the settings.
    return Endpoints(rest: api.text, console: page.text)
  }

  private static func settings(in html: String) -> JSON? {
    guard let id = html.range(of: "__PANTHER_CONFIG__"),
      let start = html.range(of: ">", range: id.upperBound..<html.endIndex),
      let end = html.range(of: "</script", options: .caseInsensitive, range: start.upperBound..<html.endIndex)
    else { return nil }
    return try? JSON(parsing: html[start.upperBound..<end.lowerBound].utf8)
  }
}
