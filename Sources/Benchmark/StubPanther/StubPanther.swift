import Foundation
import JSON

/// Gives the few answers of a Panther instance that the measures need. They are made only once.
struct StubPanther: Sendable {
  /// The beginning of the ids of alerts that take 300 ms.
  static let slow = "slow"

  private let alert = StubServer.response(body: SampleData.alert(0).bytes)
  private let started = StubServer.response(body: Array(#"{"data":{"executeDataLakeQuery":{"id":"q-1"}}}"#.utf8))
  private let page = StubServer.response(body: SampleData.queryPage(rows: 999).bytes)
  /// The smallest possible schema, because the Python server asks for the schema before it answers anything.
  private let schema = StubServer.response(
    body: Array(
      #"""
      {"data":{"__schema":{"queryType":{"name":"Query"},"mutationType":null,"subscriptionType":null,"directives":[],
      "types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"ok","args":[],"type":{"kind":"SCALAR","name":"Boolean",
      "ofType":null},"isDeprecated":false,"deprecationReason":null}],"interfaces":[]},
      {"kind":"SCALAR","name":"Boolean"},{"kind":"SCALAR","name":"String"}]}}}
      """#.utf8))
  private let unknown = StubServer.response("404 Not Found", body: Array(#"{"message":"not found"}"#.utf8))

  @Sendable
  func answer(_ request: StubServer.Request) -> [UInt8] {
    if request.target.hasPrefix("/alerts/") {
      if request.target.hasPrefix("/alerts/\(Self.slow)") { usleep(300_000) }
      return alert
    }
    let body = String(decoding: request.body, as: UTF8.self)
    if body.contains("executeDataLakeQuery") { return started }
    if body.contains("dataLakeQuery(") { return page }
    if body.contains("__schema") { return schema }
    return unknown
  }
}
