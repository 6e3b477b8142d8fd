import Panther

extension DemoState {
  func answerSources(_ request: APIRequest, _ rest: [String]) throws -> HTTPResponse {
    guard rest.first == "http", rest.count == 2 else { throw APIError(404, "page not found") }
    try Self.allow(request, .get)
    return Self.item(try httpSources.need(rest[1]))
  }
}
