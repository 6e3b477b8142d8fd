import Panther

extension DemoState {
  func answerSources(_ request: DemoRequest, _ rest: [String]) throws -> HTTPResponse {
    guard rest.first == "http", rest.count == 2 else { throw DemoError(404, "page not found") }
    try Self.allow(request, .get)
    return Self.item(try httpSources.need(rest[1]))
  }
}
